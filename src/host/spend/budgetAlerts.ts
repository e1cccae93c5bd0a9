// Says when the budget crosses a threshold, when its forecast goes over the cap, and when credit is about to lapse: one window for all,
// once for each period. What was said is kept in a set that all windows share.
import * as vscode from 'vscode';
import { type ClaimStore, claimSetName, sayAlert } from '../../core/budget/alertClaims';
import { type AlertInput, type AlertMessage, alertInputOf, firstReadSummary, muteMark } from '../../core/budget/alerts';
import { alertWords } from '../../core/budget/alertWords';
import { creditSetName, expiryWords, sayExpiry } from '../../core/budget/creditWarnings';
import { isStale } from '../../core/spend/spend';
import type { Budget } from './budget';

/** Opens the shared set of a name; undefined where nothing can be shared, and then nothing is said. */
export type OpenClaims = (name: string) => ClaimStore;

const wasReadKey = 'promptMeter.budget.wasRead';
const setName = 'month';

export class BudgetAlerts implements vscode.Disposable {
  private readonly listener: vscode.Disposable;
  private busy = false;
  private again = false;
  /** What the first read after the installation found crossed; said on the page, by no message. */
  firstRead: AlertMessage | undefined;

  constructor(
    private readonly budget: Budget,
    private readonly memory: vscode.Memento,
    private readonly openClaims: OpenClaims,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listener = budget.onDidChange(() => void this.look());
  }

  dispose(): void {
    this.listener.dispose();
  }

  /** One look at a time; changes that come meanwhile are looked at afterwards. */
  private async look(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    try {
      await this.sayWhatIsNew();
    } catch (error) {
      this.log.warn(`Budget alerts: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.busy = false;
    }
    if (!this.again) return;
    this.again = false;
    await this.look();
  }

  private async sayWhatIsNew(): Promise<void> {
    const input = this.input();
    const state = this.budget.state();
    if (!input || !state) return;
    if (input.isFirstRead) this.firstRead = firstReadSummary(input);
    const claims = this.openClaims(claimSetName(setName, input.periodStart));
    await sayAlert(input, claims, async (message) => this.show(message, claims));
    if (input.isFirstRead) await this.memory.update(wasReadKey, true);
    for (const credit of state.credits) {
      const name = creditSetName(credit);
      if (name === undefined || input.isFirstRead) continue;
      await sayExpiry(credit, input.now, this.openClaims(name), async (message) => {
        const words = expiryWords(message, vscode.l10n.t, moment);
        void this.ask(words, 'info', undefined);
      });
    }
  }

  /** Undefined when there is nothing to say anything about: no figures, demo data, old figures, a read that failed. */
  private input(): AlertInput | undefined {
    const { source, settings } = this.budget;
    const spend = source.state();
    const now = source.now();
    const state = this.budget.state();
    if (!spend.figures || !state || spend.demo || spend.reading.kind !== 'ok' || isStale(spend, now)) return undefined;
    const facts = {
      thresholds: settings.thresholds,
      now,
      asOf: spend.figures.asOf,
      demo: spend.demo,
      isFirstRead: this.memory.get(wasReadKey) !== true,
    };
    const input = alertInputOf(state, facts);
    return settings.watchesForecast ? input : { ...input, forecast: { kind: 'none', reason: 'tooEarly' } };
  }

  /** Resolves once the message is on its way to the screen, not when it is answered. */
  private show(message: AlertMessage, claims: ClaimStore): void {
    const isOver = message.kind === 'threshold' && message.threshold >= 100;
    void this.ask(alertWords(message, vscode.l10n.t, moment), isOver ? 'warning' : 'info', claims);
  }

  private async ask(words: string, tone: 'info' | 'warning', claims: ClaimStore | undefined): Promise<void> {
    const { t } = vscode.l10n;
    const [open, change, mute] = [t('Open Dashboard'), t('Change Cap'), t('Mute This Period')];
    const show = tone === 'warning' ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    const answer = await show(this.budget.amounts()(words), open, change, ...(claims ? [mute] : []));
    if (answer === open) await vscode.commands.executeCommand('promptMeter.openDashboard');
    if (answer === change) await vscode.commands.executeCommand('workbench.action.openSettings', 'promptMeter.cap');
    if (answer === mute) await claims?.create(muteMark);
  }
}

function moment(instant: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
}
