// Which names say "prompt", and which surroundings say otherwise. Data and the small tests on it.
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
    'id ids cache name names key keys type types path paths file files filename dir directory folder url uri version label labels ' +
    'count length len size limit tokens token hash title titles description descriptions desc placeholder placeholders class style format mode index number budget cost ' +
    'price fallback greeting apology refusal disclaimer farewell model models error errors history variables vars args params options ' +
    'config settings schema role help hint tooltip button warning heading header subtitle caption link docs regex pattern found ' +
    'missing invalid failed required empty row table entity record repository controller view dto serializer migration ' +
    'parameter parameters field fields property properties props component response responses reply replies info metadata meta stats status ' +
    'state result results score scores categories category source sources date tags tag author authors ' +
    'command commands hook action actions event events page menu panel'
  ).split(' '),
);
/** What is done to prompts, or with them: `prompt_injection`, not `concept_extraction`. */
const donePrompts = new Set(
  'injection injections extraction leak leakage exfiltration hijacking engineering'.split(' '),
);

/** First words of names for what went wrong: `errNoPrompt`. */
const failureWords = new Set([
  'err',
  'error',
  'errors',
  'invalid',
  'unsupported',
  'missing',
  'no',
  'warn',
  'warning',
  'log',
]);

/** What stands behind these in a name says more about what stands before: `COMMIT_PROMPT_WITH_TITLE` is a prompt. */
const joins = new Set(['with', 'without', 'including', 'using', 'for', 'from']);

/** The words of a name up to where it says what else comes with the thing it names. */
function ownWords(name: string): string[] {
  const parts = words(name);
  const end = parts.findIndex((part) => joins.has(part));
  return end > 0 ? parts.slice(0, end) : parts;
}

/** Texts that a program shows of itself: `HELP_TEXT`, `aboutMessage`. */
const shownTexts = /^(help|about|start|welcome|usage)(text|message|msg)s?$/;

/** True for names that end in a word which means something about a prompt: `description`, `error_message`, `prompt_id`. */
export function isAboutPrompts(name: string): boolean {
  const parts = ownWords(name);
  return isAbout(parts) || failureWords.has(parts[0] ?? '') || shownTexts.test(parts.join(''));
}

/** Texts of more words say more than their name. */
const LABEL_WORDS = 14;

/** True for a label whose name is made of it: `ADD_FILES_TO_PROMPT = "Add files to the prompt"`. */
export function spellsName(name: string, text: string): boolean {
  const parts = words(name);
  const written = new Set(words(text.slice(0, 200)));
  if (parts.length < 3 || text.split(/\s+/).length > LABEL_WORDS) return false;
  return parts.filter((part) => written.has(part)).length >= 0.8 * parts.length;
}

function isAbout(parts: readonly string[]): boolean {
  const [before = '', last = ''] = parts.slice(-2);
  return aboutPrompts.has(parts.at(-1) ?? '') || (strongWords.has(before) && donePrompts.has(last));
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
  ['knowledge', 'unknown'],
]);

/** Of most names this is all that is asked. */
const mayBeText = new RegExp([...textWords.keys(), 'rules'].join('|'), 'i');

/** The role that a name states which is not prompt-like and yet often holds a text for a model; undefined for others. */
export function textName(name: string): Role | undefined {
  if (!mayBeText.test(name)) return undefined;
  const parts = words(name);
  // What people read when no model answers
  if (parts[0] === 'fallback') return undefined;
  if (parts.at(-1) === 'base' && parts.at(-2) === 'knowledge') parts.pop();
  const role = textWords.get(parts.at(-1) ?? '');
  if (parts.at(-1) === 'rules' && parts.some((part) => part === 'system' || modelWords.has(part))) return 'system';
  return role === 'unknown' && parts.includes('system')
    ? 'system'
    : role === 'unknown' && parts.includes('user')
      ? 'user'
      : role;
}

/** True for names of several words that end in `system`: `guideSys`, `editor_system`. */
export function namesSystem(name: string): boolean {
  const parts = words(name);
  return parts.length > 1 && /^sys(tem)?$/.test(parts.at(-1) ?? '');
}

/** True for names of what a user says: `user_msg`, `userContent`. Errors and notices have such names too. */
export const namesUserText = (name: string): boolean => /^(user|human)_?(msg|message|content|text)$/i.test(name);

const dataNames =
  /^((sample|source|input|raw|long|original|my)_?)?(text|code|article|documents?|data|source|sample|transcript|passage|email|snippet)$/i;

/** True for names of what a prompt is about, which say nothing to the model: `Summarise this: {article}`. */
export const namesData = (name: string): boolean => dataNames.test(name);

const offered = new Set(
  'suggested suggestion suggestions example examples sample starter quick popular trending'.split(' '),
);

/** True for names of what a chat page offers to say: `samplePhrases`, `SUGGESTED_QUESTIONS`; not for examples, which models are told. */
export function namesOffers(name: string): boolean {
  const [first = '', ...rest] = words(name);
  return rest.length > 0 && offered.has(first) && !first.startsWith('example');
}

const strongWords = new Set(['prompt', 'prompts', 'instruction', 'instructions', 'preamble']);
const messageWords = new Set(['message', 'msg', 'text', 'content']);
/** Ends of names that say which of several prompts it is: `system_message_default`. */
const variants = new Set(['default', 'base', 'old', 'new', 'short', 'long', 'alt', 'deprecated', 'legacy']);

/** Of most names this is all that is asked. */
const mayBePrompt = new RegExp([...strongWords, 'system', 'developer'].join('|'), 'i');

/** False for a source in which no such name stands. */
export const mayNamePrompt = (source: string): boolean => mayBePrompt.test(source);

/** The role that a prompt-like name states, `unknown` when it states none; undefined when the name is not prompt-like. */
export function promptName(name: string): Role | undefined {
  if (!mayBePrompt.test(name)) return undefined;
  const parts = ownWords(name);
  if (parts.length > 2 && variants.has(parts.at(-1) ?? '')) parts.pop();
  const last = parts.at(-1);
  if (last === undefined || isAbout(parts) || failureWords.has(parts[0] ?? '')) return undefined;
  const isSystem = parts.includes('system') || parts.includes('developer');
  // What a chat page offers to ask.
  if (last === 'prompts' && parts.length > 1 && offered.has(parts[0] ?? '')) return undefined;
  const strong = parts.some((part) => strongWords.has(part)) || (isSystem && messageWords.has(last));
  if (!strong) return undefined;
  if (isSystem) return 'system';
  if (parts.includes('user')) return 'user';
  return parts.includes('assistant') ? 'assistant' : 'unknown';
}

const acts = /^(handle|on|show|print|display|log|save|store|delete|remove|send|submit)(?=_|[A-Z])/;

/** True for names of functions that do something with a prompt and do not make one: `handlePrompt`, `save_prompt`. */
export const actsOnPrompts = (name: string): boolean => acts.test(name);

/** True for a prompt-like name under which the lines of a list are one text: `INSTRUCTIONS`, `basePrompt`, not `PROMPTS`. */
export function namesOne(name: string): boolean {
  return /^(prompt|instructions?|preamble)$/.test(ownWords(name).at(-1) ?? '');
}

const givers = /^(?:(?:with|set|add|default|append|use)_?(?=[A-Z_a-z])|(?:With|Set|Use|Default)(?=[A-Z]))/;
const givenNames =
  /^(base|custom)?((system|user|developer|agent)(prompt|instructions?)|systemmessage|instructions?|preamble|(prompt|message)(?=template))(text|template)?$/;

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
    'download upload reset review rating survey payment checkout shipping delivery cli shell terminal console keyboard menu'
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
  // Documents have preambles as well.
  if (parts.includes('preamble') && !parts.some((part) => /^(prompt|instruction|system)/.test(part))) return true;
  if (parts.length > 1 && parts.every((part) => part.startsWith('prompt') || plainWords.has(part))) return true;
  return parts.length === 1 && (key || name === 'prompts' || only?.startsWith('instruction') === true);
}

const packages =
  /^(@?(openai|anthropic|langchain|llamaindex|llama_index|mistralai|cohere|groq|together|ollama|litellm|instructor|ai|genkit|mastra)([/._-]|$)|@ai-sdk\/|@google\/gen|google\.(genai|generativeai)|agents$|pydantic_ai|autogen|crewai|dspy|guidance|haystack|semantic_kernel|smolagents|transformers|vllm|boto3$|azure\.ai)/;

/** The same for Go, Java, Kotlin, C#, Ruby, Rust and PHP. */
const typedPackages =
  /^(github\.com\/(openai|sashabaranov\/go-openai|anthropics|tmc\/langchaingo|cloudwego\/eino|firebase\/genkit)|google\.golang\.org\/genai|cloud\.google\.com\/go\/vertexai|com\.(openai|anthropic|azure\.ai|google\.genai|aallam\.openai|theokanning\.openai)|dev\.langchain4j|org\.springframework\.ai|ai\.koog|(OpenAI(_API)?|LLama|Anthropic|Azure\.AI|Microsoft\.(Extensions\.AI|SemanticKernel|Agents)|LangChain|OllamaSharp)([.\\]|$)|ruby_llm|langchainrb|(async_openai|rig|rig_core|genai|ollama_rs|langchain_rust|anthropic_sdk|llm)(::|$)|\\?(Prism\\Prism|EchoLabs\\Prism|Laravel\\Ai|LarAgent|LLPhant|Symfony\\AI|NeuronAI)(\\|$))/;

/** Modules of the program's own: `app.services.openai_client`, `@/lib/gemini`, `crate::llm::engine`, `App\\Services\\AI\\ChatProvider`. */
const ownModules =
  /(^|[./\\:@_-])(llms?|openai|(chat)?gpt|claude|gemini(?![_-]cloud)|anthropic|ollama|langchain|AI|[A-Za-z]{0,20}(OpenA[iI]|L[Ll][Mm]|Chat(Model|Client|G[Pp][Tt]|Assistant)|Ai(Model|Service|Client|Assistant)|Gemini|Claude|Anthropic|Ollama)[A-Za-z]{0,20})([./\\:_-]|$)/;

/** True when a file that imports this package has to do with language models. */
export function isModelPackage(module: string): boolean {
  return packages.test(module) || typedPackages.test(module) || ownModules.test(module);
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
  'llm llms gpt chatgpt claude gemini openai anthropic ollama bedrock mistral deepseek groq grok qwen rag nvidia openrouter cohere llama'.split(
    ' ',
  ),
);

/** Of most names this is all that is asked. */
const mayBeModel = new RegExp([...modelWords].join('|'), 'i');
const mayBeAi = /(^|_)ai|A[Ii]/;
/** Longer names are of something about a model. */
const HOLDER_WORDS = 4;

/** Names under which such functions take their texts, normalised. */
const askedNames: readonly (readonly [string, Role])[] = [
  ['system', 'system'],
  ['systemprompt', 'system'],
  ['systemmessage', 'system'],
  ['user', 'user'],
  ['userprompt', 'user'],
  ['usermessage', 'user'],
  ['usercontent', 'user'],
  ['userinput', 'user'],
  ['question', 'user'],
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

function namesModelObject(name: string): boolean {
  if (!mayBeModel.test(name) && !mayBeAi.test(name)) return false;
  const parts = words(name);
  return parts.length < HOLDER_WORDS && parts.some((part) => part === 'ai' || modelWords.has(part));
}

/** True for calls on what is named for a model: `ai.next`, `aiService.query`, `self.gemini_client.run`. */
export function isOnModel(path: readonly string[]): boolean {
  const holder = path.length > 1 ? (path.at(-2) ?? '') : '';
  // `llm_judge.with_temperature(0).ask("…")`
  return (
    isOnAgent(path) ||
    namesModelObject(holder) ||
    (path.length > 2 && asksByVerb(path.at(-1) ?? '') && namesModelObject(path[0] ?? ''))
  );
}

/** True for what an agent is asked: `agent.run("…")`, `self.research_agent.chat("…")`; other things are agents, too. */
export const isOnAgent = (path: readonly string[]): boolean =>
  /(^|_|[a-z])(agent|Agent)$/.test(path.at(-2) ?? '') &&
  /^a?(run|ask|chat|prompt|invoke|query)(_?sync|_?async|_?stream)?$/i.test(path.at(-1) ?? '');

const perhapsModels =
  /(^|_|[a-z])(text_?gen|[Gg]enerator|[Ee]ngine|[Cc]hat|[Bb]ot|[Aa]ssistant|[Ee]mbedder|[Ii]nference|[Pp]rovider|[Aa]dapter|[Mm]odel|[Cc]lient|[Ss]ervice|[Aa]pi)(\(\))?$/;
const perhapsAsks =
  /^(a?embed|reply|respond|answer|summari[sz]e|send_?(chat|message|prompt)\w*|Send(Message|Chat|Prompt)\w*)$/;

/** True for calls on what may be a model, for all that its name says: `textGen.generate`, `$chat->complete`, `bot.reply`. */
export const mayBeOnModel = (path: readonly string[]): boolean =>
  path.length > 1 &&
  perhapsModels.test(path.at(-2) ?? '') &&
  (asksByVerb(path.at(-1) ?? '') || perhapsAsks.test(path.at(-1) ?? ''));

/** True for methods whose object, when it is a model, is asked what they are given: `generateResponse`, `ask`, `chat_completion`. */
export const asksByVerb = (method: string): boolean =>
  /^(ask|generate|chat|complete|prompt|query|run|invoke)$/.test(words(method)[0] ?? '') &&
  !/image|picture|speech|audio|video|title|name|id$/i.test(method);

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
