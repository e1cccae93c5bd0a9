// `prompt-meter spend`: what was spent, by a provider's API or by the logs of a tool on this machine.
import { usageSources } from '../../core/usage/list';
import { logTools } from '../../core/usage/logs/logTools';
import { prometheusWith } from '../../core/usage/prometheus';
import type { SpendGroup } from '../../core/usage/source';
import { httpSpend } from '../spend/httpSpend';
import { logSpend } from '../spend/logSpend';
import { manualSpend, readQueriesFile } from '../spend/spendFiles';
import { keyVariableNames, readAddress, readKey, readPeriod } from '../spend/spendInput';
import type { SpendOutcome, SpendReport } from '../spend/spendOutcome';
import { type Command, printJson, readArguments, UsageError } from './command';

const options = {
  json: { type: 'boolean' },
  source: { type: 'string' },
  'base-url': { type: 'string' },
  root: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  group: { type: 'string' },
  cache: { type: 'string' },
  entries: { type: 'string' },
  queries: { type: 'string' },
  limits: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

const groups: readonly SpendGroup[] = ['model', 'project', 'key', 'day'];
const names = [...[...usageSources, ...logTools].map(({ id }) => id), 'manual'];

export const spendCommand: Command = {
  name: 'spend',
  usage: `  prompt-meter spend [--json] --source NAME [--base-url URL] [--root DIR] [--from ISO] [--to ISO] [--group NAME]
      What was spent, by UTC day: as the provider reports it, or as the logs of a tool on this machine tell.
      --source NAME    one of ${names.join(', ')}
      --base-url URL   where a provider is asked; http:// only for this machine
      --root DIR       where the logs of ${logTools.map(({ id }) => id).join(' or ')} are; may be given several times
      --from, --to     day or time, UTC, the end left out; this month until now if absent
      --group NAME     keeps apart by ${groups.join(', ')}; by day alone if absent
      --limits         also reads the limits the provider holds
      --cache FILE     remembers what was read of logs, so that the next run reads only what is new
      --queries FILE   your own metrics and labels for prometheus, as JSON: {"spend": "team_spend_total", "modelLabel": "model"}
      --entries FILE   what manual tells of, as JSON: [{"name": "Plan", "usd": 20, "day": "2026-11-01", "monthly": true}]
      Keys come from the environment: ${keyVariableNames()}.
      Exit code 0: everything was read. 3: some rows or days are not known. 4: refused, cut or unreadable. "complete" is false with 3 and 4.
`,
  async run(args) {
    const { values, positionals } = readArguments(args, options);
    if (positionals.length > 0) throw new UsageError(`spend takes no file: "${positionals[0]}"`);
    const outcome = await spend(values);
    if (values.json === true) printJson(outcome.report);
    else process.stdout.write(lines(outcome.report));
    if (outcome.problem !== undefined) process.stderr.write(`prompt-meter: ${outcome.problem}\n`);
    return outcome.exitCode;
  },
};

async function spend({ source: name, from, to, group = 'day', ...values }: Values): Promise<SpendOutcome> {
  if (name === undefined) throw new UsageError('spend needs --source');
  if (!isGroup(group)) throw new UsageError(`unknown group "${group}"`);
  const now = Date.now();
  if (values.queries !== undefined && name !== 'prometheus') throw new UsageError('--queries is for prometheus');
  if (values.entries !== undefined && name !== 'manual') throw new UsageError('--entries is for manual');
  if (name === 'manual') {
    const { entries, queries, json, ...rest } = values;
    const other = Object.keys(rest)[0];
    if (other !== undefined) throw new UsageError(`--${other} is not for manual`);
    if (entries === undefined) throw new UsageError('manual needs --entries');
    return manualSpend(entries, readPeriod(from, to, now, true), group, now);
  }
  const tool = logTools.find(({ id }) => id === name);
  if (tool) {
    if (values['base-url'] !== undefined)
      throw new UsageError(`--base-url is not for ${name}: its logs are on this machine`);
    if (values.limits === true) throw new UsageError(`${name} has no limits to read`);
    return logSpend({
      tool,
      roots: values.root,
      period: readPeriod(from, to, now, false),
      group,
      now,
      cache: values.cache,
    });
  }
  const source =
    values.queries === undefined
      ? usageSources.find(({ id }) => id === name)
      : prometheusWith(await readQueriesFile(values.queries));
  if (!source) throw new UsageError(`unknown source "${name}"; known are ${names.join(', ')}`);
  if (values.root !== undefined || values.cache !== undefined)
    throw new UsageError(`--root and --cache are for logs, not for ${name}`);
  const period = readPeriod(from, to, now, source.wholeDays === true);
  const address = readAddress(values['base-url'], source);
  const key = readKey(source, address, process.env);
  return httpSpend({ source, address, key, period, group, now, withLimits: values.limits === true });
}

function isGroup(name: string): name is SpendGroup {
  return groups.some((each) => each === name);
}

/** A line a bucket for people: day, name, cost, tokens in and out, requests. Unknown is a question mark. */
function lines({ buckets, totals, complete }: SpendReport): string {
  const row = (title: string, { costUsd, atLeastUsd, costKind, input, output, requests }: SpendReport['totals']) => {
    const cost =
      costUsd === null
        ? atLeastUsd === undefined
          ? '?'
          : `≥$${atLeastUsd}`
        : `${costKind === 'computed' ? '≈' : ''}$${costUsd}`;
    return `${title}  ${cost}  in ${input ?? '?'}  out ${output ?? '?'}  requests ${requests ?? '?'}\n`;
  };
  const text = buckets.map(({ date, start, model, project, key, ...figures }) =>
    row(
      [date ?? start, model ?? project ?? key].filter((part) => part !== undefined && part !== null).join('  '),
      figures,
    ),
  );
  return `${text.join('')}${row('total', totals)}${complete ? '' : 'Not complete.\n'}`;
}
