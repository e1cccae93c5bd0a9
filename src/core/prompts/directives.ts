// Comments that talk to Prompt Meter: `prompt-meter: ignore-next-line`, `prompt-meter: prompt model=gpt-4o role=system`,
// `prompt-meter: 1000/day maxTokens=2000 maxCostUsd=0.01 topic="sea level"`. Here is what the words mean; which comments a document
// has, and what they stand at, is found elsewhere.
import type { Span } from '../text';
import { type Sentence, sentence } from '../words';
import type { Problem } from './problem';
import { type Role, roleWord } from './roles';

/** The words by which a comment addresses us. A document without them has no directives. */
export const DIRECTIVE = 'prompt-meter:';

/** Words read of one comment; further ones are named in a problem. */
const WORDS_LIMIT = 64;
/** UTF-16 units looked at of one comment. */
const LENGTH_LIMIT = 4_000;

/** What is left out: the line of the comment, the line after it, or the whole file. */
export type Ignored = 'line' | 'next-line' | 'file';

/** Something written in a directive, and where. */
export interface Stated<Value> {
  readonly value: Value;
  /** The word that says it, key and quotes included. */
  readonly span: Span;
}

export type RatePeriod = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month';

/** How often a request is sent: `1000/day`. */
export interface Rate {
  /** > 0, finite. */
  readonly count: number;
  readonly per: RatePeriod;
}

/** A value to put into the holes of this name when estimating. */
export interface Sample extends Stated<string> {
  readonly name: string;
}

/** Limits that a request shall keep. */
export interface DirectiveLimits {
  /** Whole tokens, > 0. */
  readonly maxTokens?: Stated<number>;
  /** A decimal number of dollars as it is written, >= 0: `0.01`. */
  readonly maxCostUsd?: Stated<string>;
}

/** One comment read. What it does not say is absent. */
export interface Directive {
  /** From `prompt-meter:` to the end of what it says. */
  readonly span: Span;
  readonly ignore: Ignored | undefined;
  /** True for `prompt`: the string it stands at is a prompt. */
  readonly force: boolean;
  /** As written; only together with `force` does it name the model of that string. */
  readonly model: Stated<string> | undefined;
  readonly role: Stated<Role> | undefined;
  readonly rate: Stated<Rate> | undefined;
  readonly limits: DirectiveLimits;
  readonly samples: readonly Sample[];
  /** Words that make no sense; each names its word. */
  readonly problems: readonly Problem[];
}

/** A directive and the part of the document that it speaks of: a line, the next statement, or the whole file. */
export interface PlacedDirective {
  readonly directive: Directive;
  readonly target: Span;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface Draft extends Writable<Omit<Directive, 'limits' | 'samples' | 'problems'>> {
  readonly limits: Writable<DirectiveLimits>;
  readonly samples: Sample[];
  readonly problems: Problem[];
}

const ignores: ReadonlyMap<string, Ignored> = new Map<string, Ignored>([
  ['ignore', 'line'],
  ['ignore-line', 'line'],
  ['ignore-next-line', 'next-line'],
  ['ignore-file', 'file'],
]);

/** How comments end that have an end of their own. */
const closers = ['*/', '-->', '#}', '--}}', '}}', '*)', '=#'];

const periods: readonly RatePeriod[] = ['second', 'minute', 'hour', 'day', 'week', 'month'];
const rate = /^(\d[\d_,]{0,20}(?:\.\d{1,6})?)([kKmM]?)\/([a-z]{1,10}?)s?$/i;
const setting = /^([A-Za-z_$][\w.$-]{0,79})=(.*)$/s;

/** White-space separated words; one may be quoted as a whole or behind its `=`. Linear. */
function wordsOf(text: string, from: number, to: number): Span[] {
  const found: Span[] = [];
  for (let at = from; at < to; ) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const start = at;
    while (at < to && !/\s/.test(text.charAt(at))) {
      const quote = text.charAt(at);
      const opens = (quote === '"' || quote === "'") && (at === start || text.charAt(at - 1) === '=');
      const close = opens ? text.indexOf(quote, at + 1) : -1;
      at = close !== -1 && close < to ? close + 1 : at + 1;
    }
    found.push({ start, end: at });
  }
  return found;
}

function unquoted(value: string): string {
  const quote = value.charAt(0);
  const quoted = (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote);
  return quoted ? value.slice(1, -1) : value;
}

/** Where the words end: at the end of the line, of the comment, or of the part that is looked at. */
function endOf(text: string, from: number): number {
  const newline = text.slice(from, from + LENGTH_LIMIT).search(/[\r\n]/);
  let end = newline === -1 ? Math.min(text.length, from + LENGTH_LIMIT) : from + newline;
  for (const closer of closers) {
    const at = text.slice(from, end).indexOf(closer);
    if (at !== -1) end = from + at;
  }
  while (end > from && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}

function readRate(word: string): Rate | undefined {
  const [, number = '', unit = '', period = ''] = rate.exec(word) ?? [];
  const per = periods.find((each) => each === period.toLowerCase());
  const times = unit === '' ? 1 : unit.toLowerCase() === 'k' ? 1_000 : 1_000_000;
  const count = Number(number.replace(/[_,]/g, '')) * times;
  return per !== undefined && Number.isFinite(count) && count > 0 ? { count, per } : undefined;
}

function assign(draft: Draft, name: string, value: string, span: Span): Sentence | undefined {
  switch (name) {
    case 'model':
      if (value === '') return sentence('"model=" names no model.');
      draft.model = { value, span };
      return undefined;
    case 'role': {
      const role = roleWord(value);
      if (role === undefined) return sentence('"{0}" is no role: use system, user, assistant or tool.', value);
      draft.role = { value: role, span };
      return undefined;
    }
    case 'maxTokens': {
      const tokens = /^\d[\d_]{0,14}$/.test(value) ? Number(value.replaceAll('_', '')) : 0;
      if (tokens <= 0) return sentence('"maxTokens" must be a whole number above 0, not "{0}".', value);
      draft.limits.maxTokens = { value: tokens, span };
      return undefined;
    }
    case 'maxCostUsd':
      if (!/^\d{1,12}(\.\d{1,12})?$/.test(value))
        return sentence('"maxCostUsd" must be a number of dollars such as 0.01, not "{0}".', value);
      draft.limits.maxCostUsd = { value, span };
      return undefined;
    default:
      draft.samples.push({ name, value, span });
      return undefined;
  }
}

/** Takes one word in; answers with what is wrong with it. */
function take(draft: Draft, word: string, span: Span): Sentence | undefined {
  const ignored = ignores.get(word.toLowerCase());
  if (ignored !== undefined) {
    draft.ignore = ignored;
    return undefined;
  }
  if (word.toLowerCase() === 'prompt') {
    draft.force = true;
    return undefined;
  }
  const [, name, value] = setting.exec(word) ?? [];
  if (name !== undefined && value !== undefined) return assign(draft, name, unquoted(value), span);
  const often = readRate(word);
  if (often === undefined) return sentence('Prompt Meter does not know "{0}" in a comment.', word.slice(0, 60));
  draft.rate = { value: often, span };
  return undefined;
}

/**
 * Reads the first directive of a comment; undefined when it holds none. `offset` is where `comment` begins in its document: spans are
 * those of the document. Words behind `--` are a reason and mean nothing. Linear; looks at one line of at most 4,000 UTF-16 units.
 */
export function parseDirective(comment: string, offset = 0): Directive | undefined {
  const start = comment.indexOf(DIRECTIVE);
  if (start === -1) return undefined;
  const from = start + DIRECTIVE.length;
  const end = endOf(comment, from);
  const draft: Draft = {
    span: { start: offset + start, end: offset + end },
    ignore: undefined,
    force: false,
    model: undefined,
    role: undefined,
    rate: undefined,
    limits: {},
    samples: [],
    problems: [],
  };
  const words = wordsOf(comment, from, end);
  for (const [index, word] of words.entries()) {
    const written = comment.slice(word.start, word.end);
    if (written === '--') break;
    const span = { start: offset + word.start, end: offset + word.end };
    const wrong =
      index < WORDS_LIMIT
        ? take(draft, written, span)
        : sentence('A comment for Prompt Meter has at most {0} words.', WORDS_LIMIT);
    if (wrong !== undefined) draft.problems.push({ span, sentence: wrong });
    if (index >= WORDS_LIMIT) break;
  }
  if (words.length === 0) {
    const nothing = sentence('A comment for Prompt Meter says nothing: write "ignore", "prompt" or a limit behind it.');
    draft.problems.push({ span: draft.span, sentence: nothing });
  }
  return draft;
}
