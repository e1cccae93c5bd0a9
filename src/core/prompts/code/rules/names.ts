// Which names say "prompt", and which texts or surroundings say otherwise. Data and the small tests on it.
import type { Role } from '../../prompt';

/** The words of a name: `SYSTEM_PROMPT`, `systemPrompt` and `system-prompt` are system, prompt. */
function words(name: string): string[] {
  return name
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/** A prompt-like name that ends in one of these means something about a prompt, not the prompt. */
const aboutPrompts = new Set(
  (
    'id ids cache name names key keys type types path paths file files filename dir directory folder url uri version label ' +
    'labels count length len size limit tokens token hash title description placeholder class style format mode index number ' +
    'budget cost price fallback greeting apology refusal disclaimer farewell model models error errors history variables vars args params options config settings schema role help hint tooltip button warning heading header subtitle caption link docs regex pattern found missing invalid failed required empty'
  ).split(' '),
);

/** True for files named for their prompts: `prompts.py`, `prompt_templates.ts`, `prompts/support.go`; not for their tests. */
export function isPromptModule(path: string): boolean {
  const [file = '', folder = ''] = path.split('/').reverse();
  if (/(^|[._-])(test|tests|spec|fixtures?)([._-]|$)/i.test(file)) return false;
  return (
    /^(system[_-]?)?prompts?([_-]?(templates?|text|library|constants|defs))?\.\w+$/i.test(file) ||
    /^(system[_-]?)?prompts?([_-]?templates?)?$/i.test(folder)
  );
}

/** First words of names for what went wrong: `errNoPrompt`. */
const failureWords = new Set(['err', 'error', 'errors', 'invalid', 'missing', 'no', 'warn', 'warning', 'log']);

/** What stands behind these in a name says more about what stands before: `COMMIT_PROMPT_WITH_TITLE` is a prompt. */
const joins = new Set(['with', 'without', 'including', 'using']);

/** The words of a name up to where it says what else comes with the thing it names. */
function ownWords(name: string): string[] {
  const parts = words(name);
  const end = parts.findIndex((part) => joins.has(part));
  return end > 0 ? parts.slice(0, end) : parts;
}

/** True for names that end in a word which means something about a prompt: `description`, `error_message`, `prompt_id`. */
export function isAboutPrompts(name: string): boolean {
  const parts = ownWords(name);
  return aboutPrompts.has(parts.at(-1) ?? '') || failureWords.has(parts[0] ?? '');
}

/** Last words of names under which programs often keep texts for models, and the role that they state. */
const textWords: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['system', 'system'],
  ['sys', 'system'],
  ['persona', 'system'],
  ['role', 'system'],
  ['backstory', 'system'],
  ['personality', 'system'],
  ['guidelines', 'system'],
  ['guidance', 'system'],
  ['rubric', 'unknown'],
  ['template', 'unknown'],
  ['templates', 'unknown'],
  ['personas', 'system'],
  ['rubrics', 'unknown'],
  ['user', 'user'],
]);

/** The role that a name states which is not prompt-like and yet often holds a text for a model; undefined for others. */
export function textName(name: string): Role | undefined {
  const parts = words(name);
  const role = textWords.get(parts.at(-1) ?? '');
  if (parts.at(-1) === 'rules' && parts.some((part) => part === 'system' || modelWords.has(part))) return 'system';
  return role === 'unknown' && parts.includes('system')
    ? 'system'
    : role === 'unknown' && parts.includes('user')
      ? 'user'
      : role;
}

const dataNames =
  /^((sample|source|input|raw|long|original|my)_?)?(text|code|article|documents?|data|source|sample|transcript|passage|email|snippet)$/i;

/** True for names of what a prompt is about, which say nothing to the model: `Summarise this: {article}`. */
export const namesData = (name: string): boolean => dataNames.test(name);

const offered = new Set(
  'suggested suggestion suggestions example examples sample starter quick popular trending'.split(' '),
);

const strongWords = new Set(['prompt', 'prompts', 'instruction', 'instructions', 'preamble']);
const messageWords = new Set(['message', 'msg', 'text', 'content']);
/** Ends of names that say which of several prompts it is: `system_message_default`. */
const variants = new Set(['default', 'base', 'old', 'new', 'short', 'long', 'alt']);

/** The role that a prompt-like name states, `unknown` when it states none; undefined when the name is not prompt-like. */
export function promptName(name: string): Role | undefined {
  const parts = ownWords(name);
  if (parts.length > 2 && variants.has(parts.at(-1) ?? '')) parts.pop();
  const last = parts.at(-1);
  if (last === undefined || aboutPrompts.has(last) || failureWords.has(parts[0] ?? '')) return undefined;
  const isSystem = parts.includes('system') || parts.includes('developer');
  // What a chat page offers to ask.
  if (last === 'prompts' && parts.length > 1 && offered.has(parts[0] ?? '')) return undefined;
  const strong = parts.some((part) => strongWords.has(part)) || (isSystem && messageWords.has(last));
  if (!strong) return undefined;
  if (isSystem) return 'system';
  if (parts.includes('user')) return 'user';
  return parts.includes('assistant') ? 'assistant' : 'unknown';
}

/** True for a prompt-like name under which the lines of a list are one text: `INSTRUCTIONS`, `basePrompt`, not `PROMPTS`. */
export function namesOne(name: string): boolean {
  return /^(prompt|instructions?|preamble)$/.test(ownWords(name).at(-1) ?? '');
}

const givers = /^(with|set|add|default|append|use)_?(?=[A-Z_a-z])/;
const givenNames =
  /^(base|custom)?((system|user|developer|agent)(prompt|instructions?)|systemmessage|instructions?|preamble)(text|template)?$/;

/** The prompt-like name of what a method of this name is given: `systemPrompt` of `withSystemPrompt`; undefined for other methods. */
export function givenPrompt(method: string): string | undefined {
  const name = method.replace(givers, '');
  return [method, name].find((each) => givenNames.test(each.replaceAll('_', '').toLowerCase()));
}

/** What interfaces prompt people for, and where: `installPrompt`, `loginInstructions`. */
const interfaceWords = new Set(
  (
    'install installation setup login logout signin signup register registration password confirm confirmation delete upgrade update ' +
    'permission permissions consent cookie cookies notification notifications toast dialog modal banner popup subscribe newsletter ' +
    'download upload review rating survey payment checkout shipping delivery cli shell terminal console keyboard menu'
  ).split(' '),
);
/** Words that say nothing beside `prompt`: `promptText`, `PROMPT_MESSAGES`. */
const plainWords = new Set(['text', 'texts', 'message', 'messages', 'msg', 'string', 'str', 'content']);

/**
 * True for names that interfaces use as well (`instructions`, a key `prompt`). They count only where the file has to do with models.
 * `key`: the name is that of an entry or argument, not of a variable.
 */
export function isWeakName(name: string, key: boolean): boolean {
  const parts = words(name);
  const [only] = parts;
  if (parts.some((part) => interfaceWords.has(part))) return true;
  if (parts.length > 1 && parts.every((part) => part.startsWith('prompt') || plainWords.has(part))) return true;
  return parts.length === 1 && (key || only?.startsWith('instruction') === true);
}

const packages =
  /^(@?(openai|anthropic|langchain|llamaindex|llama_index|mistralai|cohere|groq|together|ollama|litellm|instructor|ai|genkit|mastra)([/._-]|$)|@ai-sdk\/|@google\/gen|google\.(genai|generativeai)|agents$|pydantic_ai|autogen|crewai|dspy|guidance|haystack|semantic_kernel|smolagents|transformers|vllm|boto3$|azure\.ai)/;

/** The same for Go, Java, Kotlin, C#, Ruby, Rust and PHP. */
const typedPackages =
  /^(github\.com\/(openai|sashabaranov\/go-openai|anthropics|tmc\/langchaingo|cloudwego\/eino|firebase\/genkit)|google\.golang\.org\/genai|com\.(openai|anthropic|azure\.ai|google\.genai|aallam\.openai|theokanning\.openai)|dev\.langchain4j|org\.springframework\.ai|ai\.koog|(OpenAI(_API)?|LLama|Anthropic|Azure\.AI|Microsoft\.(Extensions\.AI|SemanticKernel|Agents)|LangChain|OllamaSharp)([.\\]|$)|ruby_llm|langchainrb|(async_openai|rig|rig_core|genai|ollama_rs|langchain_rust|anthropic_sdk)(::|$)|\\?(Prism\\Prism|EchoLabs\\Prism|LLPhant|Symfony\\AI|NeuronAI)(\\|$))/;

/** True when a file that imports this package has to do with language models. */
export function isModelPackage(module: string): boolean {
  return packages.test(module) || typedPackages.test(module);
}

/** Calls that ask a person at a terminal or in a window. Last name of the callee, normalised. */
const humanQuestions = new Set(
  (
    'input rawinput getpass ask question confirm prompt prompts createprompt showinputbox showquickpick createinputbox ' +
    'select multiselect text password autocomplete readline editor inquirer alert getline display chatinput textinput textarea'
  ).split(' '),
);

/** True when the callee (normalised) asks a person, so that a `prompt` in it is no prompt to a model. */
export function asksPerson(callee: string): boolean {
  return humanQuestions.has(callee);
}

const askVerbs = new Set('call ask query prompt invoke run generate complete chat send request stream get'.split(' '));
/** The same where the word for the model says less (`callAI`) or comes first (`llmCall`). */
const plainAskVerbs = new Set('call ask query prompt invoke complete'.split(' '));
const modelWords = new Set(
  'llm llms gpt chatgpt claude gemini openai anthropic ollama bedrock mistral deepseek groq grok qwen rag'.split(' '),
);

/** Names under which such functions take their texts, normalised. */
const askedNames: readonly (readonly [string, Role])[] = [
  ['system', 'system'],
  ['systemprompt', 'system'],
  ['systemmessage', 'system'],
  ['user', 'user'],
  ['userprompt', 'user'],
  ['usermessage', 'user'],
  ['prompt', 'unknown'],
  ['message', 'unknown'],
];

/** The role of an argument with this name (normalised) of a function that asks a model; undefined when it is no text for the model. */
export function askedRole(name: string): Role | undefined {
  return askedNames.find(([each]) => each === name)?.[1];
}

/** True for functions that a program names for sending a text to a model: `call_llm`, `askGemini`, `llmCall`, `claude`, `callAI`, `llm.complete`. */
export function asksModel(path: readonly string[]): boolean {
  const parts = words(path.at(-1) ?? '');
  const [first = '', ...rest] = parts;
  const last = rest.at(-1) ?? '';
  if (rest.length === 0 && askVerbs.has(first) && /^(_?llm|llm_?client)$/i.test(path.at(-2) ?? '')) return true;
  if (rest.length === 0) return modelWords.has(first);
  if (last === 'ai') return plainAskVerbs.has(first);
  if (modelWords.has(first) && rest.length === 1) return plainAskVerbs.has(last);
  return askVerbs.has(first) && rest.some((part) => modelWords.has(part)) && !aboutPrompts.has(last);
}

/** Keys beside which `prompt` or `message` is a question to a person or an interface text. Normalised. */
const interfaceKeys = [
  'placeholder',
  'validate',
  'validateinput',
  'choices',
  'ignorefocusout',
  'canpickmany',
  'password',
  'default',
  'defaultvalue',
  'initialvalue',
];

/** True when an object with these keys (normalised) describes a question to a person. */
export function isInterfaceObject(keys: ReadonlySet<string>): boolean {
  return interfaceKeys.some((key) => keys.has(key));
}

/** Texts that are something else, whatever their name says. Looked for in the first 400 characters. */
const notProse: readonly RegExp[] = [
  // Upper or lower case throughout: "Select the best answer from the list" is prose.
  /^(SELECT\s.{1,300}\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|VIEW)\s|ALTER\s+TABLE\s)/s,
  /^(select\s.{1,300}\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+(table|index|view)\s|alter\s+table\s)/s,
  /^with\s+\w+\s+as\s*\(/i,
  /^(query|mutation|subscription|fragment)\s+\w+[^{]{0,100}\{/,
  // A model's task may be written in HTML.
  /^<(?!\w{1,3}>\s{0,9}you(['’]re| are)\s)(!doctype|html|head|body|div|span|p|svg|form|table|ul|button|template|script|style|!--)[\s>]/i,
  /^(error|invalid|failed|failure|unable to|could not|couldn't|cannot|can't|unsupported)\b[^\n]{0,250}$/i,
  /^(erreur|fehler|erro|błąd|fout|ошибка|错误|錯誤|エラー|오류)(?!\p{L})[^\n]{0,250}$/iu,
  /^(sorry|i['’]m sorry|no (\w+ ){1,4}(found|available|provided|selected|specified|given|set|yet))\b[^\n]{0,200}$/i,
  /^unfortunately,? (i|we)\b[^\n]{0,350}$/i,
  /^[a-z][a-z0-9+.-]{1,20}:\/\/\S{1,400}$/i,
  /^(usage|traceback)\b.{0,10}[:(]/i,
  // What a tool is for, kept under names such as LangChain's `GET_ISSUE_PROMPT`.
  /^(this tool\b|use this tool\b|(this is )?useful (for|when|if) \w|a wrapper around \w)/i,
];

/** Questions at a terminal, which are short. */
const questions: readonly RegExp[] = [
  /^(please |now )?(hit|press|enter|type|are you sure|do you (really )?want|overwrite|continue|proceed)\b[^\n]{0,160}[:?>\])]$/i,
  /^(please )?(enter|type in) (the|your|an?)\b[^\n]{0,100}$/i,
  /^\[[\w./ -]{1,30}\]\s*please\b/i,
  /[[(](y\/n|yes\/no)\b/i,
  /\(\w\)\w{2,20}\b.{1,40}\(\w\)\w{2,20}\b/,
];
const QUESTION_LENGTH = 240;
/** Such a question may take two lines. */
const LINES_LENGTH = 80;

const WORDS_NEEDED = 4;
/** Letters of scripts that are written without spaces count two for a word. */
const unspaced = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]/g;

/** True for running text of at least four words (what stands in its holes counts as one each) that is not SQL, HTML, a URL or the like. Looks at the first 400 characters. */
export function isProse(text: string, holes = 0): boolean {
  const head = text.slice(0, 400).trim();
  if (notProse.some((pattern) => pattern.test(head))) return false;
  const length = head.includes('\n') ? LINES_LENGTH : QUESTION_LENGTH;
  if (head.length < length && questions.some((pattern) => pattern.test(head))) return false;
  const spaced = head.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
  return spaced + (spaced > 1 ? holes : 0) + (head.match(unspaced)?.length ?? 0) / 2 >= WORDS_NEEDED;
}

/**
 * True for prose that says something by itself within another text; the heading of data that follow does not: `\nExisting tasks:\n`. Nor do
 * labels of data, line by line.
 */
export function isOwnText(text: string, holes = 0): boolean {
  return (
    isProse(text, holes) &&
    (!/^\s*[^\n]{1,120}[:：=]\s*$/.test(text.slice(0, 200)) || orders.test(text.slice(0, 200))) &&
    !isLabels(text.slice(0, 400)) &&
    !isListing(text.slice(0, 400)) &&
    (holes > 0 || !isPhrase(text))
  );
}

/** What begins with an order, or says what must be, is no heading of data. */
const orders =
  /^\s*(choose|select|use|write|follow|pick|answer|respond|generate|translate|summari[sz]e)\s|\b(must|should)\b/i;

/** `slightly too much work`: four words that are no sentence. */
const isPhrase = (text: string): boolean => /^\s*[\w'’-]+(\s+[\w'’-]+){3}\s*$/.test(text);

/** `Person, Place, Public Event`: words that fill a text. */
const isListing = (text: string): boolean => /^\s*[^,.;:!?\n]{2,30}(,\s*[^,.;:!?\n]{2,30}){2,}\.?\s*$/.test(text);

/** `Who: \nSince: \n`: the text of a template that has nothing but labels before its holes. */
export function isLabels(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every((line) => /^[^.!?:：]{1,60}[:：]\s*$/.test(line));
}
