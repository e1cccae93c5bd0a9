// What a month of calls costs, as the lens and the hover say it: from the document or the setting, against the user's cap.
import * as vscode from 'vscode';
import type { RequestHint } from '../../core/costs/analyse';
import { type CapShare, capShare } from '../../core/costs/capShare';
import type { Usd } from '../../core/money';
import { inspectSettings } from '../inspectSettings';
import { readSpendSettings } from '../spend/spendSettings';
import type { Settings } from './settings';

/** Gives the share of one request, and tells when the shares of all may have changed. */
export class Month implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;
  private cap: Usd | undefined;
  readonly onDidChange = this.changed.event;

  constructor(private readonly settings: Settings) {
    this.cap = readCap();
    this.listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('promptMeter.cap')) return;
      this.cap = readCap();
      this.changed.fire();
    });
  }

  /** Undefined when nobody says how often it is called, or its cost is not known. */
  of({ rate, cost, samples }: RequestHint): CapShare | undefined {
    const { callsPerDay } = this.settings.current;
    const often = rate ?? (callsPerDay === undefined ? undefined : { count: callsPerDay, per: 'day' as const });
    const each = samples ? samples.most.cost : cost;
    return often && each !== undefined ? capShare(each, often, this.cap) : undefined;
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

function readCap(): Usd | undefined {
  return readSpendSettings(inspectSettings()).cap;
}
