// The total above each call and each prompt file.
import * as vscode from 'vscode';
import type { RequestHint } from '../../core/costs/analyse';
import { requestLabel, requestValues } from '../../core/hints/hints';
import { fillHintTemplate } from '../../core/hints/hintTemplate';
import { shownWords, withShownAmounts } from '../shownAmounts';
import { type Documents, keyOf, rangeOf } from './documents';
import type { Month } from './month';
import type { Settings } from './settings';

/** A file with more lenses than this gets their titles only where they are seen: each one costs the editor time at every keystroke. */
const eagerLenses = 100;

/** Lenses of every document that has hints. While a new version is analysed the last lenses stay where their code is. */
export function registerCodeLens(documents: Documents, settings: Settings, month: Month): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const titleOf = (request: RequestHint) => {
    const { lensTemplate } = settings.current;
    const share = month.of(request);
    if (lensTemplate === undefined) return requestLabel(request, shownWords(), share);
    // VS Code drops a lens without a title, and the code below it would jump.
    return fillHintTemplate(lensTemplate, requestValues(request, shownWords(), share)) || '·';
  };
  const provider: vscode.CodeLensProvider<RequestLens> = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => {
      const { codeLens, minimumTokens } = settings.current;
      const requests = codeLens ? (documents.hintsOf(document)?.requests ?? []) : [];
      const lenses = requests
        .filter(({ count, samples }) => (samples?.most.tokens ?? count.tokens) >= minimumTokens)
        .map((request) => new RequestLens(document, request, titleOf));
      return lenses.length > eagerLenses ? lenses : lenses.map((lens) => lens.withTitle());
    },
    resolveCodeLens: (lens) => lens.withTitle(),
  };
  return vscode.Disposable.from(
    changed,
    documents.onDidChange(() => changed.fire()),
    settings.onDidChange(() => changed.fire()),
    month.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider({ pattern: '**' }, provider),
  );
}

class RequestLens extends vscode.CodeLens {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly request: RequestHint,
    private readonly titleOf: (request: RequestHint) => string,
  ) {
    super(rangeOf(document, request.span));
  }

  /** A click compares models; where the price is unknown, it sets one. */
  withTitle(): this {
    const { cost, model, span } = this.request;
    this.command = {
      title: withShownAmounts(this.titleOf(this.request)),
      tooltip:
        cost === undefined ? vscode.l10n.t('Set a price for this model') : vscode.l10n.t('Compare with other models'),
      command: cost === undefined ? 'promptMeter.setPrice' : 'promptMeter.compareModels',
      arguments: cost === undefined ? [model.id] : [keyOf(this.document), span.start],
    };
    return this;
  }
}
