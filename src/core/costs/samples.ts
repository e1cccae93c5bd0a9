// Values for the holes of a template: the text as it may be sent, and what it then costs, from the least to the most.
import type { Usd } from '../money';
import type { Prompt } from '../prompts/prompt';
import { isRecord, mergeValues, type SampleSet, type SampleValues } from '../prompts/statements';

/** Tokens and cost of one possible call. */
export interface SampledCost {
  readonly tokens: number;
  /** Undefined when the model has no known price. */
  readonly cost: Usd | undefined;
}

/** What sample values make of a template: the cheapest row and the dearest, which are the same for one row. */
export interface SampledFigure {
  readonly least: SampledCost;
  readonly most: SampledCost;
  /** How many rows of values were counted, > 0. */
  readonly rows: number;
}

/**
 * The rows to estimate with: those of the file beside the prompt, else those of its head, else one row of defaults alone.
 * Empty when nobody gives any value.
 */
export function sampleRows(head: SampleSet | undefined, beside: SampleSet | undefined): SampleValues[] {
  const sets = [beside, head].flatMap((set) => set ?? []);
  if (sets.length === 0) return [];
  const defaults = mergeValues(sets.toReversed().map((set) => set.defaults));
  const rows = sets.find((set) => set.rows.length > 0)?.rows ?? [{}];
  return rows.map((row) => ({ ...defaults, ...row }));
}

/** The text with a value in every hole; undefined when one has none. */
export function fillHoles({ text, holes }: Prompt, values: SampleValues): string | undefined {
  const pieces: string[] = [];
  let from = 0;
  for (const { name, at } of holes) {
    const value = valueFor(name, values);
    if (value === undefined) return undefined;
    pieces.push(text.slice(from, at), value);
    from = at;
  }
  return `${pieces.join('')}${text.slice(from)}`;
}

/** By the whole name, else along its dots. Filters behind a bar are left out: they change little. */
function valueFor(hole: string, values: SampleValues): string | undefined {
  const name = (hole.split('|')[0] ?? '').trim();
  const whole = asText(fieldOf(values, name));
  if (whole !== undefined || !name.includes('.')) return whole;
  let at: unknown = values;
  for (const part of name.split('.')) at = fieldOf(at, part);
  return asText(at);
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The least and the most of the rows; undefined for none. */
export function sampledFigure(rows: readonly SampledCost[]): SampledFigure | undefined {
  const [first, ...others] = rows;
  if (first === undefined) return undefined;
  let [least, most] = [first, first];
  for (const row of others) {
    if (row.tokens < least.tokens) least = row;
    if (row.tokens > most.tokens) most = row;
  }
  return { least, most, rows: rows.length };
}
