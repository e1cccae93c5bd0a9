// What the accounts of this window say together: the state that every spend surface shows.
import * as vscode from 'vscode';
import { utcDay } from '../../core/budget/period';
import { joinSessions, notYetBilled } from '../../core/spend/joinSession';
import { joinSpend } from '../../core/spend/joinSpend';
import type { SourceState, SpendState } from '../../core/spend/spend';
import { type NamedFolder, workspaceShare } from '../../core/spend/workspaceShare';
import type { Account } from './account';
import type { SpendSettings } from './spendSettings';
import { withTyped } from './typedAccount';

/** `foundLogs`: the names of tools whose logs lie here and were not announced yet; `typed`: what the user entered himself. */
export function joinedState(
  accounts: readonly Account[],
  { demoOrigin, intervalMs, projects }: SpendSettings,
  sessionStart: number,
  foundLogs: readonly string[],
  typed: SourceState | undefined,
): SpendState {
  const joined = joinSpend(
    withTyped(
      accounts.map(({ state }) => state),
      demoOrigin === undefined ? typed : undefined,
    ),
  );
  const session = joinSessions(accounts.map((account) => ({ ...account.state, session: account.sessionSoFar })));
  const skew = accounts.map(({ skewMs }) => skewMs).find((each) => each !== 0);
  const open = notYetBilled(joined.sources, utcDay(Date.now() + (skew ?? 0)));
  const workspace = workspaceShare(workspaceFolders(), projects, joined.figures);
  return {
    reading: joined.reading,
    figures: joined.figures,
    demo: demoOrigin !== undefined,
    origin: originText(joined.sources),
    nextPollAt: joined.nextPollAt,
    intervalMs,
    sessionStart,
    sessionSpend: session.spend,
    sources: joined.sources,
    ...(session.estimated ? { sessionEstimated: true as const } : {}),
    ...(workspace ? { workspace } : {}),
    ...(open === undefined ? {} : { notYetBilled: open }),
    ...(skew === undefined ? {} : { clockSkewMs: skew }),
    ...(foundLogs.length === 0 || demoOrigin !== undefined ? {} : { foundLogs }),
  };
}

/** Whom the figures are from: the address of the only account, the names of several or of logs. */
function originText(sources: readonly SourceState[]): string {
  const [only] = sources;
  if (sources.length === 1 && only && only.origin !== '') return only.origin;
  return [...new Set(sources.map(({ name }) => name))].join(', ');
}

function workspaceFolders(): readonly NamedFolder[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.map(({ name, uri }) => ({ name, paths: [uri.path, uri.fsPath] }));
}
