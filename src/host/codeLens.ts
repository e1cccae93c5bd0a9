// The total above each call and each prompt file.
import * as vscode from 'vscode';
import type { RequestHint } from '../core/analyse';
import { requestLabel } from '../core/hints';
import { type Documents, keyOf, rangeOf } from './documents';
import type { Settings } from './settings';

/** Lenses of every document that has hints. While a new version is analysed the last lenses stay where their code is. */
export function registerCodeLens(documents: Documents, settings: Settings): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) =>
      settings.current.codeLens
        ? (documents.hintsOf(document)?.requests ?? []).map((request) => lensOf(document, request))
        : [],
  };
  return vscode.Disposable.from(
    changed,
    documents.onDidChange(() => changed.fire()),
    settings.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider({ pattern: '**' }, provider),
  );
}

/** A click compares models; where the price is unknown, it sets one. */
function lensOf(document: vscode.TextDocument, request: RequestHint): vscode.CodeLens {
  const unpriced = request.cost === undefined;
  return new vscode.CodeLens(rangeOf(document, request.span), {
    title: requestLabel(request, vscode.l10n.t),
    tooltip: unpriced ? vscode.l10n.t('Set a price for this model') : vscode.l10n.t('Compare with other models'),
    command: unpriced ? 'promptMeter.setPrice' : 'promptMeter.compareModels',
    arguments: unpriced ? [request.model.id] : [keyOf(document), request.span.start],
  });
}
