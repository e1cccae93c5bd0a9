// The arguments of `prompt-meter price`, checked one by one; what is wrong is named.
import type { Call } from '../../core/prices/callCost';
import { type ServiceTier, serviceTiers } from '../../core/prices/price';
import { UsageError } from './command';

/** The options with a value, as they were given. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The call that the arguments describe. Throws UsageError. */
export function callOf(given: Given): Call {
  const input = whole(given, 'input') ?? missing('input');
  const output = whole(given, 'output') ?? missing('output');
  const cached = whole(given, 'cached') ?? 0;
  const cacheWrite = whole(given, 'cache-write') ?? 0;
  const cacheWrite1h = whole(given, 'cache-write-1h') ?? 0;
  const audioInput = whole(given, 'audio-input') ?? 0;
  const imageInput = whole(given, 'image-input') ?? 0;
  const audioOutput = whole(given, 'audio-output') ?? 0;
  const imageOutput = whole(given, 'image-output') ?? 0;
  if (cached > input) throw new UsageError('--cached is more than --input, of which it is a part');
  if (cacheWrite > input) throw new UsageError('--cache-write is more than --input, of which it is a part');
  if (cached + cacheWrite > input) throw new UsageError('--cached and --cache-write together are more than --input');
  if (cacheWrite1h > cacheWrite) {
    throw new UsageError('--cache-write-1h is more than --cache-write, of which it is a part');
  }
  if (cached + cacheWrite + audioInput + imageInput > input) {
    throw new UsageError('--audio-input and --image-input are more than what --input leaves for them');
  }
  if (audioOutput + imageOutput > output) {
    throw new UsageError('--audio-output and --image-output are more than --output, of which they are parts');
  }
  const tokens = { input, output, cached, cacheWrite, cacheWrite1h, audioInput, imageInput, audioOutput, imageOutput };
  return { ...tokens, tier: tierOf(given.tier), regional: given.regional === true };
}

/** How many calls are billed; one if it is not said. Throws UsageError. */
export function callsOf(given: Given): number {
  return whole(given, 'calls', 'calls') ?? 1;
}

/** The moment of `--at`, epoch ms; undefined if it is not given. Throws UsageError. */
export function momentOf({ at }: Given): number | undefined {
  if (at === undefined) return undefined;
  const moment = isoMoment(String(at));
  if (moment === undefined)
    throw new UsageError(`--at is not an ISO date such as 2026-11-21 or 2026-11-21T09:30:00Z: "${at}"`);
  return moment;
}

function missing(name: string): never {
  throw new UsageError(`price needs --${name}`);
}

function whole(given: Given, name: string, unit = 'tokens'): number | undefined {
  const text = given[name];
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(String(text)) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new UsageError(`--${name} is not a whole number of ${unit}: "${text}"`);
  return number;
}

function tierOf(tier: Given[string]): ServiceTier | undefined {
  const known = serviceTiers.find((each) => each === tier);
  if (tier !== undefined && !known) throw new UsageError(`--tier is none of ${serviceTiers.join(', ')}: "${tier}"`);
  return known;
}

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** A date is its midnight, and a time without a zone is one in UTC. Undefined for a day that no calendar has. */
function isoMoment(text: string): number | undefined {
  const match = isoPattern.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  const offset = zone.toUpperCase() === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset.toUpperCase()}`);
  return real && Number.isFinite(moment) ? moment : undefined;
}
