// How well prompts are found in a corpus of labelled sources. A prompt counts as found when its lines and the label's overlap by half.
//
//   === path/of/file.py: what the file is [gpt-4o]
//   client.chat(«system:"You are terse."», «user@-:question», «user@o3:"Which?"»)
//
// The model in the head is that of every label without its own; `@-` says that no reader of the file can tell.

import type { Detection } from '../../../src/core/prompts/prompt';

/** First and last line, 0-based. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

export interface Label extends Lines {
  readonly role: string;
  readonly model: string | undefined;
}

export interface Labelled {
  readonly path: string;
  readonly title: string;
  readonly source: string;
  readonly labels: readonly Label[];
}

/** Counts of one language, or of all. */
export interface Score {
  files: number;
  labels: number;
  found: number;
  hits: number;
  /** Labels with a model that were found, and those of them whose model was read. */
  modelled: number;
  modelHits: number;
  /** Prompts found with a model that is not the label's. */
  wrongModels: number;
  /** One line for each miss, false alarm and wrong or missing model. */
  readonly notes: string[];
}

const opening = /«([a-z]+)(?:@([^:»\s]+))?:/y;

/** The files of a corpus text. */
export function labelled(corpus: string): Labelled[] {
  return corpus.split(/^=== /m).slice(1).map(labelledFile);
}

function labelledFile(part: string): Labelled {
  const newline = part.indexOf('\n');
  const [, path = '', title = '', fileModel] = /^(\S+?): (.*?)(?: \[([^\]]+)\])?$/.exec(part.slice(0, newline)) ?? [];
  const marked = part.slice(newline + 1);
  const labels: Label[] = [];
  const open: { role: string; model: string | undefined; first: number }[] = [];
  let source = '';
  let line = 0;
  for (let at = 0; at < marked.length; at++) {
    const char = marked[at] ?? '';
    opening.lastIndex = at;
    const mark = char === '«' ? opening.exec(marked) : null;
    if (mark !== null) {
      const [all, role = '', own] = mark;
      open.push({ role, model: own === '-' ? undefined : (own ?? fileModel), first: line });
      at += all.length - 1;
    } else if (char === '»' && open.length > 0) {
      const label = open.pop();
      if (label !== undefined) labels.push({ ...label, last: line });
    } else {
      if (char === '\n') line++;
      source += char;
    }
  }
  if (open.length > 0) throw new Error(`${path}: a mark is not closed`);
  return { path, title, source, labels };
}

export function emptyScore(): Score {
  return { files: 0, labels: 0, found: 0, hits: 0, modelled: 0, modelHits: 0, wrongModels: 0, notes: [] };
}

/** Overlap of two ranges of lines: lines in both by lines in either. */
function overlap(a: Lines, b: Lines): number {
  const both = Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1;
  return both <= 0 ? 0 : both / (Math.max(a.last, b.last) - Math.min(a.first, b.first) + 1);
}

interface FoundPrompt extends Lines {
  readonly model: string | undefined;
  readonly text: string;
}

function foundPrompts(source: string, { prompts, requests }: Detection): FoundPrompt[] {
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length - 1;
  return prompts.map((prompt, index) => {
    const sending = requests.filter((request) => request.prompts.includes(index));
    const models = new Set(sending.map(({ model }) => model?.id));
    const [model] = models.size === 1 ? models : [];
    return {
      first: lineAt(prompt.span.start),
      last: lineAt(Math.max(prompt.span.start, prompt.span.end - 1)),
      model: sending.length === 0 ? prompt.model?.id : model,
      text: source.slice(prompt.span.start, prompt.span.end),
    };
  });
}

/** Adds what was found in one file. Each found prompt serves one label, the best overlaps first. */
export function addToScore(score: Score, file: Labelled, detection: Detection): void {
  const found = foundPrompts(file.source, detection);
  const pairs = file.labels
    .flatMap((label) => found.map((prompt) => ({ label, prompt, share: overlap(label, prompt) })))
    .filter(({ share }) => share >= 0.5)
    .sort((a, b) => b.share - a.share);
  const labels = new Set(file.labels);
  const prompts = new Set(found);
  const note = (what: string, { first }: Lines, more: string) =>
    score.notes.push(`${what}: ${file.path}:${first + 1} ${JSON.stringify(more.slice(0, 60))}`);
  for (const { label, prompt } of pairs) {
    if (!labels.has(label) || !prompts.has(prompt)) continue;
    labels.delete(label);
    prompts.delete(prompt);
    score.hits++;
    if (label.model !== undefined) score.modelled++;
    if (label.model !== undefined && prompt.model === label.model) score.modelHits++;
    else if (label.model !== undefined && prompt.model === undefined) note('model not read', label, label.model);
    if (prompt.model !== undefined && prompt.model !== label.model) {
      score.wrongModels++;
      note('wrong model', label, `${prompt.model} for ${label.model ?? 'none'}`);
    }
  }
  for (const label of labels) note('missed', label, file.source.split('\n')[label.first] ?? '');
  for (const prompt of prompts) note('false alarm', prompt, prompt.text);
  score.files++;
  score.labels += file.labels.length;
  score.found += found.length;
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

export const precision = ({ hits, found }: Score): number => share(hits, found);
export const recall = ({ hits, labels }: Score): number => share(hits, labels);
export const modelAccuracy = ({ modelHits, modelled }: Score): number => share(modelHits, modelled);
/** Of all prompts that were found. */
export const wrongModelShare = ({ wrongModels, found }: Score): number => (found === 0 ? 0 : wrongModels / found);

/** Precision counts four times as much as recall. */
function fHalf(score: Score): number {
  const p = precision(score);
  const r = recall(score);
  return p + r === 0 ? 0 : (1.25 * p * r) / (0.25 * p + r);
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);

/** One line of the table of figures. */
export function scoreLine(name: string, score: Score): string {
  const figures = [precision(score), recall(score), fHalf(score), modelAccuracy(score), wrongModelShare(score)];
  const [p, r, f, model, wrong] = figures.map(percent);
  const counts = `${String(score.files).padStart(4)} files ${String(score.labels).padStart(5)} prompts`;
  return `${name.padEnd(12)}${counts}  P${p}  R${r}  F0.5${f}  model${model}  wrong${wrong}`;
}
