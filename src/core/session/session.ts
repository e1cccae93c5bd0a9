// The analysis session: analyses the open documents in the worker, each once per version, whoever asks. Messages of protocol.ts in and
// out.
import { analyse, type DocumentHints } from '../costs/analyse';
import { CostMemory } from '../costs/costMemory';
import type { BesideTexts } from '../prompts/besideNames';
import { withSkConfig } from '../prompts/files/skConfig';
import { type Detection, nothingFound } from '../prompts/prompt';
import { readSampleFile } from '../prompts/sampleFile';
import { applyChanges } from '../text';
import { sentence } from '../words';
import { Baseline } from './baseline';
import { countedTools } from './exactCount';
import { keepLastGood, sameHints, shiftHints, withoutSmall } from './lastGood';
import { forgetFinder, type OpenDocument, OpenDocuments } from './openDocuments';
import type { ToWorker } from './protocol';
import { hashOf, messagesOf } from './requestReading';
import { SessionAnswers } from './sessionAnswers';
import { SessionSettings, type UsedSettings } from './sessionSettings';
import type { SessionTools } from './sessionTools';

export interface Session {
  receive(message: ToWorker): void;
}

/** Edits that arrive within this time are analysed together. */
const gatherMs = 60;
/** Other cells of a notebook are looked at again when typing in one of them pauses. */
const cellsMs = 600;
/** When nothing is typed for this time, broken syntax is looked into however long it takes. */
const settleMs = 300;

/** Starts a session that knows no document yet. */
export function createSession(tools: SessionTools): Session {
  return new AnalysisSession(tools);
}

class AnalysisSession implements Session {
  private readonly documents = new OpenDocuments();
  private readonly settings: SessionSettings;
  private readonly answers: SessionAnswers;
  /** What providers have counted, by the hash of the request. */
  private readonly counted = new Map<string, number>();

  constructor(private readonly tools: SessionTools) {
    this.settings = new SessionSettings(tools);
    this.answers = new SessionAnswers(tools, this.documents, this.settings);
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'settings':
        this.useSettings(this.settings.use(message.settings));
        break;
      case 'prices':
        this.useSettings(this.settings.usePrices(message.data));
        break;
      case 'projects':
        for (const found of this.settings.projects.use(message.files))
          this.tools.post({ type: 'projectProblems', ...found });
        this.scheduleAll();
        break;
      case 'counted':
        for (const [hash, tokens] of message.counts) this.counted.set(hash, tokens);
        this.scheduleAll();
        break;
      case 'open':
        this.close(message.key);
        this.schedule(this.documents.open(message), 0);
        break;
      case 'change':
        this.change(message);
        break;
      case 'close':
        this.close(message.key);
        break;
      case 'beside':
        this.useBeside(message.key, message.texts);
        break;
      case 'baseline':
        this.useBaseline(message.key, message.text);
        break;
      default:
        this.answers.answer(message);
    }
  }

  private useSettings({ problems, otherFinders }: UsedSettings): void {
    if (problems.length > 0) this.tools.post({ type: 'settingsProblems', problems });
    for (const document of this.documents.all()) {
      if (otherFinders) forgetFinder(document);
      document.costs = new CostMemory();
    }
    this.scheduleAll();
  }

  private scheduleAll(): void {
    for (const document of this.documents.all()) {
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
    this.documents.close(document);
    for (const other of this.documents.otherCells(document)) this.schedule(other, cellsMs);
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
    const { say } = this.settings;
    document.finder ??= await this.tools.openFinder(document.kind, say);
    if (this.documents.isOpen(document)) this.documents.keepFew(document);
    if (document.finder?.prepare) await document.finder.prepare(document.text);
    if (say !== this.settings.say) {
      document.finder?.dispose();
      document.finder = undefined;
      return this.run(document);
    }
    if (!this.documents.isOpen(document)) return document.finder?.dispose();
    document.scheduled = false;
    const { key, version, opened } = document;
    if (!this.find(document)) return this.putOff(document);
    await this.prepareCounts(document);
    if (!this.documents.isOpen(document) || document.version !== version) return;
    const found = this.hintsOf(document);
    const hints = document.detection.broken && document.hints ? keepLastGood(document.hints, found) : found;
    const unchanged = document.hints !== undefined && sameHints(document.hints, hints);
    document.hints = hints;
    this.tools.post(
      unchanged ? { type: 'unchanged', key, ...opened, version } : { type: 'hints', key, ...opened, version, hints },
    );
  }

  /** The hints stay, moved with the text, while syntax is half typed; if it stays so, they are looked for all the same. */
  private putOff(document: OpenDocument): void {
    const { key, opened, version } = document;
    this.tools.post({ type: 'unchanged', key, ...opened, version });
    this.tools.later(() => {
      if (!this.documents.isOpen(document) || document.version !== version) return;
      document.settled = version;
      this.schedule(document, 0);
    }, settleMs);
  }

  /** The detection of the present text. False when it would take long: then nothing has changed. */
  private find(document: OpenDocument): boolean {
    const { version, text, changes, config, finder, hints, settled } = document;
    const others = this.documents.otherCells(document);
    const cells = others.flatMap(({ cell }) => cell ?? []);
    const soon = hints !== undefined && settled !== version && finder?.findSoon !== undefined;
    const found = soon ? finder.findSoon?.(text, changes, cells) : finder?.find(text, changes, cells);
    if (soon && found === undefined) return false;
    document.changes = [];
    document.detection = withSkConfig(found ?? nothingFound, config);
    document.cell = document.finder?.cell;
    if (document.cellVersion !== version) for (const other of others) this.schedule(other, cellsMs);
    document.cellVersion = version;
    return true;
  }

  private async prepareCounts({ detection, kind, baseline, config }: OpenDocument): Promise<void> {
    const models = new Set([this.settings.estimate(kind.path).defaultModel]);
    for (const { model } of detection.requests) if (model) models.add(model.id);
    for (const { model } of detection.prompts) if (model) models.add(model.id);
    await this.tools.loadCounts([...models]);
    await baseline?.prepare(this.tools, this.settings.say, (found) => withSkConfig(found ?? nothingFound, config));
  }

  private hintsOf({ text, kind, detection, samples, costs, baseline }: OpenDocument): DocumentHints {
    const settings = { ...this.settings.estimate(kind.path), ...(samples && { samples }) };
    const all = this.withCounted(analyse(detection, { ...settings, memory: costs }), detection);
    const compared = baseline?.compare(all, text, detection, settings) ?? all;
    return withoutSmall(compared, this.settings.say.minTokens);
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

  /** The hints with what providers have counted for the very same texts. */
  private withCounted(hints: DocumentHints, detection: Detection): DocumentHints {
    if (this.counted.size === 0) return hints;
    const requests = hints.requests.map((hint, index) => {
      const request = detection.requests[index];
      const tokens = request && this.counted.get(hashOf(request, hint.model.id, messagesOf(detection, request)));
      if (tokens === undefined) return hint;
      return { ...hint, counted: { tokens, withTools: countedTools(hint.model.id, request?.tools) !== undefined } };
    });
    return { ...hints, requests };
  }
}
