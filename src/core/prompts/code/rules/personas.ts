// Texts that tell a model who it is: what they begin with, and what they are not said to when they stand under no name of their own.
import { isAboutPrompts } from './names';

const article = '(?:an?|the|my|our)';
const verbs =
  'extract|write|summari[sz]e|classify|analy[sz]e|answer|translate|generate|rewrite|review|evaluate|judge|grade|convert|structure|help';

/** How a persona begins, in the languages that prompts are mostly written in; people are told other things (`You are not allowed …`). */
const beginnings = [
  `you(?: are|'re|’re)(?: now| currently| going to be)?(?: [\\w.'-]+){0,2}(?:,| [-–—]) ${article} `,
  `you(?: are|'re|’re)(?: now| currently| going to be)? (?:${article} |[$#]?\\{)`,
  `you (?:only |always )?(?:${verbs}) `,
  `(?:act|behave|respond) as (?:if you were )?${article} `,
  `(?:imagine|pretend)(?: that)? you(?: are|'re|’re) ${article} `,
  'as an? (?:ai|expert|experienced|professional|senior|helpful|skilled) ',
  '(?:eres|actúa como) (?:un|una|el|la) ',
  '(?:tu es|vous êtes|agis comme) (?:un|une|le|la) ',
  '(?:du bist|sie sind|verhalte dich wie) (?:ein|eine|der|die|das) ',
  '(?:você é|aja como|atue como) (?:um|uma|o|a) ',
  'sei (?:un|uno|una|il|la) ',
  'bạn là (?:một |trợ lý|chuyên gia)',
  'ты\\s*[—–-]|вы\\s*[—–-]|представь, что ты ',
  '你(?:现在)?(?:是|扮演)(?:一|个|名|位|我)|您是(?:一|个|名|位)|请你扮演|作为一(?:个|名|位)',
  'あなたは|당신은 ',
];

const persona = new RegExp(`^\\s*(?:${beginnings.join('|')})`, 'i');

/** The same behind the quote, or the end of line, that it may begin at. The end of a match is inside the text. */
const written = new RegExp(`["'\`(|>\\n][ \\t]*(?:${beginnings.join('|')})`, 'gi');

/** Shorter ones may as well be meant for people: `You are the owner of this page.` Letters of scripts without blanks say more. */
const PERSONA_LENGTH = 60;
const WIDE_LENGTH = 24;
const ASSISTANT_LENGTH = 120;
const INSTRUCTION_LENGTH = 200;

/** True for texts that tell a model who it is, whatever they are called. They count only where the file has to do with models. */
export function isPersona(text: string): boolean {
  const least = /^\s*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text) ? WIDE_LENGTH : PERSONA_LENGTH;
  return text.trim().length >= least && persona.test(text.slice(0, 100));
}

/** True for a text that gives its reader a part to play; what people are told about themselves begins with other words. */
export function givesRole(text: string): boolean {
  return text.length >= PERSONA_LENGTH && /^\s*you are an? \p{L}/iu.test(text.slice(0, 60));
}

/** Keys under which programs keep who a bot is. Normalised. */
export const characterKeys: ReadonlySet<string> = new Set(['persona', 'personality', 'backstory', 'systemrole']);

/** Keys under which texts for models stand and others as well. */
export const formingKeys = /(templates?|rubrics?|guidelines|guidance)$/i;

/** True for a text that tells whoever reads it what to be or do. */
export function speaksToOne(text: string): boolean {
  return (
    text.trim().length >= PERSONA_LENGTH &&
    /^\s*(you|your|you're|act|speak|talk|always|never) /i.test(text.slice(0, 40))
  );
}

/** True for a persona of a program's assistant, long and about its work: a story for people is not. It counts in any file. */
export function isAssistant(text: string): boolean {
  if (text.length < ASSISTANT_LENGTH) return false;
  return (
    /^\s*(you are|you're|you will be|act as|your (task|job|goal|role) is|as an? (ai|expert)|given (an?|the|this|these) )/i.test(
      text.slice(0, 60),
    ) &&
    /\b(assistants?|agent|expert|helpful|AI|chatbot|language model|respond|reply|answer|output|JSON|task|user|question|analy[sz]e|extract|generate|summari[sz]e|classify|translate)\b/i.test(
      text.slice(0, 600),
    )
  );
}

/** True for a long text that says what is to be done with what follows; letters and pages that are filled in say nothing like it. */
export function instructs(text: string): boolean {
  if (text.length < INSTRUCTION_LENGTH) return false;
  const begins =
    /^\s*(based on the (given|provided|following)|given (an?|the|this|these) |you will be (given|provided)|your (task|job) is|for (each|the (given|provided)) )/i;
  return begins.test(text.slice(0, 80)) || /\b(ONLY|only) (return|output|respond|answer)\b.{0,60}\bJSON\b/.test(text);
}

/** What nobody but a model is told: the form that its answer is to have. */
const forms = [
  /\b(output|return|respond|reply|answer|provide)( with)? only\b|\bonly (output|return|respond|reply|answer)\b/i,
  /\b(do not|don't|never|without|no) (include |add |output |use |wrap |give )?(any )?(markdown|explanations?|commentary|code (fences?|blocks?)|preamble|backticks|extra text)\b/i,
  /\bplain text\b/i,
  /\b(valid|strict|pure|raw) json\b|\bjson (object|array|format)\b/i,
  /\byour (entire |whole )?(response|output|answer|reply)\b/i,
];

/** True for a text that says of its answer in two ways what it is to look like. Linear. */
export function formsAnswer(text: string): boolean {
  return text.length >= ASSISTANT_LENGTH && forms.filter((form) => form.test(text)).length > 1;
}

/** Offsets, inside the texts, of what is written like the beginning of a persona in a piece of source. */
export function personasWritten(source: string): number[] {
  return Array.from(source.matchAll(written), ({ index, 0: all }) => index + all.length - 1);
}

/** Calls that show, compare or raise what they are given; no model gets it. Last name of the callee. */
const shows =
  /^(print\w*|puts|echo|write(line|ln)?|log|logger|debug|info|warn(ing)?|error|fatal|panic|\w*(Error|Exception)|raise|throw|t|tr|gettext|_|translate|alert|toast|notify|text|label|reply|assert\w*|expect|to(be|equal|contain|match|have)\w*|\w*equals?|(not_?)?contains?|includes?|starts_?with|ends_?with|index_?of|match(es)?|replace|sub|split)$/i;

/** Names of what a program shows to people. */
const shown = /greet|welcome|^(bio|about|headline|tagline|slogan|copy|alt|toast|banner|notice)$/i;

/** False where the name, or the call, that a text stands under is none that a model reads. */
export function maySpeakToModel(name: string | undefined, callee: string | undefined): boolean {
  if (name !== undefined) return !isAboutPrompts(name) && !shown.test(name);
  return callee === undefined || !shows.test(callee.split('.').at(-1) ?? '');
}
