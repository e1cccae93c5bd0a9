// Which texts are prose, and which are something else whatever they are called: SQL, pages, questions at a terminal, labels of data.
import { isAside } from './textClassifier';

/** Upper or lower case throughout: "Select the best answer from the list" is prose. */
const sql: readonly RegExp[] = [
  /^(SELECT\s.{1,300}\s(FROM|from)\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(UNIQUE\s+)?(TABLE|INDEX|VIEW|EXTENSION)\s|ALTER\s+TABLE\s)/s,
  /^(select\s.{1,300}\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+(unique\s+)?(table|index|view|extension)\s|alter\s+table\s)/s,
];

/** True for a statement of SQL, which a function that asks a database may be given under a model's function's name. */
export const isSql = (text: string): boolean => sql.some((pattern) => pattern.test(text.slice(0, 400).trim()));

/** Texts that are something else, whatever their name says. Looked for in the first 400 characters. */
const notProse: readonly RegExp[] = [
  ...sql,
  /^with\s+\w+\s+as\s*\(/i,
  // Cypher
  /^(CALL|MATCH|MERGE|UNWIND)\s.{1,300}\s(YIELD|RETURN|SET|WITH|WHERE)\s/s,
  /^(WITH|RETURN)\s\S{1,80}\s(as|AS)\s\w+\s?,/,
  /^(query|mutation|subscription|fragment)\s+\w+[^{]{0,100}\{/,
  // A model's task may be written in HTML.
  /^<(?!\w{1,3}>\s{0,9}you(['’]re| are)\s)(!doctype|html|head|body|div|span|p|svg|form|table|ul|button|template|script|style|!--)[\s>]/i,
  /^(error|invalid|failed|failure|unable to|could not|couldn't|cannot|can't|unsupported)\b[^\n]{0,250}$/i,
  /^(invalid|unsupported)\b[^\n]{0,351}\n/i,
  /^[^\n]{1,160}\b(is|are) deprecated\b[^\n]{0,200}$/i,
  /^(erreur|fehler|erro|błąd|fout|ошибка|错误|錯誤|エラー|오류)(?!\p{L})[^\n]{0,250}$/iu,
  /^(sorry|i['’]m sorry|no (\w+ ){1,4}(found|available|provided|selected|specified|given|set|yet))\b[^\n]{0,200}$/i,
  /^(\w+ ){1,4}(created|updated|deleted|removed|saved|sent|added|loaded|completed) successfully\b[^\n]{0,80}$/i,
  /^unfortunately,? (i|we)\b[^\n]{0,350}$/i,
  /^[a-z][a-z0-9+.-]{1,20}:\/\/\S{1,400}$/i,
  /^(usage|traceback)\b.{0,10}[:(]/i,
  // A shell's own prompt, what an interpreter shows, LaTeX, a line of a manual page
  /^(PS\d=|>>> |(\[\w{3}\] )?In \[\d+\]: |for \w+ in \w+\()/,
  /^(%[^\n]{0,200}\n\s*)?\\(documentclass|usepackage|(provide|(re)?new)command|begin)\b/,
  /^\.(IP|SH|TH|PP) /,
  // What a tool is for, kept under names such as LangChain's `GET_ISSUE_PROMPT`.
  /^(this tool\b|use this tool\b|(this is )?useful (for|when|if) \w|a wrapper around \w)/i,
];

/** Questions at a terminal, which are short. */
const questions: readonly RegExp[] = [
  /^(please |now )?(hit|press|enter|type|are you sure|do you (really )?want|overwrite|continue|proceed)\b[^\n]{0,160}[:?>\])]$/i,
  /^(select|choose|pick)\b[^\n]{0,100}[>?]$/i,
  /^(please )?(enter|type in) (the|your|an?)\b[^\n]{0,160}$/i,
  /^\[(required|optional|warning|info|error)\]\s/i,
  /[.!?]\s(enter|type in)\s[^.!?\n]{1,60}:$/i,
  /^\[[\w./ -]{1,30}\]\s*please\b/i,
  /[[(](y\/n|yes\/no)\b/i,
  /\(\w\)\w{2,20}\b.{1,40}\(\w\)\w{2,20}\b/,
];
const QUESTION_LENGTH = 240;
/** Such a question may take two lines. */
const LINES_LENGTH = 80;

/** Marks by which a model's format tells the parts of what it is given: `<|fim_prefix|>`, `<PRE>`, `[INST]`. */
const marks =
  /<[|｜]\w[\w▁]{1,30}[|｜]>|<\/?(?:fim_\w{3,10}|PRE|SUF|MID|start_of_turn|end_of_turn|file_sep|reponame)>|\[\/?(?:INST|SUFFIX|PREFIX|SYSTEM_PROMPT)\]|<<\/?SYS>>/g;
const MARKS_NEEDED = 2;

const WORDS_NEEDED = 4;
/** What a format leaves open: `%s`, `%.2f`. */
const verbs = /%[-+#0]?[\d.]{0,6}[a-zA-Z]/g;
/** Letters of scripts that are written without spaces count two for a word. */
const unspaced = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]/g;
/** So many of them say more than a label. */
const sentence = new RegExp(`${unspaced.source}{6}`);

/** How long a text is for those who read it, in letters of English: scripts without spaces say it in fewer. Looks at the first 400 characters. */
export const readLength = (text: string): number =>
  text.length + 1.5 * (text.slice(0, 400).match(unspaced)?.length ?? 0);

/** True for running text of at least four words (what stands in its holes counts as one each) that is not SQL, HTML, a URL or the like. Looks at the first 400 characters. */
export function isProse(text: string, holes = 0): boolean {
  const head = text.slice(0, 400).trim();
  if (notProse.some((pattern) => pattern.test(head))) return false;
  const length = head.includes('\n') ? LINES_LENGTH : QUESTION_LENGTH;
  if (head.length < length && questions.some((pattern) => pattern.test(head))) return false;
  if ((head.match(marks)?.length ?? 0) >= MARKS_NEEDED) return true;
  const words = head.replace(verbs, '').split(/\s+/);
  const spaced = words.filter((word) => /\p{L}/u.test(word)).length;
  return spaced + (spaced > 1 ? holes : 0) + (head.match(unspaced)?.length ?? 0) / 2 >= WORDS_NEEDED;
}

/**
 * True for prose that says something by itself within another text; the heading of data that follow does not: `\nExisting tasks:\n`. Nor do
 * labels of data, line by line.
 */
export function isOwnText(text: string, holes = 0): boolean {
  return (
    isProse(text, holes) &&
    hasWords(text.slice(0, 400)) &&
    !isHeading(text.slice(0, 200)) &&
    !isLabels(text.slice(0, 400)) &&
    (!isListing(text.slice(0, 400)) || enumerates.test(text)) &&
    (holes > 0 || !isPhrase(text))
  );
}

/** Longer texts that fill another one are worth a word of their own, whatever they say. */
const FILLING_LENGTH = 100;

/** True for such prose in a hole of another text; a few words of data are none: `range = easy ? "10 to 25" : "all of them, and harder ones"`. */
export const fillsText = (text: string, holes = 0): boolean =>
  isOwnText(text, holes) && (text.length >= FILLING_LENGTH || isSentence(text) || !isAside(text, holes));

const isSentence = (text: string): boolean => /[.!?:。！？：।]\s*$/.test(text);

const twoWords = /[\p{L}\p{M}]{2,}[^\p{L}\p{M}]+[\p{L}\p{M}]{2,}/u;

/** Five words in a row, or as much in scripts that are written without spaces. */
const wordsInRow = new RegExp(`(\\p{L}[\\p{L}\\p{M}'’-]{0,30}[,;:]? ){4}\\p{L}|${unspaced.source}{8}`, 'u');

/** False for a row of data and its labels: `- ${name}: ${count} pieces`. */
export const saysWords = (text: string): boolean => wordsInRow.test(text.slice(0, 400));

/** False for letters between figures: `3h 20m`. */
const hasWords = (text: string): boolean => twoWords.test(text) || text.search(unspaced) >= 0;

/** `\nExisting tasks:\n`; not `\nAvailable badges (use no others):\n`. */
const isHeading = (text: string): boolean =>
  /^\s*[^\n]{1,120}[:：=]\s*$/.test(text) && text.trim().split(/\s+/).length <= HEADING_WORDS && !orders.test(text);
/** Headings of more words say something of their data. */
const HEADING_WORDS = 4;

/** What begins with an order, or says what must be, is no heading of data. */
const orders =
  /^\s*(choose|select|use|write|follow|pick|answer|respond|generate|translate|summari[sz]e)\s|\b(must|should)\b/i;

/** `Focus on cost, risk, and what the law says.`: an order that names several things. */
const enumerates =
  /^\s*(focus on|consider|include|avoid|mention|highlight|compare|assess|evaluate|identify|describe|explain|discuss|cover|use|keep|be)\s/i;

/** `slightly too much work`: four words that are no sentence. */
const isPhrase = (text: string): boolean => /^\s*[\w'’-]+(\s+[\w'’-]+){3}\s*$/.test(text);

/** `Person, Place, Public Event`: words that fill a text. */
const isListing = (text: string): boolean => /^\s*[^,.;:!?\n]{2,30}(,\s*\p{L}[^,.;:!?\n]{1,30}){2,}\.?\s*$/u.test(text);

/** `name=%q`: a field and what is put in. */
const field = /[\w.]{1,40}=(%[-+#0]?[\d.]{0,6}[a-zA-Z])?(?=[\s,;)\]]|$)/g;

/** `- %s: %s, %d`, `CAT name=%q breed=%q`: a row of data, in which no two words stand together. */
export function isRow(text: string): boolean {
  return !twoWords.test(text.replace(field, '')) && text.search(sentence) < 0;
}

/** A program's own source, shown or run: `const result = await …`, `def validate(`, `graph TD`. */
export const isSource = (text: string): boolean => sources.test(text.slice(0, 200));
const sources =
  /^\s*((export |async )*function[\s*]|(const|let|var) \w+ = |import [\w{*][^\n]{0,80} from |def \w+\(|#include|(graph|flowchart) (TD|TB|LR|RL)\b|sequenceDiagram\b)/;

/** `Who: \nSince: \n`: the text of a template that has nothing but labels before its holes. */
export function isLabels(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every((line) => /^[^.!?:：]{1,60}[:：]\s*$/.test(line));
}

/** Laravel's rules for a field: `required|string|max:500`. */
const validation = /^(required|nullable|sometimes|present)(\|[\w:,.*]+)+$/;

/** True for no text at all, for the name of a template in a template's place, and for what a field must be. */
export function saysNothing(text: string, holes: number, isTemplate: boolean): boolean {
  return (text === '' && holes === 0) || (isTemplate && /^[\w-]+$/.test(text)) || validation.test(text);
}

/** Longer texts say more. */
const VARIABLE_LENGTH = 200;
/** A template's variable, where it is not told that a template it is. */
const variable = /^\s*\{\{?-?\s*[.$]?\w+(\.\w+)*\s*-?\}\}?\s*$/;
/** A tag around what is put in. */
const tag = /<\/?[a-zA-Z][\w-]{0,40}>/g;

/**
 * True for what is the same as a variable alone, its holes left out: `f"{question}"`, `("human", "{question}")`,
 * `UserMessage("{{ .question }}")`, `f"<text>{text}</text>"`.
 */
export function isVariable(text: string): boolean {
  if (text.length < VARIABLE_LENGTH && variable.test(text)) return true;
  const said = text.length < VARIABLE_LENGTH ? text.replace(tag, '') : text;
  return !/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(said);
}
