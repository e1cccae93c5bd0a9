// What the analysis session answers when it is asked: about the open documents, or a text that is not kept.
import { analyse } from '../costs/analyse';
import { type Detection, type DocumentKind, nothingFound } from '../prompts/prompt';
import { estimateRequest, estimateTexts, modelNear, requestAt } from './estimate';
import { withoutSmall } from './lastGood';
import { readOnce } from './onceRead';
import type { OpenDocuments } from './openDocuments';
import type { ToWorker } from './protocol';
import { hashOf, messagesOf, type RequestReading } from './requestReading';
import { rewriteModel } from './rewriteModel';
import type { SessionSettings } from './sessionSettings';
import type { SessionTools } from './sessionTools';
import { textReading } from './textReading';
import { promptAt, TokenReader } from './tokenReading';

/** What is asked about a text that has just changed waits for its analysis this long, at a time. */
const laterMs = 120;

/** A message that asks. */
export type Question = ToWorker & { readonly id: number };

export class SessionAnswers {
  private readonly tokens: TokenReader;

  constructor(
    private readonly tools: SessionTools,
    private readonly documents: OpenDocuments,
    private readonly settings: SessionSettings,
  ) {
    this.tokens = new TokenReader(tools);
  }

  /** Posts one answer, at once or later. */
  answer(question: Question): void {
    switch (question.type) {
      case 'read':
        void this.read(question);
        break;
      case 'request':
        this.tools.post({ type: 'request', id: question.id, request: this.requestAt(question) });
        break;
      case 'estimate':
        void this.estimate(question);
        break;
      case 'candidate':
        this.candidate(question);
        break;
      case 'tokens':
        void this.tokenise(question);
        break;
      case 'checkPrices':
        void this.checkPrices(question);
    }
  }

  /** Answered for the present text; where the finder has not seen that yet, a moment later. */
  private candidate({ id, place }: ToWorker & { type: 'candidate' }, again = true): void {
    const document = this.documents.get(place.key);
    const current = document?.changes?.length === 0;
    if (document !== undefined && !current && again) {
      this.tools.later(() => this.candidate({ type: 'candidate', id, place }, false), laterMs);
      return;
    }
    const candidate = current ? document.finder?.candidateAt?.(place.at) : undefined;
    this.tools.post({ type: 'candidate', id, candidate });
  }

  private async estimate({ id, subject, models }: ToWorker & { type: 'estimate' }): Promise<void> {
    const document = this.documents.get(subject.kind === 'request' ? subject.key : (subject.near?.key ?? ''));
    const at = subject.kind === 'request' ? subject.at : (subject.near?.at ?? 0);
    const own = modelNear(document?.detection ?? nothingFound, at, this.settings.estimate().defaultModel);
    const wanted = models.length > 0 ? models.map((id) => (id === own.id ? own : { id, source: own.source })) : [own];
    await this.tools.loadCounts(wanted.map((model) => model.id));
    const settings = this.settings.estimate();
    const estimates = wanted.map((model) =>
      subject.kind === 'texts'
        ? estimateTexts(subject.texts, model, settings)
        : estimateRequest(document?.detection ?? nothingFound, at, model, settings),
    );
    this.tools.post({ type: 'estimated', id, estimates: estimates.flatMap((estimate) => estimate ?? []) });
  }

  /** Answered for a text that is not kept. */
  private async read({ id, kind, text, model }: ToWorker & { type: 'read' }): Promise<void> {
    const reading = await this.readingOf(kind, text, model).catch((error) => {
      this.tools.post({ type: 'log', level: 'warn', message: `A file is not read: ${error}` });
      return undefined;
    });
    this.tools.post({ type: 'read', id, reading });
  }

  private async readingOf(kind: DocumentKind, text: string, model: string | undefined) {
    const { say } = this.settings;
    const found = await readOnce(this.tools, kind, text, say);
    if (!found) return undefined;
    const detection = model === undefined ? found : withoutModels(found);
    const models = [...detection.requests, ...detection.prompts].flatMap((each) => each.model?.id ?? []);
    const defaultModel = model ?? this.settings.estimate(kind.path).defaultModel;
    await this.tools.loadCounts([defaultModel, ...models]);
    const hints = analyse(detection, { ...this.settings.estimate(kind.path), defaultModel });
    return textReading(text, detection, withoutSmall(hints, say.minTokens));
  }

  private requestAt({ place, model: other }: ToWorker & { type: 'request' }): RequestReading | undefined {
    const document = this.documents.get(place.key);
    const request = document && requestAt(document.detection, place.at);
    if (!document || !request || document.changes?.length !== 0) return undefined;
    const { version, text, detection } = document;
    const hint = analyse(detection, this.settings.estimate(document.kind.path)).requests[
      detection.requests.indexOf(request)
    ];
    if (!hint) return undefined;
    const messages = messagesOf(detection, request);
    return {
      ...{ version, model: hint.model, kind: request.kind, messages, count: hint.count },
      ...(request.tools === undefined ? {} : { tools: request.tools }),
      hash: hashOf(request, hint.model.id, messages),
      ...(other === undefined ? {} : { rewrite: rewriteModel(text, detection, request, other) }),
    };
  }

  private async checkPrices({ id, text }: ToWorker & { type: 'checkPrices' }): Promise<void> {
    const checked = await this.tools.checkPrices?.(text, this.tools.now(), this.settings.fetchedPrices);
    this.tools.post({ type: 'checkedPrices', id, result: checked ?? { problem: 'prices cannot be checked here' } });
  }

  /** A prompt's tokens are those of the present text; where the finder has not seen that yet, of a moment later. */
  private async tokenise(asked: ToWorker & { type: 'tokens' }, waits = 10): Promise<void> {
    const { id, subject, near, from, to } = asked;
    const document = this.documents.get(near.key);
    const seen = { start: from, end: to };
    const { defaultModel } = this.settings.estimate();
    if (subject.kind === 'text') {
      const model = modelNear(document?.detection ?? nothingFound, near.at, defaultModel);
      const tokens = await this.tokens.ofText(subject.text, near.at, model, seen);
      this.tools.post({ type: 'tokenised', id, tokens });
    } else if (document !== undefined && document.changes?.length !== 0 && waits > 0) {
      this.tools.later(() => void this.tokenise(asked, waits - 1), laterMs);
    } else {
      const prompt = document?.changes?.length === 0 ? promptAt(document.detection, near.at) : undefined;
      const shown = document && prompt && this.tokens.ofPrompt(document, prompt, defaultModel, seen);
      this.tools.post({ type: 'tokenised', id, tokens: shown ? await shown : 'noPrompt' });
    }
  }
}

function withoutModels(detection: Detection): Detection {
  return {
    ...detection,
    prompts: detection.prompts.map(({ model: _model, ...prompt }) => prompt),
    requests: detection.requests.map(({ model: _model, ...request }) => request),
  };
}
