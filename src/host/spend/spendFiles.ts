// The commands that take figures out of the editor or hide them: export, copy a summary, hide or show amounts.
import * as vscode from 'vscode';
import { budgetGlance } from '../../core/budget/budgetGlance';
import { exportCsv, exportJson, summaryText } from '../../core/budget/spendExport';
import { hidesAmounts } from '../shownAmounts';
import type { Budget } from './budget';

export function registerSpendFiles(budget: Budget): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('promptMeter.exportSpend', () => exportSpend(budget)),
    vscode.commands.registerCommand('promptMeter.copySummary', () => copySummary(budget)),
    vscode.commands.registerCommand('promptMeter.toggleAmounts', toggleAmounts),
  );
}

async function exportSpend(budget: Budget): Promise<void> {
  const { t } = vscode.l10n;
  const spend = budget.source.state();
  const state = budget.state();
  if (!spend.figures || !state) return say(t('There are no figures to export yet.'));
  const name = `prompt-meter-${new Date(spend.figures.periodStart).toISOString().slice(0, 7)}.csv`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    filters: { CSV: ['csv'], JSON: ['json'] },
    title: t('Export Spend'),
  });
  if (!target) return;
  const glance = budgetGlance(state, spend.figures);
  const isJson = target.path.toLowerCase().endsWith('.json');
  const text = isJson ? exportJson(spend.figures, spend.origin, glance) : exportCsv(spend.figures);
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(t('The file could not be written: {0}', reason));
  }
}

async function copySummary(budget: Budget): Promise<void> {
  const { t } = vscode.l10n;
  const { figures } = budget.source.state();
  const state = budget.state();
  if (!figures || !state) return say(t('There are no figures to copy yet.'));
  const asOf = `${new Date(figures.asOf).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const text = summaryText(budgetGlance(state, figures), asOf, vscode.l10n.t);
  await vscode.env.clipboard.writeText(budget.amounts()(text));
  vscode.window.setStatusBarMessage(t('The summary is in the clipboard.'), 3000);
}

async function toggleAmounts(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('promptMeter');
  await configuration.update('privacy.hideAmounts', !hidesAmounts(), vscode.ConfigurationTarget.Global);
}

async function say(text: string): Promise<void> {
  await vscode.window.showInformationMessage(text);
}
