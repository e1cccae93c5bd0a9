// The host's end of the analysis worker: sends it the editor's changes and the questions of the surfaces, and tells a new worker all
// that the last one knew. Knows nothing of what the worker says beyond protocol.ts.
import * as vscode from 'vscode';
import type { DocumentHints } from '../../core/costs/analyse';
import type { BesideTexts } from '../../core/prompts/besideNames';
import type { Candidate, DocumentKind } from '../../core/prompts/prompt';
import type {
  Estimate,
  EstimateSubject,
  FromWorker,
  Place,
  ProjectText,
  ShownTokens,
  TokenSubject,
  ToWorker,
  WorkerSettings,
} from '../../core/session/protocol';
import type { RequestReading } from '../../core/session/requestReading';
import type { TextReading } from '../../core/session/textReading';
import type { Span, TextChange } from '../../core/text';
import { type Awaited, type Patience, type WorkerEvents, WorkerKeeper, type WorkerPort } from './workerKeeper';

/** A document as it is now, for (re)opening it in a worker. */
export interface OpenText {
  readonly kind: DocumentKind;
  readonly version: number;
  readonly text: string;
}

/** Hints for a document version. */
export interface HintsEvent {
  readonly key: string;
  readonly version: number;
  readonly hints: DocumentHints;
}

/** What the worker says about a fetched file of prices. */
export type PricesChecked = (FromWorker & { type: 'checkedPrices' })['result'];

export class Analysis implements vscode.Disposable {
  private readonly hinted = new vscode.EventEmitter<HintsEvent>();
  /** What is asked under an id; it gets undefined when the worker dies before it answers. */
  private readonly questions = new Map<number, (answer: FromWorker | undefined) => void>();
  private readonly open = new Map<string, () => OpenText | undefined>();
  private readonly deathsOf = new Map<string, number>();
  private readonly keeper: WorkerKeeper;
  private nextId = 1;
  private prices: unknown;
  /** The opening of each document that the worker was last sent. */
  private readonly openings = new Map<string, number>();
  private readonly beside = new Map<string, BesideTexts>();
  private readonly baselines = new Map<string, string>();
  private counts: readonly (readonly [hash: string, tokens: number])[] = [];
  private projects: readonly ProjectText[] = [];
  private readonly projectProblemsFound = new vscode.EventEmitter<FromWorker & { type: 'projectProblems' }>();
  private readonly pricesChanged = new vscode.EventEmitter<void>();
  readonly onDidHint = this.hinted.event;
  /** Fires when prices that the user has fetched are used, or no longer. */
  readonly onDidChangePrices = this.pricesChanged.event;
  /** Fires for every project file whenever they are read. */
  readonly onDidFindProjectProblems = this.projectProblemsFound.event;

  constructor(
    startWorker: () => WorkerPort,
    private settings: WorkerSettings,
    private readonly log: vscode.LogOutputChannel,
    patience?: Patience,
  ) {
    const events: WorkerEvents = {
      started: (worker) => this.greet(worker),
      said: (message) => this.receive(message),
      died: (awaited) => this.mourn(awaited),
      rested: () => this.reopen(),
    };
    this.keeper = new WorkerKeeper(startWorker, events, log, patience);
  }

  /** Opens a document; `read` is called now and whenever a new worker needs the text. */
  openDocument(key: string, read: () => OpenText | undefined): void {
    this.open.set(key, read);
    const worker = this.keeper.running();
    if (worker) this.sendOpen(worker, key, read);
  }

  changeDocument(key: string, version: number, changes: readonly TextChange[], length: number): void {
    if (!this.open.has(key) || !this.keeper.now) return; // a new worker gets the whole text
    this.keeper.now.post({ type: 'change', key, version, changes, length });
    this.keeper.await(key);
  }

  closeDocument(key: string): void {
    this.open.delete(key);
    this.openings.delete(key);
    this.beside.delete(key);
    this.baselines.delete(key);
    this.keeper.settle(key);
    this.keeper.now?.post({ type: 'close', key });
  }

  useSettings(settings: WorkerSettings): void {
    this.settings = settings;
    this.keeper.now?.post({ type: 'settings', settings });
  }

  /** Prices that the user has fetched, for this worker and every later one; undefined for none. */
  usePrices(data: unknown): void {
    this.prices = data;
    this.keeper.now?.post({ type: 'prices', data });
    this.pricesChanged.fire();
  }

  /** Checks a fetched file of prices; undefined when the worker cannot be had. */
  async checkPrices(text: string): Promise<PricesChecked | undefined> {
    const answer = await this.ask((id) => ({ type: 'checkPrices', id, text }));
    return answer?.type === 'checkedPrices' ? answer.result : undefined;
  }

  /** All project files with limits; they replace those of before. */
  useProjects(files: readonly ProjectText[]): void {
    this.projects = files;
    this.keeper.now?.post({ type: 'projects', files });
  }

  /** What stands beside an open document. */
  useBeside(key: string, texts: BesideTexts): void {
    if (!this.open.has(key)) return;
    this.beside.set(key, texts);
    this.keeper.now?.post({ type: 'beside', key, texts });
  }

  /** The last committed text of an open document; undefined: there is none. */
  useBaseline(key: string, text: string | undefined): void {
    if (!this.open.has(key) || this.baselines.get(key) === text) return;
    if (text === undefined) this.baselines.delete(key);
    else this.baselines.set(key, text);
    this.keeper.now?.post({ type: 'baseline', key, text });
  }

  /** All that providers have counted, by the hash of the request. */
  useCounts(counts: readonly (readonly [hash: string, tokens: number])[]): void {
    this.counts = counts;
    this.keeper.now?.post({ type: 'counted', counts });
  }

  /** Reads a text once, as if it named `model` if given; undefined when it cannot be read, or the worker died over it. */
  async read(kind: DocumentKind, text: string, model?: string): Promise<TextReading | undefined> {
    const named = model === undefined ? {} : { model };
    const answer = await this.ask((id) => ({ type: 'read', id, kind, text, ...named }));
    return answer?.type === 'read' ? answer.reading : undefined;
  }

  /** The request at a place of an open document, and how to give it `model`. */
  async request(place: Place, model?: string): Promise<RequestReading | undefined> {
    const named = model === undefined ? {} : { model };
    const answer = await this.ask((id) => ({ type: 'request', id, place, ...named }));
    return answer?.type === 'request' ? answer.request : undefined;
  }

  /** Estimates a subject; an empty answer when the worker cannot be had. */
  async estimate(subject: EstimateSubject, models: readonly string[]): Promise<readonly Estimate[]> {
    const answer = await this.ask((id) => ({ type: 'estimate', id, subject, models }));
    return answer?.type === 'estimated' ? answer.estimates : [];
  }

  /** The tokens that touch a part of a document, of what stands at a place of it; undefined when they cannot be had. */
  async tokens(
    subject: TokenSubject,
    near: Place,
    { start, end }: Span,
  ): Promise<ShownTokens | 'noPrompt' | undefined> {
    if (subject.kind === 'prompt' && !this.open.has(near.key)) return 'noPrompt';
    const answer = await this.ask((id) => ({ type: 'tokens', id, subject, near, from: start, to: end }));
    return answer?.type === 'tokenised' ? answer.tokens : undefined;
  }

  /** The string literal at a place of an open document; undefined when there is none, or nobody can tell. */
  async candidate(place: Place): Promise<Candidate | undefined> {
    if (!this.open.has(place.key)) return undefined;
    const answer = await this.ask((id) => ({ type: 'candidate', id, place }));
    return answer?.type === 'candidate' ? answer.candidate : undefined;
  }

  /** Undefined when the worker cannot be had, or died over it. */
  private ask(question: (id: number) => ToWorker): Promise<FromWorker | undefined> {
    const worker = this.keeper.running();
    if (!worker) return Promise.resolve(undefined);
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.questions.set(id, resolve);
      worker.post(question(id));
      this.keeper.await(id);
    });
  }

  dispose(): void {
    this.keeper.dispose();
    this.hinted.dispose();
    this.pricesChanged.dispose();
    this.projectProblemsFound.dispose();
  }

  /** What a new worker must know before all else. */
  private greet(worker: WorkerPort): void {
    worker.post({ type: 'settings', settings: this.settings });
    if (this.prices !== undefined) worker.post({ type: 'prices', data: this.prices });
    if (this.counts.length > 0) worker.post({ type: 'counted', counts: this.counts });
    if (this.projects.length > 0) worker.post({ type: 'projects', files: this.projects });
  }

  private sendOpen(worker: WorkerPort, key: string, read: () => OpenText | undefined): void {
    const document = read();
    if (!document) return;
    const opening = this.nextId++;
    this.openings.set(key, opening);
    worker.post({ type: 'open', key, opening, ...document });
    const texts = this.beside.get(key);
    if (texts !== undefined) worker.post({ type: 'beside', key, texts });
    const baseline = this.baselines.get(key);
    if (baseline !== undefined) worker.post({ type: 'baseline', key, text: baseline });
    this.keeper.await(key);
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'hints':
        if (this.openings.get(message.key) !== message.opening) break;
        this.keeper.settle(message.key);
        this.deathsOf.delete(message.key);
        this.hinted.fire(message);
        break;
      case 'unchanged':
        if (this.openings.get(message.key) !== message.opening) break;
        this.keeper.settle(message.key);
        this.deathsOf.delete(message.key);
        break;
      case 'estimated':
      case 'checkedPrices':
      case 'tokenised':
      case 'candidate':
      case 'read':
      case 'request':
        this.keeper.settle(message.id);
        this.questions.get(message.id)?.(message);
        this.questions.delete(message.id);
        break;
      case 'projectProblems':
        this.projectProblemsFound.fire(message);
        break;
      case 'lost': {
        const read = this.open.get(message.key);
        const worker = this.keeper.now;
        if (read && worker) this.sendOpen(worker, message.key, read);
        break;
      }
      case 'settingsProblems':
        for (const problem of message.problems) this.log.warn(problem);
        break;
      case 'log':
        this.log[message.level](message.message);
    }
  }

  /** Nothing that was asked is answered any more. */
  private mourn(awaited: ReadonlySet<Awaited>): void {
    this.setAsideCulprits(awaited);
    for (const [, answer] of this.questions) answer(undefined);
    this.questions.clear();
  }

  /** A document that was waited for in two deaths in a row is not opened a third time. */
  private setAsideCulprits(awaited: ReadonlySet<Awaited>): void {
    for (const key of awaited) {
      if (typeof key !== 'string') continue;
      const count = (this.deathsOf.get(key) ?? 0) + 1;
      this.deathsOf.set(key, count);
      if (count < 2) continue;
      this.open.delete(key);
      this.log.warn(
        `A document of ${vscode.Uri.parse(key).path.split('.').at(-1)} type is set aside: it ended the worker twice.`,
      );
    }
  }

  private reopen(): void {
    if (this.open.size === 0) return;
    const worker = this.keeper.running();
    if (worker) for (const [key, read] of this.open) this.sendOpen(worker, key, read);
  }
}
