// Which statements are read although no word in them speaks of prompts: what they may give to something that sends it. Patterns over the
// statement's source alone, so that an edit elsewhere changes nothing of it.

/** Definitions over this many UTF-16 units that show no text give no other name to one. */
const ALIAS_LENGTH = 200;
/** Branches over this many are not looked through for what they set. */
const BRANCH_LENGTH = 600;

/** `return f"…"`, `=> "…"`, `fun order(day) = "…"`: what a call of the function may stand for; `TEMPLATE.substitute(…)`, a text by its name. */
const givesText =
  /\.substitute\(|\)\s?=\s?["']|(\breturn|=>|->)\s*[([{]{0,2}\s*([\w@$#]{0,3}(["'`]|<<)|(dedent|outdent|strip\w{1,12}|trim\w{1,12}|codeBlock|endent|ps|md|prompt)\(?`)/;

/** `record Step(String name, String order)`, `data class Step(val order: String)`: says what the places in `Step("…", "…")` are called. */
const namesPlaces =
  /\b(?:record(?: class| struct)?|data class|enum class|class) [A-Z]\w{0,40}\s?\([^()]{0,200}\b[Ss]tring\b/;

/** `return HINTS[kind]`: one of the texts of a table. */
const returnsEntry = /\breturn\s+[$\w.]{1,40}\[[$\w.]{1,40}\]/;

/** `return lines[at] || "Nothing is left."`: a text where there is no other. */
const returnsElse = /\breturn\b[^\n"'`;]{1,120}(?:\|\||\?\?|\bor)\s*["'`][A-Z]/;

/** Rust: what stands first in its line may be the result. */
const formats = /^[ \t]*format!\(/m;

/** The same where the last expression is the result: `"…".to_string() }`, `TEXT` and `end` after a heredoc. */
const textEnd = `(?:["']#{0,3}|^[ \\t]*[A-Z][A-Z_]*)(?:\\.(?:to_string|to_owned|into|strip|chomp|squish|freeze)(?:\\(\\))?)?\\s*`;
const textInside = new RegExp(`${textEnd},?\\s*(?:\\}|\\b(?:end|els(?:e|if)|when|rescue)\\b)`, 'm');
/** For the last statement of a function alone: a text, or the name of one. */
const isText = new RegExp(`^<<|${textEnd}$|^[a-z_]\\w{0,40}$`);

/** `return tone;`, `return text.toString();`, `quiz(line)`: the text may stand under the name. */
const givesName = /^(?:return\s+[$\w.]+(?:\(\))?|(?:await\s+)?\w+\(@?\w{1,28}\))\s*;?$/;

/** `const hint = pluralHint(keys)`, `@rules = rules(kind)`, `level = LEVELS.get(kind)`: what is returned may be part of a text. */
const keepsResult =
  /^(?:(?:const|let|var|val|final|String|string)\s+){0,2}(?:(?:self|this|\$this)(?:\.|->)#?)?[$@]?\w{1,40}(?:: ?\w{1,20}|, ?(?:_|err|ok))? ?:?= ?(?:await\s+)?(?:(?:self|this|\$this)(?:\.|->)#?|[A-Z][A-Z0-9_]{1,40}\.)?[A-Za-z_]\w{1,40}\(/;

/** `mood = random.choice(MOODS)`, `let order = orders.get(kind)`: one of several texts, where no text is the key. */
const keepsOneOf =
  /^(?:(?:const|let|var|val|final|String|string)\s+){0,2}[$@]?\w{1,40} ?:?= ?[\w.:]{1,60}(?:\.|->|::)(?:choices?|sample|pick|get|find|fetch)\(&?[$@]?[A-Za-z_]/;

/** `for (line in lines)` without braces: Kotlin's syntax has what is done behind it. */
const loopHead = /^for\s*\([^"'`]{1,80}\)$/;

/** `self.guide = pilot`, `self.settings = given or Settings()`: the member is another name of what may ask a model. */
const keepsName =
  /(?:\b(?:self|this)\.|@)\w{1,40}\s*=\s*[A-Za-z_]\w{0,40}(?:(?:\[\w{1,40}\])?\s*(?:[;\n]|$)|\s*(?:or|\|\||\?\?)\s+(?:new\s+)?[A-Z]\w{1,40}\()/;

/** `if (!about) about = "A piece of cloth.";`: a name may hold this text as well. */
const setsText = /\w\s?=\s?[\w$]{0,3}["'`][^"'`\n]{1,40}\s/;

/** `if late { text = loud }`: the same by another name. */
const setsName = /\w\s?=\s?[$@]?[A-Za-z_][\w.]{1,40}\s*(?:[;\n}]|$)/;

/** `let mut text = String::new()`, `var b strings.Builder`: what texts are put into. */
const beginsText = /\bString::(?:new|with_capacity)\(|\bstrings\.Builder\b|\bString(?:Builder|Buffer|IO)\(/;

/** `&Desk{rules: "Answer briefly. …"}`: a member of what is made. */
const fillsMember = /\b[A-Z]\w{0,40} ?\{[^"`]{0,200}\b[a-z]\w{1,40}:\s{0,8}["`][A-Z][^"`\n]{12}/;

/** `ask("Tell me more", …)`: what a function of the file that asks a model is given. */
const asks =
  /\b(ask|chat|call|complet|generat|quer|send|run|invoke|request|prompt|summari|get|fetch|create|analy|extract|translat|classif)\w{0,30}\(\s*[\w$]{0,3}["'`][^"'`\n]{2,40}\s/i;

/** `Debater::new("You are for it", …)`, `Debater("…")`: the same of what is made; an error tells people. */
const makes =
  /\b(?!\w{0,40}(?:Error|Exception|Warning)\b)[A-Z]\w{0,40}(?:(?:::|\.)new)?\(\s*[\w$]{0,3}["'`][^"'`\n]{2,40}\s/;
/** Found sooner than that it is given to a function. */
const sentence = /["'`][A-Z][^\n"`]{6,60}[\s.?!]/;
/** `(user, "I'm looking for a film.")`: brackets in which a sentence stands first, or behind one or two names or words. */
const givenSentence =
  /\(\s{0,20}(?:(?:[\w.]{1,40}|["'][\w.-]{1,30}["'])[,=]\s{0,20}){0,2}["'`][A-Z][^\n"`]{6,60}[\s.?!]/g;
/** What is called before the brackets. */
const callee = /(\.?)([A-Za-z_]\w{1,40})$/;
const CALLEE_LENGTH = 42;
/** Functions that show, log or check a sentence, and methods that add it to something. */
const shows =
  /^(?:print|log|debug|info|warn|error|fatal|trace|exception|critical|it\b|test|describe|expect|assert)|(?:Error|Exception)$/;
const adds = /^(?:add|write|append|push|field|option|help)/;

/** `recommend(user, "I'm looking for a film.")`: some function is given a sentence, which is not one that shows or logs it. */
function givesSentence(source: string): boolean {
  for (const { index } of source.matchAll(givenSentence)) {
    const [, dot, name = ''] = callee.exec(source.slice(Math.max(0, index - CALLEE_LENGTH), index)) ?? [];
    if (name !== '' && !shows.test(name) && !(dot === '.' && adds.test(name))) return true;
  }
  return false;
}

/** `for q in ["…", "…"]`, `for (const question of list)`, `foreach (['…'] as $q)`: what a function of the file may be given, one after the other. */
const loopsOverTexts =
  /\bfor(?:each)?\b[\s(]{1,3}(?:const |let |var )?(?:\$?(?:\w{0,20}(?:quer|question|prompt|message|input|task|topic|sentence|text)\w{0,10}|q|msg)\b|(?:\w{1,30} (?:in|of) )?[[(]\s*["'`])/i;

/** `for pillar, text in PILLARS.items()`: the same of a table that stands under a constant. */
const loopsOverTable = /\bfor\s+\w{1,30},\s?\w{1,30}\s+in\s+[A-Z][A-Z0-9_]{2,40}\.items\(\)/;

/** `handle(each["question"], …)`: a function is given what an item holds under a name. */
const givesEntry = /\w\(\w{1,30}\[["']\w/;

/** `ask(wish)`, `llm.call(wish)`, `ask("\n".join(lines))`: the same with a name, where the verb or its object leaves less doubt. */
const asksByName =
  /\b((ask|chat|complet|generat|summari[sz]|classif|translat|answer)\w{0,30}|llm(_?client)?\.\w{1,12})\(\s*([\w$&@]|["'](\\n|\s){0,4}["']\.join\()/i;

/** `talk(BASICS.join(" "), question)`: a function is given what stands under a constant. */
const givesConstant = /\b[a-z_]\w{1,30}\(\s{0,20}[A-Z][A-Z0-9_]{2,40}\b/;

/** `lines.join("\n")`, `strings.Join(lines, "\n")` for a result: what was put into the list is one text. */
const joinsLines = /^(?:return\s+)?(?:[$@\w.]{1,40}\.join(?:ToString)?|implode|join)\s*\(/i;

/** True when the statement may hold, in a function or in a call of one, a text that is sent from elsewhere. Linear. */
export function mayBeSent(source: string): boolean {
  if (givesText.test(source)) return true;
  if (source.length < ALIAS_LENGTH && [givesName, keepsResult, keepsOneOf, loopHead].some((each) => each.test(source)))
    return true;
  const hasSentence = sentence.test(source);
  if (returnsEntry.test(source) && (hasSentence || source.length < ALIAS_LENGTH)) return true;
  if (hasSentence && givesSentence(source)) return true;
  return [
    asks,
    makes,
    returnsElse,
    namesPlaces,
    loopsOverTexts,
    loopsOverTable,
    givesEntry,
    givesConstant,
    joinsLines,
    asksByName,
  ].some((pattern) => pattern.test(source));
}

/** `text += "…"`, `$parts[] = "…"`, `lines << "…"`, `lines().push(…)`, `fmt.Fprintf(&b, …)`, `lines.add("…")`: a text is put together piece by piece. */
const putsTogether =
  /[+.]=|\[\]\s?=|<<|\bfprint\w*\s*\(|\bwrite(?:ln)?!\s*\(|\.execute\(&|\.(append\w*|extend|push\w*|unshift|write\w*)\s*\(|\.add\(\s{0,20}["'`]/i;

/** Says in which order the members of what is made are given: `@dataclass class Step`, `record Step(…)`, `data class Step(…)`. */
const ordersMembers =
  /^\s*@(?:\w+\.)?(?:dataclass|define|attrs|s)\b|\(NamedTuple\)|\b(?:Struct\.new|Data\.define|namedtuple)\(|^(?:[a-z]+\s+){0,4}?(?:record|data\s+class)\s+[A-Z]|^type\s+\w+\s+struct\b/;

/** True when a function in it, or (`last`) the one that it ends, has a text for its result. Linear. */
export function endsInText(source: string, last: boolean): boolean {
  return textInside.test(source) || formats.test(source) || (last && isText.test(source));
}

/**
 * A constant (also an exported one) without a telling name may be what a call sends, and a class or function opens a scope: their
 * definitions are kept. Short ones without a call may give it another name, or begin a list that is filled later. `isDefinition`: asked
 * last, of the statement's node.
 */
export function mayDefine(source: string, isDefinition: () => boolean): boolean {
  const shows = /["'`]|<<|%[qQ]?[({[]/.test(source);
  const short = source.length < ALIAS_LENGTH;
  if (short && (beginsText.test(source) || setsName.test(source))) return true;
  if (keepsName.test(source) || ordersMembers.test(source)) return true;
  if (!shows && !short) return false;
  if (shows && source.length < BRANCH_LENGTH && setsText.test(source)) return true;
  if (putsTogether.test(source) || fillsMember.test(source)) return true;
  if (!shows && source.includes('(')) return false;
  return isDefinition();
}
