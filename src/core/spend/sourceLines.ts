// What the tooltip says of each connected account, of money that is not billed yet, and of a clock that is wrong.

import { formatSpend, subtractUsd, zeroUsd } from '../money';
import type { Translate } from '../words';
import { accountName } from './keyWords';
import type { ReadingState, SourceState, SpendState } from './spend';
import { atLeast, type WordsSetting } from './spendPhrases';

/** A paragraph of the tooltip. */
export interface SourceLine {
  readonly kind: 'line' | 'item';
  readonly text: string;
}

/** A line for each account where there are several, and what else is to be said beside the sum. */
export function sourceLines(state: SpendState, setting: WordsSetting): readonly SourceLine[] {
  const { sources = [] } = state;
  const { translate } = setting;
  const items = sources.length < 2 ? [] : sources.map((source) => item(sourceText(source, setting)));
  return [
    ...items,
    ...[
      workspaceText(state, translate),
      billedText(state, translate),
      skewText(state, translate),
      logsText(state, translate),
    ].flatMap(asLine),
  ];
}

function item(text: string): SourceLine {
  return { kind: 'item', text };
}

function asLine(text: string | undefined): readonly SourceLine[] {
  return text === undefined ? [] : [{ kind: 'line', text }];
}

/** `OpenAI (team B): $43.20 as of 14:05, next read at 14:10`. */
function sourceText(source: SourceState, { translate, clockTime }: WordsSetting): string {
  const { figures, costKind, nextPollAt, reading } = source;
  const marked = figures && (costKind === 'computed' ? { ...figures, estimated: true as const } : figures);
  const parts = [
    marked && translate('{0} as of {1}', atLeast(marked, formatSpend(marked.total)), clockTime(marked.asOf)),
    placeText(source, translate),
    troubleText(reading, translate),
    nextPollAt === undefined ? undefined : translate('next read at {0}', clockTime(nextPollAt)),
  ];
  return translate('{0}: {1}', accountName(source), parts.filter((part) => part !== undefined).join(', '));
}

/** Why its money is not, or not wholly, in the sum. */
function placeText({ beside, added, total }: SourceState, translate: Translate): string | undefined {
  if (total === undefined || added === undefined || added === total) return undefined;
  if (beside) return translate('beside the total');
  return added === zeroUsd
    ? translate('not added: it is on the bill above')
    : translate('{0} of it not added: it is on the bill above', formatSpend(subtractUsd(total, added)));
}

function troubleText({ kind }: ReadingState, translate: Translate): string | undefined {
  switch (kind) {
    case 'keyRefused':
      return translate('key refused');
    case 'keyLost':
      return translate('key lost');
    case 'rateLimited':
      return translate('asked to wait');
    case 'offline':
      return translate('offline');
    case 'unreadable':
      return translate('reply unreadable');
    case 'reading':
      return translate('reading spend…');
    default:
      return undefined;
  }
}

function workspaceText({ workspace, figures }: SpendState, translate: Translate): string | undefined {
  if (!workspace || !figures) return undefined;
  const projects = workspace.projects.join(', ');
  return workspace.cost === undefined
    ? translate('This workspace ({0}): not known, since the figures do not tell projects apart.', projects)
    : translate('This workspace ({0}): {1} of it.', projects, atLeast(figures, formatSpend(workspace.cost)));
}

function billedText({ notYetBilled, figures }: SpendState, translate: Translate): string | undefined {
  if (notYetBilled === undefined || !figures) return undefined;
  return translate(
    'Billed so far: {0}. Today in local logs and not billed yet: ≈{1} at list prices.',
    formatSpend(figures.total),
    formatSpend(notYetBilled),
  );
}

function skewText({ clockSkewMs }: SpendState, translate: Translate): string | undefined {
  if (clockSkewMs === undefined) return undefined;
  const minutes = Math.round(Math.abs(clockSkewMs) / 60_000);
  const size = minutes < 120 ? translate('{0} min', minutes) : translate('{0} h', Math.round(minutes / 60));
  return clockSkewMs > 0
    ? translate("This machine's clock is {0} behind the provider's, whose month counts.", size)
    : translate("This machine's clock is {0} ahead of the provider's, whose month counts.", size);
}

function logsText({ foundLogs }: SpendState, translate: Translate): string | undefined {
  if (foundLogs === undefined || foundLogs.length === 0) return undefined;
  return translate(
    'Logs of {0} were found on this machine. The command Connect a Usage Source can read them; nothing was read so far.',
    foundLogs.join(', '),
  );
}
