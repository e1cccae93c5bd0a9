// `prompt-meter count --request`: the input tokens of one API call, from its JSON body.

import { type OutputRange, outputRange } from '../core/prices/outputRange';
import { createEngine } from '../core/session/engine';
import type { EncodingName, Exactness } from '../core/tokens/encoding';
import { countingFor } from '../core/tokens/models';
import { countRequest, requestModel } from '../core/tokens/requests/countRequest';
import { answersAsked } from '../core/tokens/requests/outputAsked';
import type { GradedTokens, RequestCount, RequestFormat } from '../core/tokens/requests/request';
import { english, translated } from '../core/words';
import { readAssetFrom } from './assets';
import { readText } from './countFile';
import { InputError } from './inputError';

/** What is printed as JSON; a part without error is exact, or its error is not known. */
export interface RequestReport extends Pick<RequestCount, 'tokens' | 'format' | 'model' | 'parts' | 'uncounted'> {
  readonly encoding: EncodingName;
  readonly exactness: Exactness;
  readonly grade: GradedTokens['grade'];
  readonly errorPercent: number | undefined;
  /** How many tokens may come back. */
  readonly output: OutputRange;
}

/** Counts the body in a file, or in standard input for `-`. Throws InputError, which names the field, when it cannot be counted. */
export async function countRequestFile(
  path: string,
  model: string | undefined,
  format: RequestFormat | undefined,
  assets: string,
): Promise<RequestReport> {
  const body = parsed(path, await readText(path));
  const report = (problem: string) => process.stderr.write(`prompt-meter: ${problem}\n`);
  const engine = createEngine({ readAsset: readAssetFrom(assets), utf8: new TextEncoder(), report });
  const named = requestModel(body, model);
  if (named !== undefined) await engine.loadCounts([named]);
  const counted = countRequest(body, model, engine.count, format);
  if ('problems' in counted) {
    throw new InputError(`${path}: ${counted.problems.map((problem) => translated(problem, english)).join(' ')}`);
  }
  const exactness = counted.uncounted.length > 0 ? 'atLeast' : counted.grade === 'exact' ? 'exact' : 'estimate';
  const asked = answersAsked(body);
  const schemaTokens = asked.shortest === undefined ? undefined : engine.count(asked.shortest, counted.model).tokens;
  const output = outputRange(
    { ...asked, schemaTokens },
    counted.tokens,
    engine.bundledPrice(counted.model, Date.now()),
  );
  return { ...counted, encoding: countingFor(counted.model).encoding, exactness, output };
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')); // a byte order mark, which some editors write
  } catch (error) {
    throw new InputError(`${path}: is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The report for people: a line for each part, then the total. */
export function requestLines(report: RequestReport): string {
  const lines = report.parts.map((part) => line(part, `${part.kind}${part.field === '' ? '' : `  ${part.field}`}`));
  const more = report.uncounted.map((field) => `${'+ ?'.padStart(width)}  ${field}\n`);
  return [...lines, ...more, line(report, `total for ${report.model}`), outputLine(report.output)].join('');
}

const width = 9;

function outputLine({ most, boundedBy, mayReason }: OutputRange): string {
  if (boundedBy !== 'request') return '';
  return `${`≤${most}`.padStart(width)}  output${mayReason ? ', reasoning included' : ''}\n`;
}

function line({ tokens, grade, errorPercent }: GradedTokens, what: string): string {
  const sign = grade === 'exact' ? '' : '≈';
  return `${`${sign}${tokens}`.padStart(width)}  ${what}${doubt(grade, errorPercent)}\n`;
}

function doubt(grade: GradedTokens['grade'], errorPercent: number | undefined): string {
  switch (grade) {
    case 'exact':
      return '';
    case 'framingEstimated':
      return '  (exact text, estimated framing)';
    case 'estimate':
      return errorPercent === undefined ? '  (estimate)' : `  (estimate ±${errorPercent} %)`;
  }
}
