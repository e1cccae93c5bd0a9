// The settings of the hints as they are now; changes apply at once.
import * as vscode from 'vscode';
import { readCurrency } from '../../core/prices/currency';
import { type RawDetection, readUserSay, type UserSay } from '../../core/prompts/userSay';
import type { WorkerSettings } from '../../core/session/protocol';
import { inspectSettings, isSet } from '../inspectSettings';
import { type HintSettings, readHintSettings } from './hintSettings';

/** All settings that the estimate line reads. */
export interface EstimateSettings extends HintSettings {
  readonly defaultModel: string;
  /** The raw `promptMeter.prices` value of the user, which the worker checks, as it does the aliases. */
  readonly prices: unknown;
  /** The raw `promptMeter.tokenizers` value of the user. */
  readonly tokenizers: unknown;
  /** The raw settings of detection, which the worker checks as well. */
  readonly detection: RawDetection;
  /** The same, checked. */
  readonly say: UserSay;
  readonly costModels: unknown;
}

const usualModel = 'gpt-5-mini';

/** Owns the current settings. */
export class Settings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<EstimateSettings>();
  private readonly warned = new Set<string>();
  private readonly listener: vscode.Disposable;
  readonly onDidChange = this.changed.event;
  current: EstimateSettings;

  constructor(private readonly log: vscode.LogOutputChannel) {
    this.current = this.read();
    this.listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('promptMeter')) return;
      this.current = this.read();
      this.changed.fire(this.current);
    });
  }

  /** What the worker needs of them: plain data. */
  get forWorker(): WorkerSettings {
    const { defaultModel, prices, tokenizers, detection, costModels } = this.current;
    return { defaultModel, prices, tokenizers, detection, costModels };
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private read(): EstimateSettings {
    const config = vscode.workspace.getConfiguration('promptMeter');
    const inspect = inspectSettings();
    const detection = rawDetection(config, inspect('modelAliases').globalValue);
    const { settings, problems } = readHintSettings((name) => ({
      value: config.get<unknown>(name),
      isSet: isSet(inspect(name)),
    }));
    for (const problem of problems) this.warnOnce(problem);
    const currency = readCurrency(inspect('currency').globalValue);
    if (currency && 'problem' in currency)
      this.warnOnce(`Setting promptMeter.currency ${currency.problem}; amounts are shown in dollars.`);
    const model = config.get<unknown>('defaultModel');
    if (typeof model !== 'string')
      this.warnOnce('Setting promptMeter.defaultModel must be a text; its default is used.');
    return {
      ...settings,
      detection,
      say: readUserSay(detection).say,
      defaultModel: (typeof model === 'string' ? model.trim() : '') || usualModel,
      prices: inspect('prices').globalValue,
      tokenizers: inspect('tokenizers').globalValue,
      costModels: inspect('costModels').globalValue,
    };
  }

  private warnOnce(problem: string): void {
    if (this.warned.has(problem)) return;
    this.warned.add(problem);
    this.log.warn(problem);
  }
}

/** VS Code hands out lists and objects as proxies, which cannot be sent to the worker: a copy as plain data can. */
function rawDetection(config: vscode.WorkspaceConfiguration, modelAliases: unknown): RawDetection {
  const { level, names, callees, include, exclude, minTokens } = config.get<RawDetection>('detection') ?? {};
  return JSON.parse(JSON.stringify({ level, names, callees, include, exclude, minTokens, modelAliases }));
}
