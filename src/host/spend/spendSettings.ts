// Settings of the spend line, as the user set them: a workspace can change none of them. Wrong values give the default and a problem
// that names the setting. No vscode at run time: the caller hands in `inspect`.
import { type Usd, usd } from '../../core/money';
import { readStatusTemplate, type StatusTemplate, statusPlaceholders } from '../../core/spend/statusTemplate';
import { type ProjectMap, readProjectMap } from '../../core/spend/workspaceShare';
import { type ManualSpend, readManualSpend } from '../../core/usage/manual';
import { isLoopbackOrigin, originOf } from '../address';
import type { InspectSetting } from '../inspectSettings';

export interface SpendSettings {
  /** Undefined: no cap (the setting is 0). */
  readonly cap: Usd | undefined;
  readonly intervalMs: number;
  /** Where the provider is asked; undefined when the address cannot be used, and then nothing is asked. */
  readonly openaiOrigin: string | undefined;
  /** The demo server; undefined: no demo. */
  readonly demoOrigin: string | undefined;
  /** The user's own wording of the status bar; undefined: the usual one. */
  readonly statusText: StatusTemplate | undefined;
  /** Which projects at the provider belong to which folders. */
  readonly projects: ProjectMap;
  /** What the user entered himself. */
  readonly manual: readonly ManualSpend[];
  /** English, one sentence each, for the log. */
  readonly problems: readonly string[];
}

const defaultCapUsd = 120;
const defaultMinutes = 5;
const defaultOpenaiUrl = 'https://api.openai.com';
const mostMinutes = 1440;

/** Reads user values only. */
export function readSpendSettings(inspect: InspectSetting): SpendSettings {
  const problems: string[] = [];
  const read = <Value>(name: string, fallback: Value, accept: (value: unknown) => value is Value): Value => {
    const { globalValue, defaultValue } = inspect(name);
    const value = globalValue ?? defaultValue ?? fallback;
    if (accept(value)) return value;
    problems.push(
      `The setting promptMeter.${name} has a value that cannot be used; ${JSON.stringify(fallback)} is taken instead.`,
    );
    return fallback;
  };
  const capUsd = read('cap.usd', defaultCapUsd, isCap);
  const minutes = read('usage.pollMinutes', defaultMinutes, isMinutes);
  const openaiUrl = read('usage.openaiUrl', defaultOpenaiUrl, isText);
  const demoUrl = read('demo.url', '', isText);
  const projects = readProjectMap(inspect('projects').globalValue);
  problems.push(...projects.problems.map((problem) => `The setting promptMeter.projects ${problem}.`));
  const statusText = readStatusTemplate(read('statusBar.text', '', isText));
  for (const unknown of statusText?.unknown ?? [])
    problems.push(
      `The setting promptMeter.statusBar.text has the unknown placeholder ${unknown}; there are ${statusPlaceholders.map((name) => `{${name}}`).join(', ')}.`,
    );
  const typed = readManualSpend(inspect('manualSpend').globalValue);
  problems.push(
    ...typed.problems.map(({ index, problem }) => `The setting promptMeter.manualSpend[${index}] ${problem}.`),
  );
  return {
    cap: capUsd === 0 ? undefined : usd(capUsd),
    intervalMs: Math.max(1, minutes) * 60_000,
    openaiOrigin: originFrom(openaiUrl.trim() === '' ? defaultOpenaiUrl : openaiUrl, problems),
    demoOrigin: demoFrom(demoUrl.trim(), problems),
    statusText,
    projects: projects.map,
    manual: typed.entries,
    problems,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2000;
}

function isCap(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && (value === 0 || (usd(value) ?? 0n) > 0n);
}

function isMinutes(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= mostMinutes;
}

const addressProblems = {
  notAnAddress: 'is not an address',
  notHttps: 'must begin with https:// (http:// only for this machine)',
  extras: 'must be an origin alone: no user name, path, query or fragment',
  forbiddenHost: 'names a host that keys are not sent to',
} as const;

function originFrom(address: string, problems: string[]): string | undefined {
  const result = originOf(address);
  if ('origin' in result) return result.origin;
  problems.push(`The setting promptMeter.usage.openaiUrl ${addressProblems[result.problem]}; nothing is read.`);
  return undefined;
}

function demoFrom(address: string, problems: string[]): string | undefined {
  if (address === '') return undefined;
  const result = originOf(address);
  if ('origin' in result && isLoopbackOrigin(result.origin) && result.origin.startsWith('http://'))
    return result.origin;
  problems.push(
    'The setting promptMeter.demo.url must be http:// at this machine, such as http://127.0.0.1:4010; the demo is off.',
  );
  return undefined;
}
