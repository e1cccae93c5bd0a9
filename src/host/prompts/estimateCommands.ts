// Commands that estimate: the selection, and a request on other models, one of which may take the place of its own.
import * as vscode from 'vscode';
import { formatCost, formatTokens, modelLabel } from '../../core/hints/hints';
import { addUsd, formatMostUsd, type Usd } from '../../core/money';
import { formatMoney } from '../../core/prices/currency';
import type { Estimate, EstimateSubject } from '../../core/session/protocol';
import { familyOf } from '../../core/session/rewriteModel';
import { modelsToCompare } from '../comparedModels';
import type { Analysis } from '../hints/analysis';
import { keyOf, placeAtCursor } from '../hints/documents';
import type { Settings } from '../hints/settings';
import { shownWords, withShownAmounts } from '../shownAmounts';
import { giveModel } from './giveModel';

export function registerEstimateCommands(analysis: Analysis, settings: Settings): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('promptMeter.estimateSelection', () => estimateSelection(analysis, settings)),
    vscode.commands.registerCommand('promptMeter.compareModels', async (key: unknown, at: unknown) => {
      const place = typeof key === 'string' && typeof at === 'number' ? { key, at } : placeAtCursor();
      const title = vscode.l10n.t('This request on other models');
      if (place && (await compare(analysis, settings, { kind: 'request', ...place }, title))) return;
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no request to compare here.'));
    }),
  );
}

/** All selections together, or the document when nothing is selected; then one pick away from another model. */
async function estimateSelection(analysis: Analysis, settings: Settings): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a text file to estimate it.'));
    return;
  }
  const { document, selections } = editor;
  const selected = selections.filter((selection) => !selection.isEmpty).map((selection) => document.getText(selection));
  const texts = selected.length > 0 ? selected : [document.getText()];
  const near = { key: keyOf(document), at: document.offsetAt(editor.selection.start) };
  const subject: EstimateSubject = { kind: 'texts', texts, near };
  const [estimate] = await analysis.estimate(subject, []);
  if (!estimate) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The text could not be counted; see the log of Prompt Meter.'));
    return;
  }
  const other = vscode.l10n.t('Other Model…');
  const message = withShownAmounts(`${nameOf(selected.length)}: ${sentence(estimate)}`);
  const choice = await vscode.window.showInformationMessage(message, other);
  if (choice === other) await compare(analysis, settings, subject, nameOf(selected.length));
}

function nameOf(selections: number): string {
  if (selections === 0) return vscode.l10n.t('Document');
  return selections === 1 ? vscode.l10n.t('Selection') : vscode.l10n.t('{0} selections', selections);
}

/** `412 tokens · $0.0010 · gpt-4o`. */
function sentence(estimate: Estimate): string {
  return `${figures(estimate)} · ${modelLabel(estimate.model, vscode.l10n.t)}`;
}

/** `412 tokens · $0.0010`. */
function figures(estimate: Estimate): string {
  return `${vscode.l10n.t('{0} tokens', formatTokens(estimate.count))} · ${costOf(estimate)}`;
}

function costOf({ cost, count, model, price }: Estimate): string {
  if (price?.source === 'local') return vscode.l10n.t('local, no charge');
  return cost === undefined ? vscode.l10n.t('no price for {0}', model.id) : formatCost(cost, count, shownWords());
}

/** Undefined `modelId`: plan the request's calls. */
interface ModelItem extends vscode.QuickPickItem {
  readonly modelId: string | undefined;
}

const planItem = (): ModelItem => ({
  modelId: undefined,
  label: `$(graph) ${vscode.l10n.t('Plan Calls of This Request…')}`,
  alwaysShow: true,
});

/**
 * Lists models by the cost of the subject, cheapest first. Picking one gives it to the request; for texts it says it in full. False when
 * there is nothing to compare.
 */
async function compare(
  analysis: Analysis,
  settings: Settings,
  subject: EstimateSubject,
  title: string,
): Promise<boolean> {
  const own = await analysis.estimate(subject, []);
  if (own.length === 0) return false;
  const models = [
    ...new Set([...own.map((estimate) => estimate.model.id), settings.current.defaultModel, ...modelsToCompare]),
  ];
  const estimates = await analysis.estimate(subject, models);
  const ownId = own[0]?.model.id ?? '';
  const rows = [...estimates].sort(byCost).map((estimate) => itemOf(estimate, ownId, subject.kind === 'request'));
  const items = subject.kind === 'request' ? [...rows, planItem()] : rows;
  const placeHolder =
    subject.kind !== 'request'
      ? vscode.l10n.t('Input cost at list price, cheapest first')
      : estimates.some(({ output }) => output)
        ? vscode.l10n.t('Cost with the longest answer, cheapest first; choose a model to write it into the file')
        : vscode.l10n.t('Input cost at list price, cheapest first; choose one to write it into the file');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  if (subject.kind === 'request' && picked && picked.modelId === undefined) {
    await vscode.commands.executeCommand('promptMeter.planRequest', subject.key, subject.at);
    return true;
  }
  const estimate = estimates.find((each) => each.model.id === picked?.modelId);
  if (estimate && subject.kind === 'request' && estimate.model.id !== ownId) {
    await giveModel(analysis, subject, estimate.model.id, figures(estimate));
  } else if (estimate) {
    void vscode.window.showInformationMessage(withShownAmounts(`${title}: ${sentence(estimate)}`));
  }
  return true;
}

function itemOf(estimate: Estimate, ownId: string, writes: boolean): ModelItem {
  const { id } = estimate.model;
  const notes = [
    ...(fits(estimate) ? [] : [`$(warning) ${vscode.l10n.t('Does not fit into its context window')}`]),
    ...(writes && familyOf(id) !== familyOf(ownId)
      ? [`$(info) ${vscode.l10n.t('Of another provider: the call may need another client')}`]
      : []),
  ];
  return {
    modelId: id,
    label: id === ownId ? `$(check) ${id}` : id,
    description: withShownAmounts(descriptionOf(estimate)),
    ...(notes.length > 0 ? { detail: notes.join('  ') } : {}),
  };
}

/** `$0.0010 · 412 tok`, or `in $0.0010 · out ≤ $0.0060 · 412 tok` where the request limits its answers. */
function descriptionOf(estimate: Estimate): string {
  const input = costOf(estimate);
  const tokens = vscode.l10n.t('{0} tok', formatTokens(estimate.count));
  const { cost, output } = estimate;
  if (cost === undefined || output?.cost === undefined) return `${input} · ${tokens}`;
  const most = formatMoney(output.cost, shownWords().currency, formatMostUsd);
  return [vscode.l10n.t('in {0}', input), vscode.l10n.t('out ≤ {0}', most), tokens].join(' · ');
}

/** Unknown costs last. */
function byCost(first: Estimate, second: Estimate): number {
  const [a, b] = [mostOf(first), mostOf(second)];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The input with the longest answer; undefined when a price is not known. */
function mostOf({ cost, output }: Estimate): Usd | undefined {
  if (!output) return cost;
  return cost === undefined || output.cost === undefined ? undefined : addUsd(cost, output.cost);
}

function fits({ count, price }: Estimate): boolean {
  return price?.contextWindow === undefined || count.tokens <= price.contextWindow;
}
