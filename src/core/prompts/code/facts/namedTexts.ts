// Texts that are prompts by their name, by what they say, or by the class they stand in. They need no call; a call that sends them wins.
import type { Role } from '../../prompt';
import { roleWord } from '../../roles';
import { listedText } from '../linking/messageLists';
import { writers } from '../rules/callNames';
import {
  actsOnPrompts,
  askedRole,
  asksByVerb,
  givenPrompt,
  isAboutPrompts,
  isOnAgent,
  isWeakName,
  namesOffers,
  namesOne,
  namesSystem,
  namesUserText,
  promptName,
  spellsName,
  textName,
} from '../rules/names';
import { beginsAsPersona, characterKeys, isPersona, maySpeakToModel, speaksToOne } from '../rules/personas';
import { namesPicture, namesPictureMaker } from '../rules/pictures';
import { isLabels, isProse, isRow, isSource, isVariable, readLength } from '../rules/prose';
import {
  asksPerson,
  isAside,
  isDoubtful,
  isLikelyTold,
  isUnlikely,
  LEAST,
  LIKELY,
  likelihood,
  nowhere,
  SURE,
  type TextPlace,
} from '../rules/textClassifier';
import type { Facts } from './facts';
import { linedTexts } from './linedTexts';
import type { OpenNodes } from './openNodes';
import { type NameValue, normalName, type TextValue, textsOf, type Value } from './value';

/** Texts without a telling name are taken from this length on. */
const UNNAMED_LENGTH = 40;
/** What is sure by its words alone is longer: a sentence may as well be meant for people. */
const SURE_LENGTH = 100;
/** The same for texts of files that are named for their prompts, and are one of several under their name. */
const PLAIN_LENGTH = 80;
/** The same of those that are likely told to a model by their words. */
const SHORT_LENGTH = 20;

/** Methods that speak of their object, or to people who make one. */
const describes =
  /^(to_?string|__?(str|repr)__|inspect|describe|debug|get_?name|get_?description|fmt|validation_?\w+|hints?|labels?|tips?|help(_?texts?)?)$/i;

/** What people read, or a file: `stdout.write("…")`. */
const outputs = /^(std(out|err)|console|terminal|socket|log(ger)?)$/i;

/** Functions that answer in a model's place. */
const pretends = /mock|fake|stub|dummy|fallback/i;

/** Texts that a program's own function which asks a model takes at most: system, user, and one more. */
const ASKED_LIMIT = 3;

/** Adds to the facts of one statement. */
export class NamedTexts {
  readonly #facts: Facts;
  readonly #open: OpenNodes;
  /** Starts of what is given to models of pictures. */
  readonly #drawn = new Set<number>();
  /** Starts of the lines of what is one text. */
  readonly #lines = new Set<number>();
  /** Starts of the questions of a diary, a quiz or a form. */
  readonly #forPeople = new Set<number>();

  constructor(facts: Facts, open: OpenNodes) {
    this.#facts = facts;
    this.#open = open;
  }

  /** `call_llm("…")`, `ask_gpt(system="…")`: a function of the program's own that sends its texts. */
  asked(value: Value): void {
    if (value.kind !== 'call') return;
    for (const argument of value.positional.slice(0, ASKED_LIMIT)) {
      const role = argument.kind === 'name' ? textName(argument.path.at(-1) ?? '') : undefined;
      if (argument.kind === 'text') this.prose(argument, 'unknown', false);
      else if (argument.kind === 'name' && argument.path.length === 1) this.#note(argument, role ?? 'unknown', false);
    }
    for (const [name, argument] of value.named) {
      const role = askedRole(name);
      if (role === undefined) continue;
      if (argument.kind === 'name' && argument.path.length === 1) this.#note(argument, role, false);
      else this.prose(argument, role, false);
    }
  }

  /** `ai.next(messages, "…")`, `aiService.query(["…"])`: what is likely told to a model by its words, given to what is named for one. */
  toldTo(value: Value): void {
    // A message says itself who speaks.
    if (value.kind !== 'call' || value.named.has('role')) return;
    const asks = asksByVerb(value.path.at(-1) ?? '');
    for (const argument of [...value.positional, ...value.named.values()])
      for (const [text] of textsOf(argument))
        if ((asks || isLikely(text)) && !isSource(text.text)) this.prose(text, 'unknown', isOnAgent(value.path));
  }

  /** `textGen.generate("…")`, `$chat->complete("…", "…")`: the same where only the words and the file leave no doubt. */
  perhapsToldTo(value: Value): void {
    if (value.kind !== 'call' || value.named.has('role')) return;
    for (const argument of [...value.positional, ...value.named.values()])
      for (const [text] of textsOf(argument))
        if (isLikely(text) && !isSource(text.text)) this.prose(text, 'unknown', true);
  }

  /** `.systemPrompt("…")`, `agent.setInstructions(RULES)`: a method that is named for the prompt it is given. */
  given(value: Value): void {
    if (value.kind !== 'call') return;
    const name = givenPrompt(value.path.at(-1) ?? '');
    const [one, two] = value.positional;
    // `setSystemPrompt("system", "…")`
    const first = one?.kind === 'text' && two?.kind === 'text' && roleWord(one.text) !== undefined ? two : one;
    if (name === undefined || first === undefined || value.path.some(isMenu)) return;
    if (promptName(name) === undefined) this.prose(first, 'unknown', true);
    else if (first.kind === 'name' && first.path.length === 1) this.namedBy(name, first);
    else this.named(name, first, true);
  }

  /** `prompts.put("system_prompt", "…")`, `add_argument("--system-prompt", default="…")`, `st.text_area("System prompt", value="…")` */
  kept(value: Value): void {
    if (value.kind !== 'call') return;
    const { positional, named } = value;
    const key = positional[0] ?? named.get('label');
    const given = positional[1] ?? named.get('default') ?? named.get('value');
    if (key?.kind === 'text' && given !== undefined && key.holes.length === 0) this.named(key.text, given, true);
  }

  /** `text.append("…")` where the function or the holder of the text is named for a prompt. */
  written(value: Value, path: readonly string[]): void {
    const { resultName, className } = this.#open.inside;
    if (value.kind !== 'call') return;
    const holder = path.filter((name) => !writers.has(normalName(name))).at(-1) ?? '';
    const target = value.positional[0]?.kind === 'name' ? (value.positional[0].path.at(-1) ?? '') : '';
    if (path.some((name) => outputs.test(name))) return;
    const made = resultName === undefined || actsOnPrompts(resultName) ? '' : resultName;
    const name = [holder, target, made].find((each) => promptName(each) !== undefined);
    const role = promptName(name ?? '') ?? (className === undefined ? undefined : promptName(className));
    if (role === undefined) {
      for (const piece of value.positional) this.#besideSystem(holder, piece);
      return;
    }
    for (const piece of value.positional)
      for (const [text] of piece.kind === 'text' ? textsOf(piece) : [])
        if (!isRow(text.text)) this.prose(text, role, name === undefined);
  }

  /**
   * What is given to a model of pictures: `pipe(prompt, negative_prompt=UGLY)`, `{ prompt: "A cat", aspect_ratio: "16:9" }`. The call or object
   * begins at `start` and is read once, however much of it says so.
   */
  drawn(start: number, read: () => Value): void {
    if (!this.#drawn.has(start)) this.#draw(read());
    this.#drawn.add(start);
  }

  #draw(value: Value): void {
    if (value.kind !== 'call' && value.kind !== 'object') return;
    const { scopes } = this.#open.inside;
    const named = [...(value.kind === 'call' ? value.named : value.entries)];
    // Ruby's `images.generate(parameters: { prompt: "…" })`
    if (value.kind === 'call') for (const [name, each] of named) if (name === 'parameters') this.#draw(each);
    const told = named.flatMap(([name, each]) => (/prompt|instructions/.test(name) ? each : []));
    for (const given of [...(value.kind === 'call' ? value.positional : []), ...told]) {
      const texts = given.kind === 'name' ? [given] : textsOf(given).map(([text]) => text);
      for (const each of texts) this.#facts.drawn.push({ value: each, scopes, role: 'unknown', weak: true });
    }
  }

  prose(value: Value | undefined, role: Role, weak: boolean): void {
    if (value?.kind === 'text' && isProse(value.text, value.holes.length)) this.#note(value, role, weak);
  }

  #note(value: TextValue | NameValue, role: Role, weak: boolean): void {
    const { scopes, tests, functionName } = this.#open.inside;
    if (namesPictureMaker(functionName ?? '')) return;
    // `{ instruction: "Find the blue button" }` in a test is mostly data of it.
    const isData = tests !== undefined && weak && value.kind === 'text' && !isLikely(value);
    if (tests !== 'compares' && !isData) this.#facts.named.push({ value, scopes, role, weak });
  }

  /** `user_message = f"Notes:\n{notes}"`, also where a function of that name returns it. */
  #besideSystem(name: string, value: Value): void {
    const { scopes, tests } = this.#open.inside;
    if (tests !== undefined || !namesUserText(name) || value.kind !== 'text') return;
    const { text, holes } = value;
    if (holes.length > 0 ? !isVariable(text) : isProse(text) && isLikely(value))
      this.#facts.named.push({ value, scopes, role: 'user', weak: true, beside: true });
  }

  /** `{ system: RULES, user: "…" }`: what stands under the word for who speaks, itself or by its name. */
  spoken(value: Value, role: Role): void {
    if (value.kind === 'name' && value.path.length === 1) this.#note(value, role, true);
    else this.prose(value, role, true);
  }

  /** `class Prompts { static readonly GREETING = "…" }`: the class is named for its texts. */
  member(className: string | undefined, value: Value): void {
    const { functionName } = this.#open.inside;
    if (className === undefined || describes.test(functionName ?? '')) return;
    if (promptName(className) === undefined) return;
    for (const [text] of textsOf(value))
      if (readLength(text.text) >= UNNAMED_LENGTH && !isRow(text.text) && !isAside(text.text, text.holes.length))
        this.prose(text, promptName(className) ?? 'unknown', isUnsure(text));
  }

  /** What the innermost function returns, when it or its class is named for a prompt. */
  returned(value: Value): void {
    const { functionName, resultName, className } = this.#open.inside;
    if (functionName === undefined || resultName === undefined) return;
    if (promptName(resultName) === undefined || actsOnPrompts(resultName)) {
      this.#besideSystem(resultName, value);
      this.member(className, value);
      if (!describes.test(functionName)) this.#ofFile(resultName, value);
    } else if (value.kind === 'name' && value.path.length === 1) this.namedBy(resultName, value);
    else this.named(resultName, value, false);
  }

  /** A text under a name that does not say prompt: a long one named as texts for models often are, a member of `Prompts`. */
  unnamed(name: string, value: Value): void {
    this.#besideSystem(name, value);
    this.#lined(value);
    const role = textName(name);
    // `SYSTEM = "You are a helpful assistant"`
    const isLong = (text: string) =>
      readLength(text) >= (role === 'system' && beginsAsPersona(text) ? SHORT_LENGTH : UNNAMED_LENGTH);
    if (role !== undefined)
      for (const [text] of textsOf(value))
        if (isLong(text.text) && !isDoubtful(text.text, text.holes.length)) this.prose(text, role, true);
    const { inClass, className, functionName } = this.#open.inside;
    // `class Prompts { const string QueryDescription = "Analyze the question …" }`
    if (isAboutPrompts(name) && !(inClass && value.kind === 'text' && !isUnsure(value))) return;
    if (inClass && !/error|invalid|illegal|warning/i.test(name)) this.member(className, value);
    if (functionName === undefined) this.#ofFile(name, value);
  }

  /** `{ tutor: ["You are a strict tutor.", "Never give hints."], … }` */
  #lined(value: Value): void {
    for (const list of linedTexts(value)) {
      const whole = listedText(list, 'joined');
      if (whole === undefined) continue;
      this.prose(whole, 'system', true);
      for (const { span } of list.items) this.#lines.add(span.start);
    }
  }

  /** What a file that is named for its prompts holds under a name that says nothing of them. */
  #ofFile(name: string, value: Value): void {
    if (!this.#open.ofPrompts || this.#open.inside.tests !== undefined || isAboutPrompts(name) || namesOffers(name))
      return;
    const role = textName(name);
    const least = value.kind === 'text' ? UNNAMED_LENGTH : PLAIN_LENGTH;
    const texts = textsOf(value).flatMap(([text, key]) => (isProse(text.text) && !isAboutPrompts(key) ? text : []));
    // Where one is told to a model by its words, so are those beside it.
    const likely = texts.some((text) => readLength(text.text) >= SHORT_LENGTH && isLikely(text));
    for (const text of texts) {
      if (readLength(text.text) < (likely ? SHORT_LENGTH : least) || isUnlikely(text.text, text.holes.length)) continue;
      this.#facts.texts.push({ value: text, scopes: [], role: role ?? 'unknown', weak: true });
    }
  }

  /**
   * A text that stands where nothing names it, if it is likely told to a model: a persona in a list, an order behind an index. What stands
   * in an interface must be so by its words alone. `persona`: it tells a model who it is.
   */
  told(value: TextValue, place: TextPlace, inInterface: boolean, persona: boolean): void {
    if (this.#forPeople.has(value.span.start) || this.#lines.has(value.span.start)) return;
    if (!maySpeakToModel(place) || pretends.test(this.#open.inside.functionName ?? '')) return;
    const { text, holes } = value;
    if (!persona && (beginsAsPersona(text) || isLabels(text) || isSource(text))) return;
    const alone = likelihood(text, holes.length, nowhere);
    const least = inInterface || text.length < SURE_LENGTH ? SURE : LEAST;
    const isTold = alone >= least && likelihood(text, holes.length, place) >= LIKELY;
    const role = persona ? 'system' : 'unknown';
    if (isTold || (persona && !inInterface)) this.prose(value, role, !persona || isUnsure(value));
  }

  /** What stands under a key or a keyword that is named for texts that are sent; `read` is asked for it only then. */
  keyed(name: string, read: () => Value): void {
    const ofCharacter = characterKeys.has(normalName(name));
    if (promptName(name) !== undefined) this.named(name, read(), true);
    else if (ofCharacter || namesSystem(name))
      for (const [text] of textsOf(read())) {
        const counts = ofCharacter ? speaksToOne(text.text) : readLength(text.text) >= UNNAMED_LENGTH;
        if (counts) this.prose(text, 'system', !ofCharacter);
      }
    else if (namesUserText(name)) this.#besideSystem(name, read());
  }

  /** Takes the prose under a prompt-like name: a text, the texts of a list or dictionary, or what a function returns. */
  named(name: string, value: Value, isKey: boolean): void {
    const role = promptName(name);
    if (role === undefined || isSchema(value)) return;
    const weak = isWeakName(name, isKey);
    // `prompt = TEMPLATE.format(x)`, `prompt = RULES`
    if (
      value.kind === 'name' &&
      (value.joined === true || value.template !== undefined || value.path.length === 1 || isConstant(value.path))
    )
      this.namedBy(name, value, isKey);
    const whole = value.kind === 'list' && namesOne(name) ? listedText(value, 'joined') : undefined;
    const texts = [...textsOf(whole ?? value)];
    if (askPeople(texts.map(([text]) => text))) {
      for (const [text] of texts) this.#forPeople.add(text.span.start);
      return;
    }
    for (const [text, key] of texts) {
      // A text of holes alone may be put together of texts under other names.
      if (!isProse(text.text, text.holes.length) && text.holes.length < 2) continue;
      if (spellsName(name, text.text) || (namesPicture(name) && !isLikely(text))) continue;
      if (isKey && !isWholeSystem(name, text.text) && isUnlikely(text.text, text.holes.length)) continue;
      this.#note(text, promptRole(role, key), weak && isUnsure(text) && !(name === 'prompt' && isPersona(text.text)));
    }
  }

  /** Prompt-like is the name, the texts are where another name says. */
  namedBy(name: string, value: NameValue, isKey = false): void {
    const role = promptName(name);
    if (role !== undefined) this.#note(value, role, isWeakName(name, isKey));
  }
}

/** Labels and hints of a form for it are shorter, or no sentence. */
const SYSTEM_LENGTH = 60;

/** `system_prompt="When somebody asks for the weather, send them to the harbour master."`: the key leaves no doubt. */
const isWholeSystem = (name: string, text: string): boolean =>
  normalName(name) === 'systemprompt' && text.length >= SYSTEM_LENGTH && /[.!?]["')]?\s*$/.test(text);

/** True for a text that is rather told to a model than not, by its words alone. */
const isLikely = ({ text, holes }: TextValue): boolean => isLikelyTold(text, holes.length);

/** `promptKind: { type: "string", description: "…" }`: what a field is for. */
const isSchema = (value: Value): boolean =>
  value.kind === 'object' && value.entries.has('type') && value.entries.has('description');

/** Fewer texts may as well be some of what a model is asked. */
const QUESTIONS_LEAST = 4;

/** True for the questions of a diary, a quiz or a form. */
function askPeople(texts: readonly TextValue[]): boolean {
  if (texts.length < QUESTIONS_LEAST) return false;
  const asked = texts.filter(({ text, holes }) => asksPerson(text, holes.length));
  return asked.length * 3 > texts.length * 2;
}

/** False for a text of some length that is told to a model by its words alone. */
const isUnsure = ({ text, holes }: TextValue): boolean =>
  text.length < SURE_LENGTH || likelihood(text, holes.length, nowhere) < SURE;

/** What people choose from in a terminal: `new MultiSelectionPrompt<string>().InstructionsText("…")`. */
function isMenu(name: string): boolean {
  return name.endsWith('SelectionPrompt');
}

/** `RULES`, `config.RULES`. */
function isConstant(path: readonly string[]): boolean {
  return /^[A-Z][A-Z0-9_]{2,}$/.test(path.at(-1) ?? '');
}

/** `PROMPTS = {"system": "…"}`: the key says the role when the name does not. */
function promptRole(role: Role, key: string): Role {
  if (role !== 'unknown' || key === '') return role;
  return key.startsWith('system') ? 'system' : key.startsWith('user') ? 'user' : role;
}
