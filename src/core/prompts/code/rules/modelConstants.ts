// Constants by which SDKs name models: `openai.ChatModelGPT4o`, `ChatModel.GPT_4O`, `Model.CLAUDE_SONNET_4_5`. A constant is read when its
// name, without the words that say "model", spells a known id letter by letter; nothing is completed.
import { displayModel } from '../../displayModels';

/**
 * Ids that SDKs have constants for, and ids that only differ from them by a date.
 * Source: https://github.com/openai/openai-go/blob/main/shared/shared.go, https://github.com/anthropics/anthropic-sdk-go/blob/main/message.go,
 * https://github.com/sashabaranov/go-openai/blob/master/completion.go (background knowledge, 2026-11).
 */
const ids = (
  'gpt-3.5-turbo gpt-3.5-turbo-16k gpt-3.5-turbo-instruct gpt-3.5-turbo-0125 gpt-3.5-turbo-1106 gpt-3.5-turbo-0613 gpt-3.5-turbo-16k-0613 gpt-3.5-turbo-0301 gpt-4 gpt-4-0613 gpt-4-32k gpt-4-turbo ' +
  'gpt-4-turbo-preview gpt-4-1106-preview gpt-4-0125-preview gpt-4o gpt-4o-mini chatgpt-4o-latest gpt-4.1 gpt-4.1-mini gpt-4.1-nano gpt-4.5-preview ' +
  'gpt-5 gpt-5-mini gpt-5-nano gpt-5-pro gpt-5-chat-latest gpt-5-codex gpt-5.1 gpt-5.1-codex gpt-5.1-chat-latest o1 o1-mini o1-preview o1-pro o3 o3-mini ' +
  'o3-pro o4-mini text-davinci-003 text-davinci-002 text-ada-001 text-curie-001 text-embedding-3-small text-embedding-3-large text-embedding-ada-002 ' +
  'claude-instant-1.2 claude-2.0 claude-2.1 claude-3-haiku claude-3-sonnet claude-3-opus claude-3-opus-latest claude-3-5-haiku claude-3-5-haiku-latest claude-3-5-sonnet ' +
  'claude-3-5-sonnet-latest claude-3-7-sonnet claude-3-7-sonnet-latest claude-sonnet-4 claude-sonnet-4-0 claude-opus-4 claude-opus-4-0 ' +
  'claude-opus-4-1 claude-sonnet-4-5 claude-haiku-4-5 claude-opus-4-5 claude-opus-4-6 claude-sonnet-4-6 claude-4-sonnet claude-4-opus ' +
  'gemini-1.5-pro gemini-1.5-flash gemini-2.0-flash gemini-2.0-flash-lite gemini-2.5-pro gemini-2.5-flash gemini-2.5-flash-lite ' +
  'deepseek-chat deepseek-reasoner deepseek-coder command-r command-r-plus sonar sonar-pro grok-3 grok-3-mini grok-4'
).split(' ');

/** Families that have ids only with a date or `-latest`; the bare name is none. */
const datedOnly = new Set(
  'claude-3-haiku claude-3-sonnet claude-3-opus claude-3-5-haiku claude-3-5-sonnet claude-3-7-sonnet claude-sonnet-4 claude-opus-4 claude-4-sonnet claude-4-opus'.split(
    ' ',
  ),
);

/**
 * Constants that do not spell their id. Source: go-openai's common.go and embeddings.go, OpenAI-API-dotnet's Model.cs, Betalgo's Models.cs (background
 * knowledge).
 */
const special: ReadonlyMap<string, string> = new Map([
  ['adaembeddingv2', 'text-embedding-ada-002'],
  ['smallembedding3', 'text-embedding-3-small'],
  ['largeembedding3', 'text-embedding-3-large'],
  ['chatgptturbo', 'gpt-3.5-turbo'],
  ['chatgptturbo16k', 'gpt-3.5-turbo-16k'],
  ['chatgptturbo1106', 'gpt-3.5-turbo-1106'],
  ['gpt432kcontext', 'gpt-4-32k'],
  ['gpt4vision', 'gpt-4-vision-preview'],
  ['chatgpt35turbo', 'gpt-3.5-turbo'],
  ['textdavinciv3', 'text-davinci-003'],
  ['davinci', 'davinci'],
  ['adatextembedding', 'text-embedding-ada-002'],
]);

/**
 * The id of a version to come, by the name that it is shown with: of `GPT5_2Mini` GPT-5.2 mini, of `ClaudeOpus4_8` Claude Opus 4.8. Only
 * where the numbers of a version are parted.
 */
function ofFamily(spelled: string): string | undefined {
  const [, major, minor, size] = /^gpt_?([5-9])(?:_([1-9]))?_?(mini|nano|pro|codex)?$/i.exec(spelled) ?? [];
  if (major !== undefined)
    return displayModel(`gpt-${major}${minor === undefined ? '' : `.${minor}`}${size === undefined ? '' : ` ${size}`}`);
  const [, family, number, step] = /^claude_?(opus|sonnet|haiku)_?(4|5)_([1-9])$/i.exec(spelled) ?? [];
  return family === undefined ? undefined : displayModel(`claude ${family} ${number}.${step}`);
}

const squeeze = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const bySqueezed = new Map(ids.map((id) => [squeeze(id), id]));

/** The id with its date as the provider writes it; undefined for families whose dates are not known to follow the rule. */
function dated(base: string, digits: string): string | undefined {
  if (!/^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(digits)) return undefined;
  if (base.startsWith('claude-')) return `${base}-${digits}`;
  if (!/^(gpt-|o\d)/.test(base)) return undefined;
  return `${base}-${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/**
 * The model id that an SDK's constant stands for; undefined for everything that does not spell one. A name that stands alone must be in
 * capitals (`GPT_4O`), because it is only a constant by custom.
 */
export function constantModel(path: readonly string[]): string | undefined {
  const name = path.at(-1) ?? '';
  const alone = path.length === 1;
  if (name.length > 60 || !(alone ? /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/ : /^[A-Z]/).test(name)) return undefined;
  const spelled = name
    .replace(/^(Chat|Embedding)?(Model(Name)?(?=[A-Z_])|MODEL_)/, '')
    .replace(/(\d)Dot(\d)/g, '$1_$2');
  const key = squeeze(spelled);
  const known = special.get(key) ?? bySqueezed.get(key);
  if (known !== undefined) return datedOnly.has(known) ? undefined : known;
  const base = bySqueezed.get(key.slice(0, -8));
  return base === undefined ? ofFamily(spelled) : dated(base, key.slice(-8));
}
