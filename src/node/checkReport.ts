// The report of a check for people, and as annotations of a GitHub workflow.
import type { CheckedLimit, CheckReport } from './check';

/** One line for each limit, broken ones last where they are seen, and a total. */
export function checkReport({ checks, totals }: CheckReport): string {
  const order = ['kept', 'unknown', 'broken'];
  const sorted = [...checks].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return `${[...sorted.map(line), summary(totals)].join('\n')}\n`;
}

function line(each: CheckedLimit): string {
  return `${each.path}:${each.startLine}:${each.startColumn}  ${words[each.status]}  ${told(each)}`;
}

const words: Readonly<Record<CheckedLimit['status'], string>> = {
  broken: 'BROKEN',
  kept: 'kept',
  unknown: 'cannot be checked',
};

/** `>= 2312 tokens, limit 2000 (maxTokens, prompt-meter.json limits[0])`. */
function told(each: CheckedLimit): string {
  return `${figure(each)}, limit ${amount(each, each.allowed)} (${each.limit}, ${setBy(each)})`;
}

function figure(each: CheckedLimit): string {
  if (each.actual === null) return each.model === null ? 'no model could be read' : `no price for ${each.model}`;
  const sign = each.exactness === 'atLeast' ? '>= ' : each.exactness === 'estimate' ? '~ ' : '';
  return `${sign}${amount(each, each.actual)}${each.withSamples ? ' with samples' : ''}`;
}

function amount({ limit }: CheckedLimit, value: number | string): string {
  return limit === 'maxTokens' ? `${value} tokens` : `$${value}`;
}

function setBy({ setBy }: CheckedLimit): string {
  if (setBy.kind === 'project') return `${setBy.path} limits[${setBy.rule}]`;
  return `${setBy.kind === 'head' ? 'front matter' : 'comment'}, line ${setBy.line}`;
}

function summary({ files, checks, broken, kept, unknown }: CheckReport['totals']): string {
  if (checks === 0) return `no limit applies to the prompts of ${plural(files, 'file')}`;
  const parts = [`${broken} broken`, `${kept} kept`, ...(unknown > 0 ? [`${unknown} cannot be checked`] : [])];
  return `${plural(checks, 'limit')} on prompts in ${plural(files, 'file')}: ${parts.join(', ')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * Workflow commands: an error for each broken limit, a warning for what cannot be checked.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands (read 2026-11-21) and the escapes of
 * https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (read 2026-11-21).
 */
export function githubAnnotations({ checks, problems, warnings }: CheckReport): string {
  const ofChecks = checks.flatMap((each) => {
    if (each.status === 'kept') return [];
    const broken = each.status === 'broken';
    const title = broken ? `Prompt limit ${each.limit} broken` : `Prompt limit ${each.limit} cannot be checked`;
    const place = {
      file: each.path.replace(/^(\.\/)+/, ''),
      line: String(each.startLine),
      ...(each.endLine === each.startLine
        ? { endLine: String(each.endLine), col: String(each.startColumn), endColumn: String(each.endColumn) }
        : { endLine: String(each.endLine), col: String(each.startColumn) }),
      title,
    };
    return [command(broken ? 'error' : 'warning', place, told(each))];
  });
  const others = [
    ...problems.map((problem) => command('error', { title: 'Prompt Meter' }, problem)),
    ...warnings.map((warning) => command('warning', { title: 'Prompt Meter' }, warning)),
  ];
  return [...ofChecks, ...others].map((each) => `${each}\n`).join('');
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
