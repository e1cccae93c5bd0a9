// What `prompt-meter spend` is asked: the period, the address, the key. Everything is checked before anything is sent.
import { dayMs, monthOf, type Period } from '../../core/budget/period';
import type { UsageSource } from '../../core/usage/source';
import { type Address, addressOf, isLoopbackOrigin } from '../../host/address';
import { UsageError } from '../commands/command';
import { InputError } from '../inputError';

const problems = {
  notAnAddress: 'is not an address',
  notHttps: 'must begin with https:// (http:// only for this machine)',
  extras: 'must have no user name, query or fragment',
  forbiddenHost: 'names a host that keys are not sent to',
} as const;

/** The address of `--base-url`, or the source's own. Throws UsageError. */
export function readAddress(typed: string | undefined, source: UsageSource): Address {
  if (typed === undefined) return { origin: source.defaultOrigin, basePath: '' };
  const address = addressOf(typed, source.pastedPath);
  if ('problem' in address) throw new UsageError(`--base-url ${problems[address.problem]}`);
  return address;
}

/** `--from` and `--to`: half-open, this UTC month until now when absent. Throws UsageError. */
export function readPeriod(from: string | undefined, to: string | undefined, now: number, wholeDays: boolean): Period {
  const start = from === undefined ? undefined : readTime('--from', from);
  const end = to === undefined ? undefined : readTime('--to', to);
  const period = { start: start ?? monthOf(end === undefined ? now : end - 1).start, end: end ?? now + 1 };
  if (period.start >= period.end) throw new UsageError('--from must be before --to and not in the future');
  if (period.start > now) throw new UsageError('--from is in the future');
  if (period.end - period.start > mostMs) throw new UsageError('a period of more than five years is too long');
  const isWithinDay = period.start % dayMs !== 0 || (end !== undefined && end <= now && end % dayMs !== 0);
  if (wholeDays && isWithinDay) {
    throw new UsageError('this source tells of whole UTC days: --from and --to must be at 00:00Z');
  }
  return period;
}

const mostMs = 5 * 366 * dayMs;
const timePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/i;

/** A day, or a time; without a zone it is UTC. */
function readTime(option: string, text: string): number {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] =
    timePattern.exec(text.trim()) ?? [];
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = Number.NaN, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  const utc = Date.UTC(y, mo - 1, d, h, mi, s, Number(fraction.padEnd(3, '0')));
  const isReal =
    new Date(Date.UTC(y, mo - 1, d)).getUTCDate() === d && mo >= 1 && mo <= 12 && h < 24 && mi < 60 && s < 60;
  if (Number.isNaN(utc) || !isReal || y < 2000 || y > 2200)
    throw new UsageError(`${option} is not a day or time such as 2026-11-01 or 2026-11-01T00:00:00Z`);
  return utc - zoneMs(zone);
}

function zoneMs(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  const ms = (Number(match[2]) * 60 + Number(match[3])) * 60_000;
  return match[1] === '-' ? -ms : ms;
}

/**
 * Where the key of a source is looked for, first found first taken. The command line is the only part that reads the environment.
 * Source: OPENAI_ADMIN_KEY, OpenAI's API reference of organization admin keys; ANTHROPIC_ADMIN_API_KEY,
 * platform.claude.com/docs/en/api/admin/cost_report/retrieve; OPENROUTER_API_KEY, npm @openrouter/sdk 1.3.19; LITELLM_API_KEY,
 * LITELLM_PROXY_API_KEY and LITELLM_MASTER_KEY, docs.litellm.ai; read 2026-11-21. The others are common names for the same.
 */
const keyVariables: Readonly<Record<string, readonly string[]>> = {
  openai: ['OPENAI_ADMIN_KEY', 'OPENAI_ADMIN_API_KEY'],
  anthropic: ['ANTHROPIC_ADMIN_KEY', 'ANTHROPIC_ADMIN_API_KEY'],
  openrouter: ['OPENROUTER_MANAGEMENT_KEY', 'OPENROUTER_PROVISIONING_KEY', 'OPENROUTER_API_KEY'],
  litellm: ['LITELLM_API_KEY', 'LITELLM_PROXY_API_KEY', 'LITELLM_MASTER_KEY'],
  prometheus: ['PROMETHEUS_TOKEN'],
};

/** The names for `--help`. */
export function keyVariableNames(): string {
  return Object.entries(keyVariables)
    .map(([source, names]) => `${source} ${names.join(' or ')}`)
    .join('; ');
}

/** The key; undefined where the source needs none and none is set. Throws InputError that names the variable, never its value. */
export function readKey(source: UsageSource, address: Address, environment: NodeJS.ProcessEnv): string | undefined {
  const names = keyVariables[source.id] ?? [];
  const name = names.find((each) => (environment[each] ?? '').trim() !== '');
  if (name === undefined) {
    if (source.keyless) return undefined;
    throw new InputError(`${names.join(' or ')} is not set: ${source.name} needs a key to tell what was spent`);
  }
  const key = (environment[name] ?? '').trim();
  if (key.length > 8000 || !/^[\x21-\x7e]+$/.test(key))
    throw new InputError(`${name} does not hold a key: it has spaces or is not plain text`);
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0' && !isLoopbackOrigin(address.origin)) {
    throw new InputError('NODE_TLS_REJECT_UNAUTHORIZED is 0: a key is not sent over connections that are not checked');
  }
  return key;
}
