// Texts with holes, and what programs do to them before they send them: dedent, trim, join, template variables. Holes move with the text.
import type { Hole } from './prompt';

/** A text with holes, without a place. */
export interface Holed {
  readonly text: string;
  readonly holes: readonly Hole[];
}

/** The longest name of a hole; longer expressions are cut. */
export const HOLE_NAME_LIMIT = 60;

/** One line, at most HOLE_NAME_LIMIT characters. */
export function holeName(source: string): string {
  const name = source
    .slice(0, 4 * HOLE_NAME_LIMIT)
    .replace(/\s+/g, ' ')
    .trim();
  return name.length <= HOLE_NAME_LIMIT ? name : `${name.slice(0, HOLE_NAME_LIMIT - 1)}…`;
}

/** The texts one after the other, `separator` between them. */
export function joinTexts(parts: readonly Holed[], separator = ''): Holed {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return { text: only.text, holes: only.holes };
  const texts: string[] = [];
  const holes: Hole[] = [];
  let length = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) length += separator.length;
    for (const hole of part.holes) holes.push({ ...hole, at: length + hole.at });
    texts.push(part.text);
    length += part.text.length;
  }
  return { text: texts.join(separator), holes };
}

/** Takes pieces out. `cuts` are `[start, end)` pairs in ascending order that do not overlap; a hole inside moves to the cut's start. */
export function cut({ text, holes }: Holed, cuts: readonly (readonly [number, number])[]): Holed {
  if (cuts.length === 0) return { text, holes };
  const kept: string[] = [];
  const moved: Hole[] = [];
  let from = 0;
  let removed = 0;
  let hole = 0;
  for (const [start, end] of [...cuts, [text.length, text.length] as const]) {
    for (let next = holes[hole]; next !== undefined && next.at <= start; next = holes[++hole]) {
      moved.push({ ...next, at: Math.max(next.at, from) - removed });
    }
    kept.push(text.slice(from, start));
    from = end;
    removed += end - start;
  }
  const result = kept.join('');
  for (const rest of holes.slice(hole)) moved.push({ ...rest, at: result.length });
  return { text: result, holes: moved };
}

/** Removes white space at the ends, up to the first and last hole. */
export function trim(value: Holed, ends: 'both' | 'start' | 'end' = 'both'): Holed {
  const { text, holes } = value;
  const cuts: [number, number][] = [];
  const head = Math.min(text.length - text.trimStart().length, holes[0]?.at ?? text.length);
  if (ends !== 'end' && head > 0) cuts.push([0, head]);
  const tail = Math.max(text.trimEnd().length, holes.at(-1)?.at ?? 0, ends === 'end' ? 0 : head);
  if (ends !== 'start' && tail < text.length) cuts.push([tail, text.length]);
  return cut(value, cuts);
}

/** CRLF and CR become LF, as loaders that open files as text give them. */
export function lineFeeds(value: Holed): Holed {
  if (!value.text.includes('\r')) return value;
  const cuts = [...value.text.matchAll(/\r\n/g)].map(({ index }) => [index, index + 1] as const);
  const { text, holes } = cut(value, cuts);
  return { text: text.replaceAll('\r', '\n'), holes };
}

interface Line {
  readonly start: number;
  /** First character that is not a space or tab, or a hole. */
  readonly body: number;
  readonly end: number;
  readonly blank: boolean;
}

function lines({ text, holes }: Holed): Line[] {
  const result: Line[] = [];
  let hole = 0;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    for (let at = holes[hole]?.at; at !== undefined && at < start; at = holes[hole]?.at) hole++;
    const limit = Math.min(end, holes[hole]?.at ?? end);
    let body = start;
    while (body < limit && (text[body] === ' ' || text[body] === '\t')) body++;
    const holeHere = holes[hole] !== undefined && (holes[hole]?.at ?? 0) <= end;
    result.push({ start, body, end, blank: body === end && !holeHere });
    start = end + 1;
  }
  return result;
}

/**
 * Removes the indentation that all lines share, as `textwrap.dedent` does; blank lines lose theirs whole.
 * `skipFirst` leaves the first line out, because it starts behind the quote (`inspect.cleandoc`, template tags).
 */
export function dedent(value: Holed, skipFirst: boolean): Holed {
  const all = lines(value);
  const relevant = all.filter((line, index) => !line.blank && !(skipFirst && index === 0));
  let margin = Number.POSITIVE_INFINITY;
  for (const line of relevant) margin = Math.min(margin, line.body - line.start);
  const cuts: [number, number][] = [];
  for (const [index, line] of all.entries()) {
    const width = line.blank ? line.body - line.start : skipFirst && index === 0 ? 0 : margin;
    if (width > 0) cuts.push([line.start, line.start + width]);
  }
  return cut(value, cuts);
}

/** Removes all indentation of every line, as `stripIndents` tags do. */
export function stripIndents(value: Holed): Holed {
  const indented = lines(value).filter((line) => line.body > line.start);
  return cut(
    value,
    indented.map((line) => [line.start, line.body] as const),
  );
}

/** All lines as one: a line end, with the white space around it, becomes a blank. */
export function oneLine(value: Holed): Holed {
  const lines: Holed[] = [];
  let from = 0;
  for (const { index, 0: end } of [...value.text.matchAll(/\n\s*/g), { index: value.text.length, 0: '' }]) {
    const text = value.text.slice(from, index).trimEnd();
    const holes = value.holes.filter(({ at }) => at >= from && at <= index);
    lines.push({ text, holes: holes.map((hole) => ({ ...hole, at: Math.min(hole.at - from, text.length) })) });
    from = index + end.length;
  }
  return trim(joinTexts(lines, ' '));
}

/** Removes the first and the last line when they are blank (Kotlin's `trimIndent`, `trimMargin`). */
export function trimBlankEnds(value: Holed): Holed {
  const all = lines(value);
  const first = all[0];
  const last = all.at(-1);
  const cuts: [number, number][] = [];
  if (all.length > 1 && first?.blank === true) cuts.push([0, first.end + 1]);
  if (all.length > 2 && last?.blank === true) cuts.push([last.start - 1, last.end]);
  return cut(value, cuts);
}

/** Removes white space and a `|` at the start of each line that has one. */
export function trimMargin(value: Holed): Holed {
  const marked = lines(value).filter((line) => value.text[line.body] === '|');
  return cut(
    value,
    marked.map((line) => [line.start, line.body + 1] as const),
  );
}

/** How the variables of a template are written: `{x}` with doubled braces as one, `%s` or `%(x)s`, or `{{x}}`, `{{.x}}`, `{{$x}}`. */
export type TemplateSyntax = 'braces' | 'percent' | 'mustache';

const variables: Readonly<Record<TemplateSyntax, RegExp>> = {
  braces: /\{\{|\}\}|\{([^{}\n]{0,200})\}/g,
  mustache: /\{\{\s*[.$]?([^{}\n]{1,200}?)\s*\}\}/g,
  percent: /%%|%(?:\((\w{1,80})\)|<(\w{1,80})>)?(\d{1,2}\$)?[-+ #0]{0,5}\d{0,5}(?:\.\d{1,5})?[sdifrgxeacvqn]/g,
};

/**
 * Makes holes of the variables written in the text. Holes that are there already stay. `given`: the sources of what fills it in by its
 * place; a hole without a name of its own has that as its name. `named`: the same by name.
 */
export function fillTemplate(
  value: Holed,
  syntax: TemplateSyntax,
  given: readonly string[] = [],
  named?: ReadonlyMap<string, string>,
): Holed {
  const found: { at: number; length: number; literal: string; hole?: Hole }[] = [];
  let place = 0;
  for (const match of value.text.matchAll(variables[syntax])) {
    const [written, variable, angled, position] = match;
    const { index: at } = match;
    const { length } = written;
    if (written === '{{' || written === '}}' || written === '%%') {
      found.push({ at, length, literal: written.slice(1) });
      continue;
    }
    const stated = placeOf(position ?? variable ?? '');
    const isPlaced = stated !== undefined || (angled === undefined && isUnnamed(variable) && written !== '%n');
    const source = isPlaced
      ? given[stated === undefined ? place++ : stated - (syntax === 'percent' ? 1 : 0)]
      : undefined;
    const own = variable || angled || written;
    const from = named?.get(own);
    const hole = source
      ? { name: holeName(source), at, written }
      : { name: holeName(own), at, ...(from ? { from: holeName(from) } : {}) };
    found.push({ at, length, literal: '', hole });
  }
  if (found.length === 0) return value;
  const merged = [...value.holes, ...found.flatMap(({ hole }) => hole ?? [])].sort((a, b) => a.at - b.at);
  const cuts = found.map(({ at, length, literal }) => [at, at + length - literal.length] as const);
  return cut({ text: value.text, holes: merged }, cuts);
}

/** `2$`, `0`, `1:>4`: the place that a variable states. */
function placeOf(variable: string): number | undefined {
  const stated = /^(\d{1,2})(?=$|[$:!,])/.exec(variable)?.[1];
  return stated === undefined ? undefined : Number(stated);
}

/** `{}`, `{:?}`, `{!r}`, `%s` */
const isUnnamed = (name: string | undefined): boolean => name === undefined || /^\s*($|[:!])/.test(name);
