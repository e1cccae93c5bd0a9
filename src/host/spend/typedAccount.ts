// Spend that the user typed into the settings, as one more account beside those that are asked.
import * as vscode from 'vscode';
import { monthOf } from '../../core/budget/period';
import { zeroUsd } from '../../core/money';
import type { SourceState } from '../../core/spend/spend';
import { commitRead, figuresOf } from '../../core/usage/ledger';
import { type ManualSpend, manualRead } from '../../core/usage/manual';

/** Undefined when nothing was typed in. `now` is epoch ms. */
export function typedAccount(entries: readonly ManualSpend[], now: number): SourceState | undefined {
  if (entries.length === 0) return undefined;
  const period = monthOf(now);
  const figures = figuresOf(commitRead(undefined, manualRead(entries, period, now), period, now));
  return {
    id: 'manual',
    sourceId: 'manual',
    name: vscode.l10n.t('Your own entries'),
    label: undefined,
    provider: 'manual',
    costKind: 'reported',
    reading: { kind: 'ok' },
    figures,
    total: figures.total,
    added: undefined,
    sessionSpend: zeroUsd,
    origin: '',
    nextPollAt: undefined,
  };
}

/** The accounts with the typed one; beside that, an account that nobody connected says nothing. */
export function withTyped(accounts: readonly SourceState[], typed: SourceState | undefined): readonly SourceState[] {
  return typed ? [...accounts.filter(({ reading }) => reading.kind !== 'noKey'), typed] : accounts;
}
