// The settings of the hints, read in one place and checked: a wrong type means the default and one warning.
import * as vscode from 'vscode';
import { type RawDetection, readUserSay, type UserSay } from '../core/prompts/userSay';
import type { WorkerSettings } from '../core/protocol';

/** One reading of the hint settings. */
export interface HintSettings {
  readonly enabled: boolean;
  readonly inline: boolean;
  readonly codeLens: boolean;
  readonly defaultModel: string;
  /** The raw `promptMeter.prices` value of the user, which the worker checks. */
  readonly prices: unknown;
  /** The raw `promptMeter.tokenizers` value of the user. */
  readonly tokenizers: unknown;
  /** The raw settings of detection, which the worker checks as well. */
  readonly detection: RawDetection;
  /** The same, checked. */
  readonly say: UserSay;
}

/** Owns the current settings; changes apply at once. */
export class Settings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<HintSettings>();
  private readonly warned = new Set<string>();
  private readonly listener: vscode.Disposable;
  readonly onDidChange = this.changed.event;
  current: HintSettings;

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
    const { defaultModel, prices, tokenizers, detection } = this.current;
    return { defaultModel, prices, tokenizers, detection };
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private read(): HintSettings {
    const config = vscode.workspace.getConfiguration('promptMeter');
    const detection = rawDetection(config);
    return {
      detection,
      say: readUserSay(detection).say,
      enabled: this.value(config, 'hints.enabled', true),
      inline: this.value(config, 'hints.inline', true),
      codeLens: this.value(config, 'hints.codeLens', true),
      defaultModel: this.value(config, 'defaultModel', 'gpt-5-mini').trim() || 'gpt-5-mini',
      prices: config.inspect('prices')?.globalValue,
      tokenizers: config.inspect('tokenizers')?.globalValue,
    };
  }

  private value<T extends boolean | string>(config: vscode.WorkspaceConfiguration, name: string, fallback: T): T {
    const value = config.get<unknown>(name);
    if (typeof value === typeof fallback) return value as T;
    if (!this.warned.has(name)) {
      this.warned.add(name);
      this.log.warn(`Setting promptMeter.${name} must be a ${typeof fallback}; its default is used.`);
    }
    return fallback;
  }
}

function rawDetection(config: vscode.WorkspaceConfiguration): RawDetection {
  const { level, names, callees, include, exclude, minTokens } = config.get<RawDetection>('detection') ?? {};
  return { level, names, callees, include, exclude, minTokens, modelAliases: config.get<unknown>('modelAliases') };
}
