// What the head of a prompt file states beside its model: limits, calls per day, and sample values for the holes of the template.
import { usd } from '../../money';
import { type Sentence, sentence } from '../../words';
import type { Rate, Stated } from '../directives';
import type { Problem } from '../prompt';
import {
  type HeadValue,
  isRecord,
  mergeValues,
  type SampleSet,
  type SampleValues,
  type Statements,
} from '../statements';

/** Reads a value of the head by its path of keys. */
export type ReadValue = (...path: string[]) => HeadValue | undefined;

/** Sample rows that are counted; further ones are left out. */
const ROWS_LIMIT = 50;

/**
 * `maxTokens`, `maxCostUsd` and `callsPerDay` stand at the top of the head or, where another tool owns those names, below `promptMeter`.
 * Sample values are read where the format has them: Prompty's `sample` and `inputs`, dotprompt's `input.default` and
 * `input.examples`, GitHub Models' `testData`.
 */
export function readStatements(read: ReadValue): Statements {
  const problems: Problem[] = [];
  const take = <Value>(key: string, check: (value: unknown) => Value | Sentence): Stated<Value> | undefined => {
    const found = read('promptMeter', key) ?? read(key);
    if (found === undefined || found.value === null) return undefined;
    const value = check(found.value);
    if (isSentence(value)) {
      problems.push({ span: found.span, sentence: value });
      return undefined;
    }
    return { value, span: found.span };
  };
  const maxTokens = take('maxTokens', readTokens);
  const maxCostUsd = take('maxCostUsd', readDollars);
  const rate = take('callsPerDay', readCalls);
  const samples = readSamples(read);
  return {
    ...(maxTokens && { maxTokens }),
    ...(maxCostUsd && { maxCostUsd }),
    ...(rate && { rate }),
    ...(samples && { samples }),
    problems,
  };
}

function isSentence(value: unknown): value is Sentence {
  return isRecord(value) && 'message' in value;
}

function readTokens(value: unknown): number | Sentence {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  return sentence('"maxTokens" must be a whole number above 0, not "{0}".', shown(value));
}

function readDollars(value: unknown): string | Sentence {
  const written = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const amount = usd(written);
  if (amount !== undefined && amount >= 0n) return written.trim();
  return sentence('"maxCostUsd" must be a number of dollars such as 0.01, not "{0}".', shown(value));
}

function readCalls(value: unknown): Rate | Sentence {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return { count: value, per: 'day' };
  return sentence('"callsPerDay" must be a number above 0, not "{0}".', shown(value));
}

/** A value in a message: short, on one line. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** Undefined when the head has no values for holes. */
function readSamples(read: ReadValue): SampleSet | undefined {
  const inputs = read('inputs')?.value ?? read('inputs', 'properties')?.value;
  const parts = [
    namedInputs(inputs, ['default']),
    recordOf(read('input', 'default')?.value),
    namedInputs(inputs, ['sample', 'example']),
    recordOf(read('sample')?.value),
  ];
  const defaults = mergeValues(parts);
  const rows = [...rowsOf(read('input', 'examples')?.value), ...rowsOf(read('testData')?.value)].slice(0, ROWS_LIMIT);
  return rows.length > 0 || Object.keys(defaults).length > 0 ? { defaults, rows } : undefined;
}

function recordOf(value: unknown): SampleValues {
  return isRecord(value) ? value : {};
}

function rowsOf(value: unknown): SampleValues[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Prompty's `inputs`: `{ topic: { sample: … } }`, or a list of entries with a `name`. */
function namedInputs(inputs: unknown, fields: readonly string[]): SampleValues {
  const entries: [string, unknown][] = Array.isArray(inputs)
    ? inputs.flatMap((each): [string, unknown][] => (isRecord(each) ? [[String(each.name), each]] : []))
    : Object.entries(recordOf(inputs));
  const found = entries.flatMap(([name, about]): [string, unknown][] => {
    const field = isRecord(about) ? fields.find((each) => Object.hasOwn(about, each)) : undefined;
    return isRecord(about) && field !== undefined ? [[name, about[field]]] : [];
  });
  return Object.fromEntries(found);
}
