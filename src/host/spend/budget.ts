// The budget of the host: settings and figures as one state, which status bar, tooltip, page, alerts and export all show.
import * as vscode from 'vscode';
import type { ShowAmounts } from '../../core/amounts';
import { type BudgetSettings, budgetOf, readBudgetSettings } from '../../core/budget/budgetSettings';
import type { BudgetState } from '../../core/budget/budgetState';
import type { Usd } from '../../core/money';
import type { DaySpend, SpendState } from '../../core/spend/spend';
import { spendByOf } from '../../core/spend/spenders';
import type { ProjectMap } from '../../core/spend/workspaceShare';
import { inspectSettings } from '../inspectSettings';
import { withShownAmounts } from '../shownAmounts';

/** Where the budget's figures come from. */
export interface BudgetSource {
  readonly state: () => SpendState;
  readonly cap: () => Usd | undefined;
  readonly now: () => number;
  /** Folders and the projects that the user gave to them. */
  readonly folders: () => ProjectMap;
  /** Known days before those of the figures. */
  readonly earlierDays: () => readonly DaySpend[];
  /** Fires when figures or settings of the spend line have changed. */
  readonly onDidChange: vscode.Event<unknown>;
}

export class Budget implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly listeners: vscode.Disposable;
  private known: BudgetSettings;
  private warned = '';

  constructor(
    readonly source: BudgetSource,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.known = this.read();
    this.listeners = vscode.Disposable.from(
      source.onDidChange(() => this.refresh()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('promptMeter')) this.refresh();
      }),
    );
  }

  get settings(): BudgetSettings {
    return this.known;
  }

  /** Undefined without figures. */
  state(): BudgetState | undefined {
    const spend = this.source.state();
    const figures = spend.figures && { ...spend.figures, spendBy: spendByOf(spend, this.source.folders()) };
    return budgetOf(this.known, figures, this.source.now(), this.source.earlierDays());
  }

  /** How amounts are shown now. */
  amounts(): ShowAmounts {
    return withShownAmounts;
  }

  dispose(): void {
    this.listeners.dispose();
    this.changed.dispose();
  }

  private refresh(): void {
    this.known = this.read();
    this.changed.fire();
  }

  private read(): BudgetSettings {
    const inspect = inspectSettings();
    const own = (name: string): unknown => {
      const { globalValue, defaultValue } = inspect(name);
      return globalValue ?? defaultValue;
    };
    const settings = readBudgetSettings({
      cap: this.source.cap(),
      resetDay: own('cap.resetDay'),
      zone: own('cap.zone'),
      thresholds: own('alerts.thresholds'),
      watchesForecast: own('alerts.forecast'),
      credits: own('credits'),
      subscriptions: own('subscriptions'),
      allocations: own('allocations'),
      rateLimits: own('rateLimits'),
      scenarios: own('scenarios'),
    });
    const problems = settings.problems.map(({ field, message }) => `promptMeter.${field} ${message}`).join('; ');
    if (problems !== '' && problems !== this.warned) this.log.warn(`In the settings: ${problems}.`);
    this.warned = problems;
    return settings;
  }
}
