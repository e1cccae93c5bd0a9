// The hints at the ends of lines: one for each line, whatever stands in it, and no more than an editor can carry.
import type { PromptHint } from '../costs/analyse';
import type { Translate } from '../words';
import { type HintLevel, levelMarks, levelOf, louder, type Thresholds } from './hintLevel';
import { costOf, modelLabel, promptLabel, roleName, tokensOf } from './hints';
import { fillHintTemplate, type HintTemplate, shortened, type TemplateValues } from './hintTemplate';

/** A prompt and the line that carries its hint. */
export interface PlacedHint {
  readonly hint: PromptHint;
  /** 0-based. */
  readonly line: number;
  /** True when a limit on it is broken. */
  readonly broken: boolean;
}

/** One text at the end of one line. */
export interface LineHint {
  readonly line: number;
  readonly text: string;
  readonly level: HintLevel;
  readonly lastGood: boolean;
}

export interface LineHintSettings {
  readonly template: HintTemplate | undefined;
  readonly thresholds: Thresholds;
  /** Prompts with fewer tokens have no hint; broken limits always show. */
  readonly minimumTokens: number;
  /** At most so many lines. */
  readonly most: number;
  /** The line in the middle of what is seen: the nearest lines are kept. 0-based. */
  readonly middle: number;
  /** Only the hint of the prompt that holds one of these lines; undefined: all. */
  readonly onlyAt: ((hint: PromptHint) => boolean) | undefined;
}

/** Hints of one line are joined; sorted by line. */
export function lineHints(placed: readonly PlacedHint[], settings: LineHintSettings, t: Translate): LineHint[] {
  const byLine = new Map<number, PlacedHint[]>();
  for (const each of placed) {
    if (!isShown(each, settings)) continue;
    byLine.set(each.line, [...(byLine.get(each.line) ?? []), each]);
  }
  let lines = [...byLine.keys()];
  if (lines.length > settings.most) {
    lines.sort((a, b) => Math.abs(a - settings.middle) - Math.abs(b - settings.middle));
    lines = lines.slice(0, settings.most);
  }
  return lines.sort((a, b) => a - b).map((line) => lineHint(line, byLine.get(line) ?? [], settings, t));
}

function isShown({ hint, broken }: PlacedHint, { minimumTokens, onlyAt }: LineHintSettings): boolean {
  if (onlyAt && !onlyAt(hint)) return false;
  return broken || (hint.samples?.most.tokens ?? hint.count.tokens) >= minimumTokens;
}

function lineHint(line: number, all: readonly PlacedHint[], settings: LineHintSettings, t: Translate): LineHint {
  const level = all
    .map(({ hint, broken }) => (broken ? 'over' : levelOf(hint, settings.thresholds)))
    .reduce<HintLevel>(louder, 'usual');
  const texts = all.map(({ hint }) => textOf(hint, settings.template, t)).filter((text) => text !== '');
  const text = shortened(`${levelMarks[level]}${texts.join('  |  ')}`);
  return { line, text, level, lastGood: all.every(({ hint }) => hint.lastGood) };
}

function textOf(hint: PromptHint, template: HintTemplate | undefined, t: Translate): string {
  return template ? fillHintTemplate(template, promptValues(hint, t)) : promptLabel(hint, t);
}

function promptValues(hint: PromptHint, t: Translate): TemplateValues {
  return {
    tokens: tokensOf(hint),
    cost: costOf(hint, t),
    model: modelLabel(hint.model, t),
    role: roleName(hint.role, t),
    holes: hint.holes.length > 0 ? [...new Set(hint.holes)].join(', ') : undefined,
    share: undefined,
    month: undefined,
    output: undefined,
  };
}
