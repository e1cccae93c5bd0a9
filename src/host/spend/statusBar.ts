// The status bar item: maps the words of the spend state onto the editor. One item for life.
import * as vscode from 'vscode';
import { withAmounts } from '../../core/amounts';
import type { TooltipLine } from '../../core/spend/spendTooltip';
import { type StatusWords, statusWords } from '../../core/spend/spendWords';
import { clockTime } from '../clockTime';
import { appendPlain } from '../plainMarkdown';
import { shownCurrencyNote } from '../shownAmounts';
import type { Budget } from './budget';
import type { Spend } from './spend';

const refreshMs = 60_000;

const backgrounds = {
  normal: undefined,
  warning: new vscode.ThemeColor('statusBarItem.warningBackground'),
  error: new vscode.ThemeColor('statusBarItem.errorBackground'),
} as const;

const commands = {
  openDashboard: 'promptMeter.openDashboard',
  setApiKey: 'promptMeter.setApiKey',
  explainKey: 'promptMeter.explainKey',
} as const;

/** Shows the item until the result is disposed. Ages are brought up to date once a minute. */
export function registerStatusBar(spend: Spend, budget?: Budget): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('promptMeter.spend', vscode.StatusBarAlignment.Right, 100);
  item.name = vscode.l10n.t('Prompt Meter: Spend');
  let shown = '';
  const show = () => {
    const words = statusWords(spend.state, {
      cap: spend.settings.cap,
      budget: budget?.state(),
      template: spend.settings.statusText,
      now: spend.now(),
      translate: vscode.l10n.t,
      currencyNote: shownCurrencyNote(),
      clockTime,
    });
    const shownWords = budget ? withAmounts(words, budget.amounts()) : words;
    const next = JSON.stringify(shownWords);
    if (next !== shown) map(shownWords, item);
    shown = next;
  };
  show();
  item.show();
  const timer = setInterval(show, refreshMs);
  return vscode.Disposable.from(
    item,
    (budget ?? spend).onDidChange(show),
    new vscode.Disposable(() => clearInterval(timer)),
  );
}

/** Assigns the tooltip only when its text is another: a new object makes an open hover flicker. */
function map(words: StatusWords, item: vscode.StatusBarItem): void {
  item.text = words.text;
  item.backgroundColor = backgrounds[words.level];
  item.command = commands[words.action];
  item.accessibilityInformation = { label: words.label, role: 'button' };
  const tooltip = markdownOf(words.tooltip);
  const before = item.tooltip;
  if (!(before instanceof vscode.MarkdownString) || before.value !== tooltip.value) item.tooltip = tooltip;
}

function markdownOf(lines: readonly TooltipLine[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.supportHtml = false;
  for (const { kind, text } of lines) {
    const [before, after] = frames[kind];
    markdown.appendMarkdown(before);
    appendPlain(markdown, text).appendMarkdown(after);
  }
  return markdown;
}

const frames = { title: ['**', '**\n\n'], line: ['\n', '\n\n'], item: ['- ', '\n'] } as const;
