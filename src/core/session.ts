// The analysis session: the open documents' text and finders, in the worker. Messages of protocol.ts in and out; each document
// is analysed once per version, whoever asks.
import { analyse, type CountForModel, type DocumentHints, type EstimateSettings } from './analyse';
import { Baseline } from './baseline';
import { CostMemory } from './costMemory';
import { estimateRequest, estimateTexts, modelNear, requestAt } from './estimate';
import { keepLastGood, sameHints, shiftHints, withoutSmall } from './lastGood';
import { readOnce } from './onceRead';
import { costModelProblemText, readCostModels } from './prices/costModelPrice';
import type { PriceLookup } from './prices/price';
import { priceBook } from './prices/priceBook';
import type { CheckedPrices } from './prices/priceChanges';
import { priceProblemText, readUserPrices } from './prices/userPrices';
import { Projects } from './projects';
import type { BesideTexts } from './prompts/besideNames';
import { isNotebookCell } from './prompts/documentKind';
import { withSkConfig } from './prompts/files/skConfig';
import { type CellRead, type Detection, type DocumentKind, nothingFound, type PromptFinder } from './prompts/prompt';
import { readSampleFile } from './prompts/sampleFile';
import type { SampleSet } from './prompts/statements';
import { type RawDetection, readUserSay, type UserSay, usualSay } from './prompts/userSay';
import type { FromWorker, ToWorker, WorkerSettings } from './protocol';
import { hashOf, messagesOf, type RequestReading } from './requestReading';
import { rewriteModel } from './rewriteModel';
import { applyChanges, type TextChange } from './text';
import { textReading } from './textReading';
import { promptAt, TokenReader } from './tokenReading';
import type { ModelTokens } from './tokens/modelCounter';
import { english, sentence, translated } from './words';

/** What the session needs from where it runs. */
export interface SessionTools {
  /** Undefined when no finder reads that kind of document. Rejects when its grammar cannot be loaded. */
  readonly openFinder: (kind: DocumentKind, say?: UserSay) => Promise<PromptFinder> | undefined;
  /** Resolves when `count` knows these models; never rejects. */
  readonly loadCounts: (modelIds: readonly string[]) => Promise<void>;
  readonly count: CountForModel;
  readonly encode: (text: string, modelId: string, from: number, to: number) => ModelTokens | undefined;
  /** Takes the user's setting of tokenizer files. */
  readonly useTokenizers?: (setting: unknown) => void;
  /** Prices that are shipped; the user's own come with the settings. */
  readonly bundledPrice: PriceLookup;
  readonly checkPrices?: (text: string, now: number, stored: unknown) => Promise<CheckedPrices | { problem: string }>;
  /** Undefined when stored price data are damaged. */
  readonly refreshedPrice?: (data: unknown) => PriceLookup | undefined;
  readonly post: (message: FromWorker) => void;
  /** Runs the work once, `ms` milliseconds later. */
  readonly later: (work: () => void, ms: number) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

export interface Session {
  receive(message: ToWorker): void;
}

/** Edits that arrive within this time are analysed together. */
const gatherMs = 60;

/** Other cells of a notebook are looked at again when typing in one of them pauses. */
const cellsMs = 600;

/** When nothing is typed for this time, broken syntax is looked into however long it takes. */
const settleMs = 300;
/** So many of them, so that an edit costs no more in a notebook of any length. */
const cellsLimit = 100;

/** A tree of 10,000 lines is about 10 MB. */
const treesKept = 8;

interface OpenDocument {
  readonly key: string;
  /** As it was given when it was opened. */
  readonly opened: { readonly opening?: number };
  readonly kind: DocumentKind;
  text: string;
  version: number;
  /** Since the finder last saw the text; undefined before it saw any. */
  changes: TextChange[] | undefined;
  finder: PromptFinder | undefined;
  scheduled: boolean;
  /** The version that is looked into however long it takes. */
  settled?: number;
  detection: Detection;
  hints: DocumentHints | undefined;
  costs: CostMemory;
  /** What was read of it, when it is a cell of a notebook, and of which version. */
  cell: CellRead | undefined;
  cellVersion: number | undefined;
  /** Sample values of the file beside it. */
  samples: SampleSet | undefined;
  /** The text of the file beside it that holds its model and settings. */
  config: string | undefined;
  /** Its last committed text. */
  baseline: Baseline | undefined;
}

/** Starts a session that knows no document yet. */
export function createSession(tools: SessionTools): Session {
  return new AnalysisSession(tools);
}

class AnalysisSession implements Session {
  private readonly documents = new Map<string, OpenDocument>();
  /** Those with a finder, the one that was analysed last at the end. */
  private readonly recent = new Set<OpenDocument>();
  private readonly projects = new Projects();
  private settings: WorkerSettings = { defaultModel: '', prices: undefined };
  private price: PriceLookup;
  private fetchedPrices: unknown;
  private refreshed: PriceLookup | undefined;
  private say: UserSay = usualSay;
  private saidAs = '{}';
  /** What providers have counted, by the hash of the request. */
  private readonly counted = new Map<string, number>();

  private readonly tokens: TokenReader;

  constructor(private readonly tools: SessionTools) {
    this.tokens = new TokenReader(tools);
    this.price = tools.bundledPrice;
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'settings':
        this.useSettings(message.settings);
        break;
      case 'open':
        this.open(message);
        break;
      case 'change':
        this.change(message);
        break;
      case 'close':
        this.close(message.key);
        break;
      case 'projects':
        for (const found of this.projects.use(message.files)) this.tools.post({ type: 'projectProblems', ...found });
        this.scheduleAll();
        break;
      case 'beside':
        this.useBeside(message.key, message.texts);
        break;
      case 'baseline':
        this.useBaseline(message.key, message.text);
        break;
      case 'counted':
        for (const [hash, tokens] of message.counts) this.counted.set(hash, tokens);
        this.scheduleAll();
        break;
      case 'read':
        void this.read(message);
        break;
      case 'request':
        this.tools.post({ type: 'request', id: message.id, request: this.requestAt(message) });
        break;
      case 'estimate':
        void this.estimate(message);
        break;
      case 'candidate':
        this.candidate(message);
        break;
      case 'tokens':
        void this.tokenise(message);
        break;
      case 'prices':
        this.fetchedPrices = message.data;
        this.refreshed = message.data === undefined ? undefined : this.tools.refreshedPrice?.(message.data);
        this.useSettings(this.settings);
        break;
      case 'checkPrices':
        void this.checkPrices(message);
    }
  }

  private useSettings(settings: WorkerSettings): void {
    this.settings = settings;
    this.tools.useTokenizers?.(settings.tokenizers);
    this.useDetection(settings.detection ?? {});
    const now = this.tools.now();
    const user = readUserPrices(settings.prices, (key) => this.tools.bundledPrice(key, now));
    const formulas = readCostModels(settings.costModels);
    const own: PriceLookup = (...what) => user.price(...what) ?? formulas.price(...what);
    this.price = priceBook({
      ...{ user: own, refreshed: this.refreshed },
      ...{ shipped: this.tools.bundledPrice, aliases: this.say.aliases },
    });
    const sentences = [...user.problems.map(priceProblemText), ...formulas.problems.map(costModelProblemText)];
    if (sentences.length > 0) this.tools.post({ type: 'settingsProblems', problems: sentences });
    for (const document of this.documents.values()) document.costs = new CostMemory();
    this.scheduleAll();
  }

  private scheduleAll(): void {
    for (const document of this.documents.values()) {
      document.baseline?.forget();
      this.schedule(document, 0);
    }
  }

  private useBaseline(key: string, text: string | undefined): void {
    const document = this.documents.get(key);
    if (!document || (text === undefined && document.baseline === undefined)) return;
    document.baseline = text === undefined ? undefined : new Baseline(document.kind, text);
    this.schedule(document, 0);
  }

  private useBeside(key: string, { samples: text, config }: BesideTexts): void {
    const document = this.documents.get(key);
    if (!document || (text === undefined && document.samples === undefined && config === document.config)) return;
    const samples = text === undefined ? undefined : readSampleFile(text);
    document.config = config;
    if (samples && 'message' in samples) this.tools.post({ type: 'log', level: 'warn', message: samples.message });
    document.samples = samples && !('message' in samples) ? samples : undefined;
    document.baseline?.forget();
    this.schedule(document, 0);
  }

  /** Other settings of detection mean other finders; the same ones keep what finders remember. */
  private useDetection(raw: RawDetection): void {
    const written = JSON.stringify(raw);
    if (written === this.saidAs) return;
    const { say, problems } = readUserSay(raw);
    this.saidAs = written;
    this.say = written === '{}' ? usualSay : say;
    for (const document of this.documents.values()) {
      document.finder?.dispose();
      document.finder = undefined;
      document.changes = undefined;
    }
    const sentences = problems.map((problem) => translated(problem, english));
    if (sentences.length > 0) this.tools.post({ type: 'settingsProblems', problems: sentences });
  }

  /** Answered for the present text; where the finder has not seen that yet, a moment later. */
  private candidate({ id, place }: ToWorker & { type: 'candidate' }, again = true): void {
    const document = this.documents.get(place.key);
    const current = document?.changes?.length === 0;
    if (document !== undefined && !current && again) {
      this.tools.later(() => this.candidate({ type: 'candidate', id, place }, false), 2 * gatherMs);
      return;
    }
    const candidate = current ? document.finder?.candidateAt?.(place.at) : undefined;
    this.tools.post({ type: 'candidate', id, candidate });
  }

  private open({ key, opening, kind, version, text }: ToWorker & { type: 'open' }): void {
    this.close(key);
    const document: OpenDocument = {
      key,
      opened: opening === undefined ? {} : { opening },
      kind,
      text,
      version,
      changes: undefined,
      finder: undefined,
      scheduled: false,
      detection: nothingFound,
      hints: undefined,
      costs: new CostMemory(),
      cell: undefined,
      cellVersion: undefined,
      samples: undefined,
      config: undefined,
      baseline: undefined,
    };
    this.documents.set(key, document);
    this.schedule(document, 0);
  }

  private change({ key, version, changes, length }: ToWorker & { type: 'change' }): void {
    const document = this.documents.get(key);
    if (!document) return;
    document.text = applyChanges(document.text, changes);
    document.version = version;
    if (document.text.length !== length) {
      this.close(key);
      this.tools.post({ type: 'lost', key });
      return;
    }
    document.changes?.push(...changes);
    if (document.hints) document.hints = shiftHints(document.hints, changes);
    this.schedule(document, gatherMs);
  }

  private close(key: string): void {
    const document = this.documents.get(key);
    if (!document) return;
    document.finder?.dispose();
    this.recent.delete(document);
    this.documents.delete(key);
    for (const other of this.otherCells(document)) this.schedule(other, cellsMs);
  }

  private schedule(document: OpenDocument, ms: number): void {
    if (document.scheduled) return;
    document.scheduled = true;
    this.tools.later(() => {
      this.run(document).catch((error) => {
        document.scheduled = false;
        this.giveUp(document, String(error));
      });
    }, ms);
  }

  private async run(document: OpenDocument): Promise<void> {
    const { say } = this;
    document.finder ??= await this.tools.openFinder(document.kind, say);
    if (this.isOpen(document)) this.keepFew(document);
    if (document.finder?.prepare) await document.finder.prepare(document.text);
    if (say !== this.say) {
      document.finder?.dispose();
      document.finder = undefined;
      return this.run(document);
    }
    if (!this.isOpen(document)) return document.finder?.dispose();
    document.scheduled = false;
    const { version, text, changes } = document;
    const configured = (found: Detection | undefined) => withSkConfig(found ?? nothingFound, document.config);
    const others = this.otherCells(document);
    const cells = others.flatMap(({ cell }) => cell ?? []);
    const soon = document.hints === undefined || document.settled === version ? undefined : document.finder?.findSoon;
    const detection = soon
      ? soon.call(document.finder, text, changes, cells)
      : document.finder?.find(text, changes, cells);
    if (soon && !detection) return this.putOff(document);
    document.changes = [];
    document.detection = configured(detection);
    document.cell = document.finder?.cell;
    if (document.cellVersion !== version) for (const other of others) this.schedule(other, cellsMs);
    document.cellVersion = version;
    const { requests, prompts } = document.detection;
    const models = new Set([...requests, ...prompts].flatMap(({ model }) => model?.id ?? []));
    const project = this.projects.settingsFor(document.kind.path);
    await this.tools.loadCounts([project.defaultModel ?? this.settings.defaultModel, ...models]);
    await document.baseline?.prepare(this.tools, say, configured);
    if (!this.isOpen(document) || document.version !== version) return;
    const samples = document.samples ? { samples: document.samples } : {};
    const settings = { ...this.estimateSettings(), ...project, ...samples };
    const costed = analyse(document.detection, { ...settings, memory: document.costs });
    const all = this.withCounted(costed, document.detection);
    const compared = document.baseline?.compare(all, text, document.detection, settings) ?? all;
    const found = withoutSmall(compared, this.say.minTokens);
    const hints = document.detection.broken && document.hints ? keepLastGood(document.hints, found) : found;
    const unchanged = document.hints !== undefined && sameHints(document.hints, hints);
    document.hints = hints;
    this.tools.post(
      unchanged
        ? { type: 'unchanged', key: document.key, ...document.opened, version }
        : { type: 'hints', key: document.key, ...document.opened, version, hints },
    );
  }

  /** The hints stay, moved with the text, while syntax is half typed; if it stays so, they are looked for all the same. */
  private putOff(document: OpenDocument): void {
    const { key, opened, version } = document;
    this.tools.post({ type: 'unchanged', key, ...opened, version });
    this.tools.later(() => {
      if (!this.isOpen(document) || document.version !== version) return;
      document.settled = version;
      this.schedule(document, 0);
    }, settleMs);
  }

  /** The other cells of the same notebook and language; none for other documents. */
  private otherCells({ key, kind }: OpenDocument): OpenDocument[] {
    if (!isNotebookCell(kind)) return [];
    const isOther = (other: OpenDocument) =>
      other.key !== key && other.kind.path === kind.path && other.kind.languageId === kind.languageId;
    return [...this.documents.values()].filter(isOther).slice(0, cellsLimit);
  }

  /** Only the documents that were analysed last keep their trees; another one begins anew with its next edit. */
  private keepFew(document: OpenDocument): void {
    this.recent.delete(document);
    this.recent.add(document);
    for (const oldest of this.recent) {
      if (this.recent.size <= treesKept) break;
      this.recent.delete(oldest);
      oldest.finder?.dispose();
      oldest.finder = undefined;
      oldest.changes = undefined;
    }
  }

  /** An answer all the same: the host shall not wait for it, and the person is told. */
  private giveUp({ key, opened, version, kind }: OpenDocument, reason: string): void {
    this.tools.post({
      type: 'log',
      level: 'error',
      message: `A ${kind.languageId} document is not analysed: ${reason}`,
    });
    const problem = { span: { start: 0, end: 0 }, sentence: sentence('This file could not be analysed; see the log.') };
    this.tools.post({
      type: 'hints',
      key,
      ...opened,
      version,
      hints: { prompts: [], requests: [], problems: [problem] },
    });
  }

  private async estimate({ id, subject, models }: ToWorker & { type: 'estimate' }): Promise<void> {
    const document = this.documents.get(subject.kind === 'request' ? subject.key : (subject.near?.key ?? ''));
    const at = subject.kind === 'request' ? subject.at : (subject.near?.at ?? 0);
    const own = modelNear(document?.detection ?? nothingFound, at, this.settings.defaultModel);
    const wanted = models.length > 0 ? models.map((model) => ({ ...own, id: model })) : [own];
    await this.tools.loadCounts(wanted.map((model) => model.id));
    const settings = this.estimateSettings();
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
    const { say } = this;
    const found = await readOnce(this.tools, kind, text, say);
    if (!found) return undefined;
    const detection = model === undefined ? found : withoutModels(found);
    const models = [...detection.requests, ...detection.prompts].flatMap((each) => each.model?.id ?? []);
    const project = this.projects.settingsFor(kind.path);
    const defaultModel = model ?? project.defaultModel ?? this.settings.defaultModel;
    await this.tools.loadCounts([defaultModel, ...models]);
    const hints = analyse(detection, { ...this.estimateSettings(), ...project, defaultModel });
    return textReading(text, detection, withoutSmall(hints, say.minTokens));
  }

  private requestAt({ place, model: other }: ToWorker & { type: 'request' }): RequestReading | undefined {
    const document = this.documents.get(place.key);
    const request = document && requestAt(document.detection, place.at);
    if (!document || !request || document.changes?.length !== 0) return undefined;
    const { version, text, detection } = document;
    const project = this.projects.settingsFor(document.kind.path);
    const hint = analyse(detection, { ...this.estimateSettings(), ...project }).requests[
      detection.requests.indexOf(request)
    ];
    if (!hint) return undefined;
    const messages = messagesOf(detection, request);
    return {
      ...{ version, model: hint.model, kind: request.kind, messages, count: hint.count },
      hash: hashOf(request.kind, hint.model.id, messages),
      ...(other === undefined ? {} : { rewrite: rewriteModel(text, detection, request, other) }),
    };
  }

  /** The hints with what providers have counted for the very same texts. */
  private withCounted(hints: DocumentHints, detection: Detection): DocumentHints {
    if (this.counted.size === 0) return hints;
    const requests = hints.requests.map((hint, index) => {
      const request = detection.requests[index];
      const tokens = request && this.counted.get(hashOf(request.kind, hint.model.id, messagesOf(detection, request)));
      return tokens === undefined ? hint : { ...hint, countedTokens: tokens };
    });
    return { ...hints, requests };
  }

  private async checkPrices({ id, text }: ToWorker & { type: 'checkPrices' }): Promise<void> {
    const checked = await this.tools.checkPrices?.(text, this.tools.now(), this.fetchedPrices);
    this.tools.post({ type: 'checkedPrices', id, result: checked ?? { problem: 'prices cannot be checked here' } });
  }

  /** A prompt's tokens are those of the present text; where the finder has not seen that yet, of a moment later. */
  private async tokenise(asked: ToWorker & { type: 'tokens' }, waits = 10): Promise<void> {
    const { id, subject, near, from, to } = asked;
    const document = this.documents.get(near.key);
    const seen = { start: from, end: to };
    const { defaultModel } = this.settings;
    if (subject.kind === 'text') {
      const model = modelNear(document?.detection ?? nothingFound, near.at, defaultModel);
      const tokens = await this.tokens.ofText(subject.text, near.at, model, seen);
      this.tools.post({ type: 'tokenised', id, tokens });
    } else if (document !== undefined && document.changes?.length !== 0 && waits > 0) {
      this.tools.later(() => void this.tokenise(asked, waits - 1), 2 * gatherMs);
    } else {
      const prompt = document?.changes?.length === 0 ? promptAt(document.detection, near.at) : undefined;
      const shown = document && prompt && this.tokens.ofPrompt(document, prompt, defaultModel, seen);
      this.tools.post({ type: 'tokenised', id, tokens: shown ? await shown : 'noPrompt' });
    }
  }

  private estimateSettings(): EstimateSettings {
    return {
      count: this.tools.count,
      price: this.price,
      defaultModel: this.settings.defaultModel,
      now: this.tools.now(),
    };
  }

  private isOpen(document: OpenDocument): boolean {
    return this.documents.get(document.key) === document;
  }
}

function withoutModels(detection: Detection): Detection {
  return {
    ...detection,
    prompts: detection.prompts.map(({ model: _model, ...prompt }) => prompt),
    requests: detection.requests.map(({ model: _model, ...request }) => request),
  };
}
