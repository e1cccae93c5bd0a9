// Tools that language models in the editor may call: what texts or a file would cost, and what is left of the budget. No network; files
// only inside the open folders.
import * as vscode from 'vscode';
import type { SpendState } from '../../core/spend/spend';
import { fileAnswer, remainingAnswer, textsAnswer } from '../../core/toolAnswers';
import type { Analysis } from '../hints/analysis';
import { inspectSettings } from '../inspectSettings';
import { readSpendSettings } from '../spend/spendSettings';

const textsLimit = 100;
/** Of all texts together, and of a file; in UTF-16 units and in bytes. */
const sizeLimit = 2 * 1024 * 1024;

/** Nothing is registered where the editor has no such tools. */
export function registerLanguageModelTools(analysis: Analysis, spend: () => SpendState | undefined): vscode.Disposable {
  const lm = vscode.lm as typeof vscode.lm | undefined;
  if (typeof lm?.registerTool !== 'function') return new vscode.Disposable(() => {});
  return vscode.Disposable.from(
    lm.registerTool<unknown>('promptMeter_estimate', {
      prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Estimating tokens and cost') }),
      invoke: async ({ input }) => answer(await estimate(analysis, input)),
    }),
    lm.registerTool<unknown>('promptMeter_remaining', {
      prepareInvocation: () => ({ invocationMessage: vscode.l10n.t('Looking at what is left of the budget') }),
      invoke: () => answer(remainingAnswer(spend(), readCap(), Date.now())),
    }),
  );
}

function answer(value: object): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(value))]);
}

function readCap() {
  return readSpendSettings(inspectSettings()).cap;
}

/** Errors are answers: the model reads them and can ask better. */
async function estimate(analysis: Analysis, input: unknown): Promise<object> {
  const { texts, file, model } = fieldsOf(input);
  if (model !== undefined && (typeof model !== 'string' || !/^[\w.:/@+-]{1,200}$/.test(model))) {
    return { error: '"model" must be the id of a model, such as gpt-4o' };
  }
  if (file !== undefined) {
    return typeof file === 'string' ? estimateFile(analysis, file, model) : { error: '"file" must be a path' };
  }
  if (!isTexts(texts)) return { error: `Give "file", or "texts" with 1 to ${textsLimit} texts.` };
  if (texts.reduce((sum, text) => sum + text.length, 0) > sizeLimit) return { error: 'the texts are too long' };
  return estimateTexts(analysis, texts, model);
}

function fieldsOf(input: unknown): Partial<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? input : {};
}

function isTexts(texts: unknown): texts is readonly string[] {
  const list: readonly unknown[] = Array.isArray(texts) ? texts : [];
  return list.length > 0 && list.length <= textsLimit && list.every((text) => typeof text === 'string');
}

async function estimateTexts(analysis: Analysis, texts: readonly string[], model: string | undefined) {
  const models = model === undefined ? [] : [model];
  const [estimated] = await analysis.estimate({ kind: 'texts', texts: [...texts] }, models);
  return estimated ? textsAnswer(estimated, texts.length) : { error: 'the texts could not be counted' };
}

async function estimateFile(analysis: Analysis, path: string, model: string | undefined): Promise<object> {
  const found = await findFile(path);
  if ('error' in found) return found;
  const { uri, text } = found;
  const reading = await analysis.read({ path: uri.path, languageId: '' }, text, model);
  const name = vscode.workspace.asRelativePath(uri);
  if (reading && reading.prompts.length > 0) return fileAnswer(name, reading);
  const whole = await estimateTexts(analysis, [text], model);
  return { file: name, note: 'no prompts were found in it; this is its whole text', ...whole };
}

/** The text of a file of the open folders: as it is in the editor, else on disk. No links, which may lead elsewhere. */
async function findFile(path: string): Promise<{ uri: vscode.Uri; text: string } | { error: string }> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const absolute = /^([/\\]|[a-z]:)/i.test(path);
  const candidates = absolute
    ? folders.slice(0, 1).map(({ uri }) => uri.with({ path: vscode.Uri.file(path).path }))
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, path));
  const inside = candidates
    .map((uri) => vscode.Uri.joinPath(uri, '.')) // without `..`
    .filter((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
  for (const uri of inside) {
    const stat = await vscode.workspace.fs.stat(uri).then(
      (found) => found,
      () => undefined,
    );
    if (!stat || stat.type !== vscode.FileType.File) continue;
    if (stat.size > sizeLimit) return { error: 'the file is too large' };
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    return { uri, text: open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  }
  return { error: 'there is no such file in the open folders' };
}
