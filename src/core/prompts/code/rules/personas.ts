// Texts that tell a model who it is: what they begin with, and what they are not said to when they stand under no name of their own.
import { isAboutPrompts } from './names';
import type { TextPlace } from './textClassifier';

const article = '(?:an?|the|my|our)';
const verbs =
  'extract|write|summari[sz]e|classify|analy[sz]e|answer|translate|generate|rewrite|review|evaluate|judge|grade|convert|structure|help';

/** How a persona begins, in the languages that prompts are mostly written in; people are told other things (`You are not allowed …`). */
const beginnings = [
  `you(?: are|'re|’re)(?: now| currently| going to be)?(?: [\\w.'-]+){0,2} ?(?:,| [-–—]) ${article} `,
  `you(?: are|'re|’re)(?: now| currently| going to be)? (?:${article} |[$#]?\\{)`,
  `you(?: are|'re|’re) (?:now )?(?:helpful|expert|professional|senior|skilled|experienced) `,
  `you (?:only |always )?(?:${verbs}|embody) `,
  `(?:act|behave|respond) as (?:if you were )?${article} `,
  `(?:imagine|pretend)(?: that)? you(?: are|'re|’re) ${article} `,
  `(?:i (?:want|need|would like) you to|please) (?:act|behave|respond)(?: as| like)? (?:${article}|my|if) `,
  `i (?:want|need|would like) you to (?:act|behave) (?:as|like) `,
  'я хочу, чтобы (?:вы|ты) (?:вели|вел|действовал|выступил)',
  'as an? (?:ai|expert|experienced|professional|senior|helpful|skilled) ',
  '(?:eres|sos|actúa como) (?:un|una|el|la|parte) ',
  '(?:tu es|vous êtes|agis comme) (?:un|une|le|la) ',
  '(?:du bist|sie sind|verhalte dich wie) (?:ein|eine|der|die|das) ',
  '(?:você é|aja como|atue como) (?:um|uma|o|a) ',
  'sei (?:un|uno|una|il|la) ',
  'bạn là (?:một |trợ lý|chuyên gia)',
  'jesteś |jsi |je bent een |du är en |du er en |sen bir |(?:kamu|anda) adalah |אתה |أنت |आप एक |คุณ(?:คือ|เป็น)',
  'ты\\s*[—–-]|вы\\s*[—–-]|представь, что ты ',
  '你(?:现在)?(?:是|扮演)(?:一|个|名|位|我)|您是(?:一|个|名|位)|请你扮演|作为一(?:个|名|位)',
  'あなたは|당신은 ',
];

const persona = new RegExp(`^\\s*(?:${beginnings.join('|')})`, 'i');

/** Shorter ones may as well be meant for people: `You are the owner of this page.` Letters of scripts without blanks say more. */
const PERSONA_LENGTH = 60;
const WIDE_LENGTH = 24;

/** True for texts that tell a model who it is, whatever they are called. They count only where the file has to do with models. */
export function isPersona(text: string): boolean {
  return !isShort(text) && beginsAsPersona(text);
}

/** True for texts that begin so, however short: `You are a member of this club.` */
export function beginsAsPersona(text: string): boolean {
  return persona.test(text.slice(0, HEAD_LENGTH).replace(heading, ''));
}

const HEAD_LENGTH = 180;
/** `# Role`, `<identity>`, `ROLE:` on a line of its own. */
const heading = /^\s*(?:#{1,4} [^\n]{1,80}|\*\*[^\n*]{1,60}\*\*:?|<[\w-]{1,30}>|[A-Z][A-Z ]{2,40}:?)\s*\n+/;

function isShort(text: string): boolean {
  const least = /^\s*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text) ? WIDE_LENGTH : PERSONA_LENGTH;
  return text.trim().length < least;
}

/** Keys under which programs keep who a bot is. Normalised. */
export const characterKeys: ReadonlySet<string> = new Set(['persona', 'personality', 'backstory', 'systemrole']);

/** True for a text that tells whoever reads it what to be or do. */
export function speaksToOne(text: string): boolean {
  return !isShort(text) && /^\s*(you|your|you're|act|speak|talk|always|never) /i.test(text.slice(0, 40));
}

/** What prints, raises or says what something is for. */
const reporting =
  /print\w*|puts|echo|debug|info|warn(ing)?|error|fatal|panic|bail|ensure|\w*(Error|Exception)|raise|throw|alert|toast|notify|assert\w*|expect|describe|description/;

/** A whole name that one of the patterns fits, in any case. */
const named = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(`^(${patterns.map(({ source }) => source).join('|')})$`, 'i');

/** Calls that show, compare or raise what they are given; no model gets it. Last name of the callee. */
const shows = named(
  reporting,
  /write(line|ln)?|log|logger|t|tr|gettext|_|translate|text|label|reply/,
  /to(be|equal|contain|match|have)\w*|\w*equals?|(not_?)?contains?|includes?|starts_?with|ends_?with|index_?of|match(es)?|replace|sub|split/,
  /\w+VarP?|(String|Bool|Int)P/,
);

/** Names of what a program shows to people. */
const shown =
  /greet|welcome|testimonial|^(positive|negative)_?examples?$|^(fallback|usage|epilog|faqs?|answer|reply|response|suggest|starter|quick|popular|trending)|^(bio|about|headline|tagline|slogan|copy|alt|toast|banner|notice)$/i;

/** The same under a name: what is printed, logged or raised, or says what a field is for, is no text of its argument's name. */
const reports = named(reporting, /log\w*/);

/** What looks things up by the text it is given. */
const searchers = /(retriever|vector_?(store|db)|collection|cursor|locator|page|browser|driver)$/i;

/** False where the names, or the call, that a text stands under are none that a model reads. */
export function maySpeakToModel({ names, callee }: TextPlace): boolean {
  const [name] = names;
  const [called = '', of = ''] = [...callee].reverse();
  // `Tool::new("name", "what it is for")`
  if (searchers.test(of) || (called === 'new' && of === 'tool') || called === 'tool') return false;
  if (name === undefined) return !shows.test(called);
  return !isAboutPrompts(name) && !names.some((each) => shown.test(each)) && !reports.test(called);
}
