// Prompts kept as YAML or JSON in a file or folder that says "prompt" in its name, in whatever shape: messages, texts under telling
// keys, and other running text of some length.
import type { Span } from '../../text';
import { isTranslation } from '../code/rules/filePurpose';
import { promptName } from '../code/rules/names';
import { beginsAsPersona, isPersona } from '../code/rules/personas';
import { isProse, readLength } from '../code/rules/prose';
import { asksPerson, isLikelyTold, LIKELY, likelihood, nowhere } from '../code/rules/textClassifier';
import type { Holed } from '../holed';
import { looksLikeModel, writtenModel } from '../modelNames';
import type { ModelName, Role } from '../prompt';
import { roleWord } from '../roles';
import { at, type Data, type ListData, type MapData, type TextData, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';
import type { FileRequest } from './fileRequests';
import { areSayings, isQuestion, isTheme } from './forPeople';
import { isMessages, readMessages } from './messageData';
import type { DataFile } from './promptData';
import { jinja, render } from './template';
import { doubleBraces, fill, plainBraces } from './variables';

/** In a folder of prompts, or with the word at the beginning or end of its name. */
const named =
  /(^|\/)(([\w.-]{0,80}[._-])?prompts?([_-]templates?)?\/([^/]{1,200}\/){0,8}[^/]{1,200}|prompts?([._-][^/]{0,200})?|[^/]{0,200}[._-]prompts?([._-]?(templates?|v?\d{1,3}))?)\.(ya?ml|jsonl?|ndjson|toml)$|\.plx$/i;

/** Keys below which nothing is sent. */
const aside = new Set(
  (
    'model provider input_variables inputs variables parameters metadata author authors tests test testdata test_input ' +
    'examples_for_tests expected evaluators assert rubric placeholder icon'
  ).split(' '),
);
/** Keys whose text describes the prompt. */
const describing = new Set('title description summary notes note comment comments help'.split(' '));
/** Other keys whose text is about the prompt; a prompt for tags or names may stand under them. */
const about = new Set(
  'id name key version created updated date language tags tag category categories label labels type _type source url path file'.split(
    ' ',
  ),
);
/** Keys whose text is sent even when it is short. */
const sent = new Set(
  'system user assistant human template prompt prompts content text instruction instructions message persona prefix suffix'.split(
    ' ',
  ),
);

/** What the program itself says, when something goes wrong or as a ready answer. */
const own =
  /^(errors?|fallback|failure|invalid|warnings?|responses|replies|greetings?|notifications?|thinking|loading)(?![a-z])|[_-](response|reply|greeting|farewell|announcement|success|succeeded|failed|completed|required)$/i;

/** `Hey! I'm here to help with whatever you need.`: said to a person, unless it says who the model is. */
const greets = /^\s*(hey|hi( there)?|hello|good (day|morning|afternoon|evening)|welcome)\b[^\n]{0,3}[!,.]/i;
const tellsModel = (text: string): boolean =>
  /\byou are\b|\byour (task|job|role)\b/i.test(text) || beginsAsPersona(text);

/** An empty line, one that is further in, or an item of a list: what only lines of one text are. */
const isLine = /^$|^\s|^([-*•]|\d{1,3}\.)\s/;

/** Shorter texts under any other key may be labels. */
const TEXT_LENGTH = 80;
/** In a prompt that is kept in parts, `{ "role": "You are …", "tone": "…" }`, what is longer is one of them. */
const PART_LENGTH = 20;
/** Texts of several lines are no labels. */
const LINES_LENGTH = 40;
/** Texts that are about the prompt are shorter. */
const ABOUT_LENGTH = 200;
/** Texts read of one file. */
const TEXTS_LIMIT = 2_000;

/** `user_template`, `systemText`: who speaks, and what it is. */
const spokenText = /^(system|user|assistant|human)[_-]?(?:message[_-]?)?(template|text|content|format)$/i;

function roleOf(key: string): Role {
  return roleWord(spokenText.exec(key)?.[1] ?? key) ?? promptName(key) ?? 'unknown';
}

/** True for a key that says by itself that its text is sent, or who speaks. */
const namesPrompt = (key: string): boolean => promptName(key) !== undefined || spokenText.test(key);

/** Keys whose list is one text, line by line. */
const lineKeys = /^(lines|parts)$/i;

/** `start_prompt`, `src/prompt`: what holds one prompt, by its name. */
const onePrompt = /(^|[/._-])prompt$/i;

/** Variables and tags as the text itself shows that they are written. */
export function filled(value: string): Holed & { readonly partial: boolean } {
  const whole = { text: value, holes: [] };
  if (/\{%-?\s*[a-z]/.test(value)) return render(value, { start: 0, end: value.length }, jinja.tags(value, 0), jinja);
  return { ...fill(whole, value.includes('{{') ? doubleBraces : plainBraces), partial: false };
}

function section({ text }: DataFile, written: TextData, role: Role): Section {
  const { text: sent, holes } = filled(written.value);
  return { span: trimSpan(text, written.span), role, text: sent, holes };
}

/** The model that stands beside the texts of a map. */
export function modelOfMap(map: MapData): ModelName | undefined {
  const places = [
    ['model'],
    ['model', 'name'],
    ['model', 'id'],
    ['model', 'model'],
    ['options', 'model'],
    ['config', 'model'],
  ];
  // `model: { nombre: "…", temperature: 0.1 }`: the one value that is a model's id.
  const held = at(map, 'model');
  const ids = held?.kind === 'map' ? [...held.entries.values()].filter(isModelId) : [];
  const [written] = [...places.flatMap((place) => textAt(map, ...place) ?? []), ...(ids.length === 1 ? ids : [])];
  const model = written && writtenModel(written.value);
  return model && looksLikeModel(model.id) ? { ...model, span: written.span, source: 'frontMatter' } : undefined;
}

const isModelId = (data: Data): data is TextData =>
  data.kind === 'text' && looksLikeModel(writtenModel(data.value)?.id ?? '');

/** Where something stands. */
interface Place {
  /** The model that a map around it states. */
  readonly model: ModelName | undefined;
  /** It is a field of one of many records, or below a key that is about the prompt: only what says that it is sent counts. */
  readonly doubtful: boolean;
  /** Who speaks by the key around it: `{ "system": { "send_reply": "…" } }`. */
  readonly role: Role;
  /** Below a key that says few-shot: what is asked there and answered is sent, however short it is. */
  readonly inShots: boolean;
  /** Below a key that says prompt, or in a file of one prompt that says who the model is: its texts are parts of it. */
  readonly inParts: boolean;
}

/** Keys of what is asked and answered in an example, and who says it. */
const shotRoles: ReadonlyMap<string, Role> = new Map([
  ...'user human input question query q'.split(' ').map((key) => [key, 'user'] as const),
  ...'assistant ai bot llm model output answer response a'.split(' ').map((key) => [key, 'assistant'] as const),
]);

/** What surrounds a text, where its key says nothing. */
interface Around extends Place {
  /** Most texts beside it are long enough to be sent. */
  readonly amongTexts: boolean;
  /** The keys beside it are names of what is done, none of which says what its text is for. */
  readonly namedByTask: boolean;
}

class MapReader {
  readonly #file: DataFile;
  readonly requests: FileRequest[] = [];
  #texts = 0;

  constructor(file: DataFile) {
    this.#file = file;
  }

  read(data: Data, key: string, place: Place): void {
    if (data.kind === 'text' && this.#counts(data, key, { ...place, amongTexts: false, namedByTask: false }))
      this.#alone(data, key, place);
    // `"greeting": { "system": "…", "user": "…" }`: whatever it is called, a model is told it.
    const isTold = data.kind === 'map' && ['system', 'prompt'].some((each) => textAt(data, each) !== undefined);
    if (data.kind === 'text' || !(this.#goesInto(key, place) || isTold)) return;
    const doubtful = place.doubtful || about.has(key.toLowerCase()) || describing.has(key.toLowerCase());
    const inShots = place.inShots || /^few[-_ ]?shots?/i.test(key);
    const inParts = place.inParts || (data.kind === 'map' && onePrompt.test(key));
    const said = roleOf(key);
    const inside = { ...place, doubtful, role: said === 'unknown' ? place.role : said, inShots, inParts };
    const lines = data.kind === 'list' ? joined(data, lineKeys.test(key) || (inParts && areParts(data))) : undefined;
    if (data.kind === 'map') {
      const from = this.requests.length;
      if (!isQuestion(data) && !(inside.doubtful && isTheme(data))) this.#map(data, inside);
      if (inParts && !place.inParts) this.#together(from, data, modelOfMap(data) ?? place.model);
    } else if (isMessages(data)) this.#messages(data, data, undefined);
    else if (lines !== undefined) this.read(lines, key, inside);
    else if (data.kind === 'list' && !areSayings(data))
      for (const item of data.items) this.read(item, key, { ...inside, doubtful: doubtful || item.kind !== 'text' });
  }

  /** Below the word for who speaks nothing is the program's own, whatever it is called. */
  #goesInto(key: string, { role }: Place): boolean {
    return this.#texts <= TEXTS_LIMIT && !aside.has(key.toLowerCase()) && (role !== 'unknown' || !own.test(key));
  }

  #counts(written: TextData, key: string, around: Around): boolean {
    const isPrompt =
      (around.inShots && shotRoles.has(key.toLowerCase()) && written.value.trim() !== '') ||
      isTask(written, around) ||
      (this.#goesInto(key, around) && this.#isPrompt(written, key.toLowerCase(), around));
    return isPrompt && this.#texts++ < TEXTS_LIMIT;
  }

  #isPrompt({ value }: TextData, key: string, { doubtful, amongTexts, inParts }: Around): boolean {
    if (describing.has(key) || !isProse(value) || (greets.test(value) && !tellsModel(value))) return false;
    if (doubtful && asksPerson(value, 0)) return false;
    if (about.has(key)) return value.length >= ABOUT_LENGTH && tellsModel(value);
    if (sent.has(key) || namesPrompt(key)) return true;
    // `{ name: "Reply", lines: […] }`
    if (doubtful && !tellsModel(value)) return lineKeys.test(key) && isLikelyTold(value, 0);
    if (inParts) return readLength(value) >= PART_LENGTH;
    return readLength(value) >= (amongTexts || value.trim().includes('\n') ? LINES_LENGTH : TEXT_LENGTH);
  }

  /** What one entry of a map can be told by. */
  #around(map: MapData, { doubtful, ...place }: Place): Around {
    const texts = [...map.entries.values()].filter((value) => value.kind === 'text');
    const long = texts.filter(({ value }) => value.length >= TEXT_LENGTH && isProse(value));
    const isAmong = long.length > 1 && long.length * 2 >= texts.length;
    // `{ "role": "You are a gardener", "task": "…", "format": "…" }`: a prompt in parts.
    const inParts = texts.some(({ value }) => beginsAsPersona(value));
    return {
      ...place,
      doubtful: doubtful && !inParts,
      amongTexts: inParts || isAmong,
      namedByTask: isAmong && ![...map.entries.keys()].some(saysWhat),
    };
  }

  #messages(list: Data, whole: Data, model: ModelName | undefined): void {
    const { sections, partial } = readMessages(this.#file.text, list, (each) => {
      const { text: sent, holes } = filled(each.text);
      return { ...each, text: sent, holes };
    });
    this.#texts += sections.length;
    this.requests.push({ sections, request: { span: whole.span, model, partial } });
  }

  /** `beside`: the map it stands in, with the model that the map states. */
  #alone(
    written: TextData,
    key: string,
    place: Place,
    beside?: { readonly span: Span; readonly model: ModelName | undefined },
  ): void {
    const certain = sent.has(key.toLowerCase()) || namesPrompt(key);
    const role = (place.inShots ? shotRoles.get(key.toLowerCase()) : undefined) ?? roleOf(key);
    const sections = [section(this.#file, written, role === 'unknown' ? place.role : role)];
    const request = beside?.model === undefined || !certain ? undefined : { ...beside, partial: true };
    this.requests.push({ sections, confidence: certain ? 'high' : 'medium', request });
  }

  /** The parts of one prompt, read since `from`, as one request where a model is known. */
  #together(from: number, { span }: MapData, model: ModelName | undefined): void {
    const parts = this.requests.slice(from);
    if (model === undefined || parts.length < 2 || parts.some(({ request }) => request !== undefined)) return;
    const sections = parts.flatMap((part) => part.sections);
    this.requests.splice(from, parts.length, {
      sections,
      confidence: 'medium',
      request: { span, model, partial: true },
    });
  }

  /** `{system, user}` side by side, or texts beside a model, are sent together. */
  #map(map: MapData, place: Place): void {
    const model = modelOfMap(map) ?? place.model;
    const messages = at(map, 'messages');
    if (isMessages(messages) && messages !== undefined) this.#messages(messages, map, model);
    const spoken = [...map.entries].filter(
      ([key, value]) =>
        value.kind === 'text' &&
        value.value.trim() !== '' &&
        (roleWord(key) !== undefined || namesPrompt(key)) &&
        !about.has(key) &&
        !describing.has(key) &&
        !aside.has(key),
    );
    const roles = new Set(spoken.map(([key]) => roleOf(key)));
    const together = roles.size === spoken.length && roles.has('system') && (spoken.length > 1 || model !== undefined);
    if (together) {
      const sections = spoken.flatMap(([key, value]) =>
        value.kind === 'text' ? section(this.#file, value, roleOf(key)) : [],
      );
      this.requests.push({ sections, request: { span: map.span, model, partial: roles.size === 1 } });
    }
    const around = this.#around(map, place);
    for (const [key, value] of map.entries) {
      if (key === 'messages' && isMessages(value)) continue;
      if (together && spoken.some(([each]) => each === key)) continue;
      if (value.kind !== 'text') this.read(value, key, { ...place, model });
      else if (this.#counts(value, key, around)) this.#alone(value, key, place, { span: map.span, model });
    }
  }
}

/** True for a key that says what its text is for. */
function saysWhat(key: string): boolean {
  const name = key.toLowerCase();
  const isSaid = sent.has(name) || about.has(name) || name === 'title' || name === 'description';
  return isSaid || promptName(key) !== undefined;
}

/** `{ "categorize": "…", "auto_reply": "Draft a reply…", "summary": "Summarize…" }` */
function isTask({ value }: TextData, { namedByTask }: Around): boolean {
  return namedByTask && likelihood(value, 0, nowhere) >= LIKELY;
}

/** `restrictions: ["Name no other shop.", "Answer in 200 words."]` in one prompt. */
const areParts = (list: ListData): boolean =>
  !areSayings(list) &&
  list.items.every((item) => item.kind === 'text' && isProse(item.value) && readLength(item.value) >= PART_LENGTH);

/** A list of lines as the one text that they are; undefined for texts that stand for themselves. `isOne`: its key says that they do not. */
function joined({ items }: ListData, isOne: boolean): TextData | undefined {
  const lines = items.flatMap((item) => (item.kind === 'text' ? item.value : []));
  const [first, last] = [items[0], items.at(-1)];
  if (lines.length < items.length || first === undefined || last === undefined) return undefined;
  const isLined = lines.some((line) => line === '') || lines.filter((line) => isLine.test(line)).length > 1;
  if (!isLined && !isOne) return undefined;
  return { kind: 'text', value: lines.join('\n'), span: { start: first.span.start, end: last.span.end } };
}

/** True for files named for their prompts, whatever is in them. */
export function isNamedForPrompts(path: string): boolean {
  return named.test(path);
}

/** True when `test` holds for one of the texts. */
function someText(data: Data, test: (text: string) => boolean): boolean {
  if (data.kind === 'text') return test(data.value);
  const inside = data.kind === 'list' ? data.items : data.kind === 'map' ? [...data.entries.values()] : [];
  return inside.some((each) => someText(each, test));
}

/** Undefined for files of other names. */
export function readPromptMap(file: DataFile): readonly FileRequest[] | undefined {
  if (!isNamedForPrompts(file.path)) return undefined;
  if (isTranslation(file.path) && !someText(file.data, isPersona)) return [];
  const reader = new MapReader(file);
  const inParts =
    onePrompt.test(file.path.replace(/\.\w+$/, '')) && file.data.kind === 'map' && someText(file.data, beginsAsPersona);
  reader.read(file.data, '', { model: undefined, doubtful: false, role: 'unknown', inShots: false, inParts });
  return reader.requests;
}
