// Counts texts for models: the model's own vocabulary where it is public, else an estimate from another one.
import type { ReadAsset } from '../assets';
import type { EncodedPart, Encoding, EncodingName, RunningCount } from './encoding';
import { loadEncoding } from './loadEncoding';
import { LongTexts } from './longTexts';
import { appliedCounting, applyCounting, type Counting, countingFor } from './models';
import { EncodingFileError } from './pairFile';
import type { TextCount } from './textCount';
import { TextProfiler } from './textProfile';
import type { Utf8Encoder } from './tokenizer';
import { UserTokenizers } from './userTokenizers';

export interface ModelCounter {
  /** Loads what these models need; resolves in any case, a vocabulary that cannot be loaded is reported once. */
  load(modelIds: readonly string[]): Promise<void>;
  /** Never throws. Before `load`, and when the vocabulary is damaged, the count is an estimate from the length of the text. */
  count(text: string, modelId: string): TextCount;
  /** As `count`, of a text that comes in parts. Takes little more memory than a part. */
  startCount(modelId: string): RunningTextCount;
  /** The tokens that `[from, to)` of a text touches, to show them. Undefined before `load`, and as `encodeAround` of an encoding says. */
  encode(text: string, modelId: string, from: number, to: number): ModelTokens | undefined;
  /** Takes the user's setting of tokenizer files; `load` opens them. */
  useTokenizers(setting: unknown): void;
}

/** The count of a text that comes in parts, which is not finished. */
export interface RunningTextCount {
  add(part: string): void;
  /** The count of all that was added. Nothing may be added afterwards. */
  finish(): TextCount;
}

/** A part of a text as the tokens of an encoding. */
export interface ModelTokens {
  /** An EncodingName, or the path of the user's tokenizer file. */
  readonly encoding: string;
  /** False when it is not the model's own encoding: the model's tokens are not public. */
  readonly own: boolean;
  readonly tokens: EncodedPart;
}

/** Off by more than a factor of two on other scripts than Latin. Source: measured on eight corpora, reference of 2026-11-21. */
const lengthEstimateErrorPercent = 150;
const unitsPerToken = 4;

/**
 * `utf8` is `new TextEncoder()`; `report` gets one English sentence for each vocabulary that cannot be used; `readFile` reads
 * a tokenizer file of the user's, absent where there are no files.
 */
export function createModelCounter(
  readAsset: ReadAsset,
  utf8: Utf8Encoder,
  report: (problem: string) => void,
  readFile?: (path: string) => Promise<string>,
): ModelCounter {
  const users = new UserTokenizers({ readFile, utf8, report });
  const loading = new Map<EncodingName, Promise<void>>();
  const loaded = new Map<EncodingName, { readonly encoding: Encoding; readonly texts: LongTexts }>();
  const loadOne = async (name: EncodingName) => {
    try {
      const encoding = await loadEncoding(name, (file) => readAsset(`encodings/${file}`), utf8);
      loaded.set(name, { encoding, texts: new LongTexts(encoding) });
    } catch (error) {
      const reason = error instanceof EncodingFileError ? error.message : String(error);
      report(`The vocabulary ${name} cannot be used, counts are estimates: ${reason}`);
    }
  };
  // A document mostly speaks of one model, and every text in it is counted for that one.
  let last: { readonly modelId: string; readonly counting: Counting } | undefined;
  const countingOf = (modelId: string): Counting => {
    if (last?.modelId !== modelId) last = { modelId, counting: countingFor(modelId) };
    return last.counting;
  };
  return {
    async load(modelIds) {
      await Promise.all(modelIds.map((id) => users.load(id)));
      const others = modelIds.filter((id) => users.encodingOf(id) === undefined);
      const names = new Set(others.map((id) => countingOf(id).encoding));
      for (const name of names) if (!loading.has(name)) loading.set(name, loadOne(name));
      await Promise.all([...names].map((name) => loading.get(name)));
    },
    count(text, modelId) {
      const own = users.encodingOf(modelId)?.texts.count(text);
      if (own !== undefined) return { ...own, errorPercent: undefined };
      const counting = countingOf(modelId);
      const counted = loaded.get(counting.encoding)?.texts.count(text);
      return counted ? applyCounting(counting, counted, text) : lengthEstimate(text.length);
    },
    startCount(modelId) {
      const own = users.encodingOf(modelId)?.encoding.startCount();
      if (own) return { add: (part) => own.add(part), finish: () => ({ ...own.finish(), errorPercent: undefined }) };
      const counting = countingFor(modelId);
      const running = loaded.get(counting.encoding)?.encoding.startCount();
      return running ? startApplied(counting, running) : startLengthEstimate();
    },
    useTokenizers: (setting) => users.use(setting),
    encode(text, modelId, from, to) {
      const own = users.encodingOf(modelId)?.encoding;
      const ownTokens = own?.encodeAround(text, from, to);
      if (own !== undefined) return ownTokens && { encoding: own.name, own: true, tokens: ownTokens };
      const { encoding, exact } = countingFor(modelId);
      const tokens = loaded.get(encoding)?.encoding.encodeAround(text, from, to);
      return tokens && { encoding, own: exact, tokens };
    },
  };
}

function startApplied(counting: Counting, running: RunningCount): RunningTextCount {
  const profiler = new TextProfiler();
  return {
    add(part) {
      running.add(part);
      if (counting.fitted) profiler.add(part);
    },
    finish: () => appliedCounting(counting, running.finish(), () => profiler.profile()),
  };
}

/** The estimate when no vocabulary can be used, for a text that comes in parts. */
export function startLengthEstimate(): RunningTextCount {
  let units = 0;
  return {
    add(part) {
      units += part.length;
    },
    finish: () => lengthEstimate(units),
  };
}

/** `units`: length of the text in UTF-16 units. */
function lengthEstimate(units: number): TextCount {
  return { tokens: Math.ceil(units / unitsPerToken), exact: false, errorPercent: lengthEstimateErrorPercent };
}
