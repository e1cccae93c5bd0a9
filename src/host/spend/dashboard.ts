// The dashboard panel: one page for the whole window, shown on command and restored after a reload. Spend and cap in, words out
// to the page; from the page only wishes of a closed set come back, and each one runs a fixed command.
import * as vscode from 'vscode';
import { withAmounts } from '../../core/amounts';
import type { AlertMessage } from '../../core/budget/alerts';
import type { BudgetHistory } from '../../core/budget/history';
import { dashboardState } from '../../core/dashboard/dashboard';
import {
  type DashboardAction,
  type PlanWish,
  readPageMessage,
  type StateMessage,
} from '../../core/dashboard/dashboardProtocol';
import { knownLocale, type LocalMoment } from '../../core/dashboard/formats';
import { sameValue } from '../../core/sameValue';
import { modelsToCompare } from '../comparedModels';
import { shownCurrencyNote } from '../shownAmounts';
import type { Budget } from './budget';
import { dashboardHtml, makeNonce } from './dashboardHtml';
import type { PriceTable } from './priceTable';

/** What the dashboard shows, and where its files are. */
export interface DashboardInputs {
  readonly extensionUri: vscode.Uri;
  readonly budget: Budget;
  readonly history: () => BudgetHistory;
  readonly firstRead: () => AlertMessage | undefined;
  readonly prices: PriceTable;
  /** Fire when anything shown has changed. */
  readonly onDidChange: readonly vscode.Event<void>[];
}

const viewType = 'promptMeter.dashboard';
const refreshAgesMs = 60_000;

/** The fixed commands behind the page's buttons. */
const commands: Readonly<Record<DashboardAction, readonly [command: string, ...args: string[]]>> = {
  refreshSpend: ['promptMeter.refreshSpend'],
  setApiKey: ['promptMeter.setApiKey'],
  showLog: ['promptMeter.showLog'],
  changeCap: ['workbench.action.openSettings', 'promptMeter.cap.usd'],
  changePeriod: ['workbench.action.openSettings', 'promptMeter.cap'],
  changeAlerts: ['workbench.action.openSettings', 'promptMeter.alerts'],
  changeCredits: ['workbench.action.openSettings', 'promptMeter.credits'],
  changeSubscriptions: ['workbench.action.openSettings', 'promptMeter.subscriptions'],
  changeAllocations: ['workbench.action.openSettings', 'promptMeter.allocations'],
  changeRateLimits: ['workbench.action.openSettings', 'promptMeter.rateLimits'],
  changeScenarios: ['workbench.action.openSettings', 'promptMeter.scenarios'],
  exportSpend: ['promptMeter.exportSpend'],
  copySummary: ['promptMeter.copySummary'],
  toggleAmounts: ['promptMeter.toggleAmounts'],
};

/** Registers the command that opens the panel and the restoring of a panel after a reload. */
export function registerDashboard(inputs: DashboardInputs): vscode.Disposable {
  let open: vscode.WebviewPanel | undefined;
  const adopt = (panel: vscode.WebviewPanel) => {
    open?.dispose();
    open = panel;
    const parts = fillPanel(panel, inputs);
    panel.onDidDispose(() => {
      parts.dispose();
      if (open === panel) open = undefined;
    });
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('promptMeter.openDashboard', () => {
      if (open) open.reveal();
      else adopt(vscode.window.createWebviewPanel(viewType, title(), vscode.ViewColumn.Active, options(inputs)));
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(panel) {
        panel.webview.options = options(inputs);
        adopt(panel);
      },
    }),
    { dispose: () => open?.dispose() },
  );
}

function title(): string {
  return vscode.l10n.t('Prompt Meter');
}

/** Scripts, and files of the two folders the page is made of; no command links, no forms. */
function options({ extensionUri }: DashboardInputs): vscode.WebviewOptions {
  const folders = ['media', 'dist'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
  return { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: folders };
}

/** Fills a panel and keeps it up to date until the result is disposed. */
function fillPanel(panel: vscode.WebviewPanel, inputs: DashboardInputs): vscode.Disposable {
  const { webview } = panel;
  const media = (file: string) => vscode.Uri.joinPath(inputs.extensionUri, 'media', file);
  panel.iconPath = { light: media('dashboard-light.svg'), dark: media('dashboard-dark.svg') };
  let plan: PlanWish | undefined;
  let { scenarios } = inputs.budget.settings;
  const post = () => {
    if (!panel.visible) return;
    // the page's choice is a place in the list
    if (!sameValue(scenarios, inputs.budget.settings.scenarios)) plan = undefined;
    ({ scenarios } = inputs.budget.settings);
    void webview.postMessage(stateMessage(inputs, plan));
    void inputs.prices.want(plannedModels(inputs));
  };
  const listeners = [
    webview.onDidReceiveMessage((message: unknown) => {
      const wish = readPageMessage(message);
      if (wish?.type === 'run') return void runAction(wish.action);
      if (wish?.type === 'plan') plan = wish.plan;
      if (wish) post();
    }),
    ...inputs.onDidChange.map((event) => event(post)),
    whileVisible(panel, post),
  ];
  webview.html = dashboardHtml({
    script: String(webview.asWebviewUri(vscode.Uri.joinPath(inputs.extensionUri, 'dist', 'webview.js'))),
    style: String(webview.asWebviewUri(media('dashboard.css'))),
    cspSource: webview.cspSource,
    nonce: makeNonce(),
    language: vscode.env.language,
    title: title(),
  });
  return vscode.Disposable.from(...listeners);
}

/** Calls `act` when the panel is shown and once a minute while it stays so: the ages on it move. No timer while it is hidden. */
function whileVisible(panel: vscode.WebviewPanel, act: () => void): vscode.Disposable {
  let timer: number | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const follow = () => {
    if (!panel.visible) return stop();
    timer ??= setInterval(act, refreshAgesMs);
    act();
  };
  follow();
  return vscode.Disposable.from(panel.onDidChangeViewState(follow), { dispose: stop });
}

function stateMessage(
  { budget, history, firstRead, prices }: DashboardInputs,
  wish: PlanWish | undefined,
): StateMessage {
  const { language } = vscode.env;
  const { source, settings } = budget;
  const spend = source.state();
  const extras = {
    settings,
    budget: budget.state(),
    history: history(),
    firstRead: firstRead(),
    priceOf: prices.lookup,
    planModels: plannedModels({ budget }),
    wish,
    currencyNote: shownCurrencyNote(),
  };
  const now = source.now();
  const state = dashboardState(spend, source.cap(), now, vscode.l10n.t, language, localMoment(language), extras);
  return { type: 'state', state: withAmounts(state, budget.amounts()) };
}

const mostPlanned = 12;

/** The models of the month, dearest first, and the usual ones to compare with. */
function plannedModels({ budget }: Pick<DashboardInputs, 'budget'>): readonly string[] {
  const used = (budget.source.state().figures?.models ?? []).map(({ model }) => model);
  return [...new Set([...used.slice(0, mostPlanned), ...modelsToCompare])];
}

/** Writes a moment in the zone of this machine; nothing where that is UTC. */
function localMoment(language: string): LocalMoment {
  const format = new Intl.DateTimeFormat(knownLocale(language), {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return (instant) => (new Date(instant).getTimezoneOffset() === 0 ? undefined : format.format(instant));
}

async function runAction(action: DashboardAction): Promise<void> {
  const [command, ...args] = commands[action];
  try {
    await vscode.commands.executeCommand(command, ...args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('Prompt Meter could not run {0}: {1}', command, reason));
  }
}
