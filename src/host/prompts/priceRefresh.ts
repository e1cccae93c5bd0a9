// "Refresh Prices": fetches price data when the user asks, or weekly if the user has opted in; shows what they change, and uses them
// only after a yes. The last good data are kept in the extension's storage.
import * as vscode from 'vscode';
import { ageInDays, changesDocument, changesSummary, oldAfterDays } from '../../core/hints/priceChangeWords';
import type { CheckedPrices } from '../../core/prices/priceChanges';
import type { Analysis, HintsEvent } from '../hints/analysis';
import { fetchPriceFile, priceAddress } from './priceFile';

const weekMs = 7 * 86_400_000;
/** The differences are shown as a document that nobody is asked to save. */
const differencesScheme = 'prompt-meter-prices';
const checkedKey = 'prices.checkedAt';
const oldKey = 'prices.saidOld';

export function registerPriceRefresh(
  context: vscode.ExtensionContext,
  analysis: Analysis,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const file = vscode.Uri.joinPath(context.globalStorageUri, 'prices.json');
  const refresh = new PriceRefresh(context, analysis, log, file);
  void refresh.useStored();
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(differencesScheme, refresh),
    vscode.commands.registerCommand('promptMeter.refreshPrices', () => refresh.byHand()),
    analysis.onDidHint((event) => refresh.afterHints(event)),
  );
}

class PriceRefresh implements vscode.TextDocumentContentProvider {
  private differences = '';
  private shown = 0;
  private running = false;
  private looked = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly analysis: Analysis,
    private readonly log: vscode.LogOutputChannel,
    private readonly file: vscode.Uri,
  ) {}

  /** What an earlier refresh has stored; nothing when there is none. */
  async useStored(): Promise<void> {
    try {
      this.analysis.usePrices(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file))));
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) this.log.warn('The stored prices are damaged and are not used.');
    }
  }

  provideTextDocumentContent(): string {
    return this.differences;
  }

  async byHand(): Promise<void> {
    const progress = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Fetching prices …') };
    const result = await vscode.window.withProgress(progress, () => this.fetched());
    if (result === undefined) return;
    if ('problem' in result) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The prices stay as they are: {0}.', result.problem));
    } else if (result.changes.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The prices are up to date.'));
    } else await this.confirm(result);
  }

  /** Once per window, when prices are seen: says that they are old, and refreshes them where the user has opted in. */
  afterHints({ hints }: HintsEvent): void {
    const dates = [...hints.prompts, ...hints.requests].flatMap(({ price }) => price?.asOf ?? []);
    const [oldest] = dates.sort();
    if (this.looked || oldest === undefined) return;
    this.looked = true;
    const weekly = vscode.workspace.getConfiguration('promptMeter').inspect('priceRefresh')?.globalValue === 'weekly';
    if (weekly && Date.now() - this.context.globalState.get(checkedKey, 0) > weekMs) void this.weekly();
    else void this.sayOld(oldest);
  }

  private async weekly(): Promise<void> {
    const result = await this.fetched();
    if (result === undefined) return;
    if ('problem' in result) this.log.warn(`Prices were not refreshed: ${result.problem}.`);
    else if (result.changes.length > 0) await this.confirm(result);
  }

  private async sayOld(asOf: string): Promise<void> {
    const days = ageInDays(asOf, Date.now());
    if (days <= oldAfterDays || this.context.globalState.get(oldKey) === asOf) return;
    await this.context.globalState.update(oldKey, asOf);
    const action = vscode.l10n.t('Refresh Prices');
    const words = vscode.l10n.t('The prices are {0} days old (of {1}). Newer models may have none.', days, asOf);
    if ((await vscode.window.showInformationMessage(words, action)) === action) await this.byHand();
  }

  /** One fetch at a time; undefined while another runs. */
  private async fetched(): Promise<CheckedPrices | { readonly problem: string } | undefined> {
    if (this.running) return undefined;
    this.running = true;
    try {
      const fetched = await fetchPriceFile();
      if ('problem' in fetched) return fetched;
      const checked = await this.analysis.checkPrices(fetched.text);
      if (checked && !('problem' in checked)) await this.context.globalState.update(checkedKey, Date.now());
      return checked ?? { problem: vscode.l10n.t('they could not be checked') };
    } finally {
      this.running = false;
    }
  }

  /** Nothing is used without a yes. */
  private async confirm({ data, changes, leftOut }: CheckedPrices): Promise<void> {
    const use = vscode.l10n.t('Use Them');
    const show = vscode.l10n.t('Show Differences');
    const words = changesSummary(changes, vscode.l10n.t);
    let answer = await vscode.window.showInformationMessage(words, use, show);
    if (answer === show) {
      this.differences = changesDocument(changes, leftOut, priceAddress, vscode.l10n.t);
      const name = vscode.l10n.t('Refreshed prices');
      await vscode.window.showTextDocument(
        vscode.Uri.from({ scheme: differencesScheme, path: `${name}.md`, query: `${++this.shown}` }),
      );
      answer = await vscode.window.showInformationMessage(words, use);
    }
    if (answer !== use) return;
    await this.store(JSON.stringify(data));
    this.analysis.usePrices(data);
  }

  /** Written beside and renamed: a crash leaves the last good file. */
  private async store(text: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.context.globalStorageUri);
    const beside = this.file.with({ path: `${this.file.path}.new` });
    await vscode.workspace.fs.writeFile(beside, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(beside, this.file, { overwrite: true });
  }
}
