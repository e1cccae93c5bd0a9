// The spend line of the host: what was spent, in the status bar and on the dashboard. A bundle of its own, loaded once the editor's
// hints stand, so that these wait for nothing of it.
import * as vscode from 'vscode';
import { tokensPerMinuteOf } from '../../core/budget/rateLimits';
import { type Outlook, outlookOf } from '../../core/costs/capShare';
import type { SpendState } from '../../core/spend/spend';
import { Budget } from './budget';
import { BudgetAlerts, type OpenClaims } from './budgetAlerts';
import { KeptHistory } from './budgetHistory';
import { registerDashboard } from './dashboard';
import type { LocalSpend } from './localLogs';
import { type AskPrices, PriceTable } from './priceTable';
import { Spend } from './spend';
import { registerSpendCommands } from './spendCommands';
import { registerSpendFiles } from './spendFiles';
import type { SpendStore } from './spendStore';
import { registerStatusBar } from './statusBar';

/** What differs between the desktop and the browser. */
export interface SpendPlatform {
  /** True where there is no Node: an admin key does not belong there, and the provider does not answer browsers. */
  readonly isBrowser: boolean;
  /** What the windows of this machine share about spend. */
  readonly openStore: (warn: (text: string) => void) => SpendStore;
  /** Absent where nothing of the machine can be read. */
  readonly local?: LocalSpend;
  /** The sets in which windows agree who speaks. */
  readonly openClaims: OpenClaims;
}

/** Settings that say what models cost. */
const pricedBy = ['promptMeter.prices', 'promptMeter.modelAliases', 'promptMeter.costModels'];

/** What the rest of the extension may ask. */
export interface SpendLine extends vscode.Disposable {
  readonly state: () => SpendState;
  /** What the running period costs by its forecast; undefined without a cap or a forecast. */
  readonly outlook: () => Outlook | undefined;
  /** The limit for a model: the user's own for it, else `usual`, else what the provider holds; undefined when none is known. */
  readonly tokensPerMinute: (model: string, usual: number | undefined) => number | undefined;
}

export function startSpendLine(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  platform: SpendPlatform,
  askPrices: AskPrices,
): SpendLine {
  const spend = new Spend(context, log, platform.isBrowser, platform.openStore, platform.local);
  const budget = new Budget(
    {
      state: () => spend.state,
      cap: () => spend.settings.cap,
      folders: () => spend.settings.projects,
      now: () => spend.now(),
      earlierDays: () => spend.earlierDays(),
      onDidChange: spend.onDidChange,
    },
    log,
  );
  const history = new KeptHistory(budget, context.globalState);
  const alerts = new BudgetAlerts(budget, context.globalState, platform.openClaims, log);
  const pricesChanged = new vscode.EventEmitter<void>();
  const prices = new PriceTable(askPrices, () => pricesChanged.fire());
  const parts = vscode.Disposable.from(
    spend,
    budget,
    history,
    alerts,
    pricesChanged,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (pricedBy.some((name) => event.affectsConfiguration(name))) prices.clear();
    }),
    registerSpendCommands(spend),
    registerSpendFiles(budget),
    registerStatusBar(spend, budget),
    registerDashboard({
      extensionUri: context.extensionUri,
      budget,
      history: () => history.periods,
      firstRead: () => alerts.firstRead,
      prices,
      onDidChange: [budget.onDidChange, pricesChanged.event],
    }),
  );
  return {
    state: () => spend.state,
    outlook: () => outlookOf(budget.state()),
    tokensPerMinute: (model, usual) => {
      const held = (spend.state.sources ?? []).flatMap(({ details }) => details?.limits?.rateLimits ?? []);
      return tokensPerMinuteOf(model, budget.settings.rateLimits, []) ?? usual ?? tokensPerMinuteOf(model, [], held);
    },
    dispose: () => parts.dispose(),
  };
}
