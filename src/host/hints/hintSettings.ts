// The settings of the hints, checked: a wrong value means the default and one problem that names the setting. No vscode at run time.
import type { Thresholds } from '../../core/hints/hintLevel';
import { type HintTemplate, placeholders, readTemplate } from '../../core/hints/hintTemplate';
import { type Usd, usd } from '../../core/money';

/** Where hints stand. */
export const hintStyles = ['both', 'lens', 'inline', 'hover', 'off'] as const;
export type HintStyle = (typeof hintStyles)[number];

/** One reading of the hint settings. */
export interface HintSettings {
  readonly style: HintStyle;
  /** False: nothing is analysed, nothing is shown. */
  readonly enabled: boolean;
  readonly inline: boolean;
  readonly codeLens: boolean;
  /** Undefined: the usual wording. */
  readonly template: HintTemplate | undefined;
  readonly lensTemplate: HintTemplate | undefined;
  readonly thresholds: Thresholds;
  readonly minimumTokens: number;
  readonly followCursor: boolean;
  readonly inDiffEditors: boolean;
  /** Whether calls say what has changed since the last commit. */
  readonly gitDiff: boolean;
  readonly mostInEditor: number;
  /** Undefined: nobody says how often. */
  readonly callsPerDay: number | undefined;
  /** Undefined: no limit is known. */
  readonly tokensPerMinute: number | undefined;
}

export interface HintSettingsReading {
  readonly settings: HintSettings;
  /** English, one sentence each, for the log. */
  readonly problems: readonly string[];
}

/** Reads one setting below `promptMeter`: its value, and whether the user or the workspace has set it. */
export type ReadSetting = (name: string) => { readonly value: unknown; readonly isSet: boolean };

/** Reads all of them. */
export function readHintSettings(read: ReadSetting): HintSettingsReading {
  const problems: string[] = [];
  const refuse = (name: string, wanted: string) =>
    problems.push(`Setting promptMeter.${name} must be ${wanted}; its default is used.`);
  const flag = (name: string, fallback: boolean) => {
    const { value } = read(name);
    if (typeof value === 'boolean') return value;
    if (value !== undefined) refuse(name, 'true or false');
    return fallback;
  };
  const amount = (name: string, fallback: number, most: number) => {
    const { value } = read(name);
    if (typeof value === 'number' && value >= 0 && value <= most) return value;
    if (value !== undefined) refuse(name, `a number from 0 to ${most}`);
    return fallback;
  };
  const template = (name: string) => {
    const { value } = read(name);
    if (value !== undefined && typeof value !== 'string') refuse(name, 'a text');
    const found = typeof value === 'string' ? readTemplate(value) : undefined;
    for (const unknown of found?.unknown ?? [])
      problems.push(
        `Setting promptMeter.${name} has the unknown placeholder ${unknown}; there are ${placeholders.map((each) => `{${each}}`).join(', ')}.`,
      );
    return found;
  };
  const style = styleOf(read, flag, () => refuse('hints.style', `one of ${hintStyles.join(', ')}`));
  const enabled = style !== 'off' && flag('hints.enabled', true);
  const settings: HintSettings = {
    style,
    enabled,
    inline: enabled && (style === 'both' || style === 'inline'),
    codeLens: enabled && (style === 'both' || style === 'lens'),
    template: template('hints.template'),
    lensTemplate: template('hints.lensTemplate'),
    thresholds: {
      warnTokens: above0(amount('hints.warnTokens', 0, 1e9)),
      overTokens: above0(amount('hints.overTokens', 0, 1e9)),
      warnUsd: dollars(amount('hints.warnUsd', 0, 1e6)),
      overUsd: dollars(amount('hints.overUsd', 0, 1e6)),
    },
    minimumTokens: amount('hints.minimumTokens', 0, 1e9),
    followCursor: flag('hints.followCursor', false),
    inDiffEditors: flag('hints.inDiffEditors', false),
    gitDiff: flag('hints.gitDiff', true),
    mostInEditor: amount('hints.mostInEditor', 200, 5_000),
    callsPerDay: above0(amount('callsPerDay', 0, 1e12)),
    tokensPerMinute: above0(amount('tokensPerMinute', 0, 1e12)),
  };
  return { settings, problems };
}

/** The two switches that were there before the style still count where it is not set. */
function styleOf(read: ReadSetting, flag: (name: string, fallback: boolean) => boolean, refuse: () => void): HintStyle {
  const { value, isSet } = read('hints.style');
  const style = hintStyles.find((each) => each === value);
  if (value !== undefined && style === undefined) refuse();
  if (isSet && style !== undefined) return style;
  const [inline, codeLens] = [flag('hints.inline', true), flag('hints.codeLens', true)];
  if (inline && codeLens) return style ?? 'both';
  return inline ? 'inline' : codeLens ? 'lens' : 'hover';
}

function above0(value: number): number | undefined {
  return value > 0 ? value : undefined;
}

function dollars(value: number): Usd | undefined {
  return value > 0 ? usd(value) : undefined;
}
