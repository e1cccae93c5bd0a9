// The closed periods, kept for all windows: restated for three days, then fixed for good.
import type * as vscode from 'vscode';
import { type BudgetHistory, closePeriod, historyFromJson, historyToJson } from '../../core/budget/history';
import type { Budget } from './budget';

const key = 'promptMeter.budget.history';

export class KeptHistory implements vscode.Disposable {
  private readonly listener: vscode.Disposable;

  constructor(
    private readonly budget: Budget,
    private readonly memory: vscode.Memento,
  ) {
    this.listener = budget.onDidChange(() => void this.close());
  }

  get periods(): BudgetHistory {
    return historyFromJson(this.memory.get(key));
  }

  dispose(): void {
    this.listener.dispose();
  }

  /** Notes the period before as it is known now. Credit of that period is not known any more when it is closed late: spend stands for it. */
  private async close(): Promise<void> {
    const { source } = this.budget;
    const state = this.budget.state();
    if (!state?.closed || source.state().demo) return;
    const { period, spent, isAtLeast } = state.closed;
    const before = this.periods;
    const after = closePeriod(before, period, { spent, charged: spent, isAtLeast }, source.now());
    if (JSON.stringify(historyToJson(after)) !== JSON.stringify(historyToJson(before)))
      await this.memory.update(key, historyToJson(after));
  }
}
