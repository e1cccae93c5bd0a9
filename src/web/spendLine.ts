// The spend line in the browser's host, which reads demo data only.
import type * as vscode from 'vscode';
import type { ClaimStore } from '../core/budget/alertClaims';
import type { Claim } from '../core/budget/alerts';
import type { AskPrices } from '../host/spend/priceTable';
import { type SpendLine, startSpendLine } from '../host/spend/spendLine';
import { openSpendStore } from './openSpendStore';

export function startSpend(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  askPrices: AskPrices,
): SpendLine {
  return startSpendLine(context, log, { isBrowser: true, openStore: openSpendStore, openClaims }, askPrices);
}

const sets = new Map<string, Map<string, Claim>>();

/** A browser's window speaks for itself alone: it reads demo data only, which is never alerted on. */
function openClaims(name: string): ClaimStore {
  const claims = sets.get(name) ?? new Map<string, Claim>();
  sets.set(name, claims);
  return {
    list: async () => [...claims.values()],
    create: async (claim) => {
      if (claims.has(claim)) return false;
      claims.set(claim, { name: claim, at: Date.now() });
      return true;
    },
  };
}
