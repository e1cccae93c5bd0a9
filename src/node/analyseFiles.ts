// The estimate line over files and folders: finds them, reads them and what stands beside them, and hands each one's hints on.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { analyse, type DocumentHints, type ModelUsed } from '../core/costs/analyse';
import { limitsFor } from '../core/costs/limitFile';
import type { Usd } from '../core/money';
import { configFileName, sampleFileNames } from '../core/prompts/besideNames';
import { isNotebook } from '../core/prompts/documentKind';
import { withSkConfig } from '../core/prompts/files/skConfig';
import { type CellPosition, positionInCell, readNotebook } from '../core/prompts/notebook';
import type { Detection } from '../core/prompts/prompt';
import { readSampleFile } from '../core/prompts/sampleFile';
import type { SampleSet } from '../core/prompts/statements';
import { isReadFor, type UserSay, usualSay } from '../core/prompts/userSay';
import { createEngine, type Engine } from '../core/session/engine';
import { english, translated } from '../core/words';
import { readAssetFrom } from './assets';
import { findFiles } from './files';
import { readProblem } from './inputError';
import { LineIndex } from './lineIndex';
import type { ProjectFiles } from './projectFiles';

/** What counts where no model can be read and none is given: tokens only, no cost. */
const vocabularyModel = 'gpt-5-mini';

export interface AnalyseOptions {
  /** Stands in where no model can be read. */
  readonly model: string | undefined;
  /** The folder of the data files. */
  readonly assets: string;
  /** Limits of the projects, where they are wanted. */
  readonly projects?: ProjectFiles;
  /** What counts as a prompt; absent: the usual. */
  readonly say?: UserSay;
}

/** One file with prompts. */
export interface AnalysedFile {
  /** As it was named or found, with forward slashes. */
  readonly path: string;
  readonly detection: Detection;
  readonly hints: DocumentHints;
  readonly lines: LineIndex;
  /** Of a notebook: the place in its cell of an offset of the file; undefined outside of code. */
  readonly cellPosition?: (offset: number) => CellPosition | undefined;
}

/** Hands every file that holds prompts to `each`, in order. The problems name what could not be read. */
export async function analyseFiles(
  paths: readonly string[],
  options: AnalyseOptions,
  each: (file: AnalysedFile) => void,
): Promise<{ readonly problems: readonly string[] }> {
  const found = await findFiles(paths);
  const problems = [...found.problems];
  const analyser = new FileAnalyser(options, (problem) => problems.push(problem));
  for (const file of found.files) {
    const analysed = await analyser.analyse(file);
    if (analysed) each(analysed);
  }
  return { problems };
}

/** Analyses files one by one, with data files loaded once. */
export class FileAnalyser {
  private readonly engine: Engine;

  constructor(
    private readonly options: AnalyseOptions,
    private readonly report: (problem: string) => void,
  ) {
    const readAsset = readAssetFrom(options.assets);
    this.engine = createEngine({ readAsset, utf8: new TextEncoder(), report });
  }

  /** Undefined when the file holds no prompts or could not be read, which is reported. */
  async analyse(file: string): Promise<AnalysedFile | undefined> {
    try {
      return await analyseFile(file, this.options, this.engine, this.report);
    } catch (error) {
      this.report(readProblem(file, error));
      return undefined;
    }
  }
}

async function analyseFile(
  file: string,
  { model, projects, say = usualSay }: AnalyseOptions,
  engine: Engine,
  report: (problem: string) => void,
): Promise<AnalysedFile | undefined> {
  const kind = { path: file.replaceAll('\\', '/'), languageId: '' };
  if (!isReadFor(kind, say)) return undefined;
  const text = withoutByteOrderMark(await readFile(file, 'utf8'));
  const finder = await engine.openFinder(kind, say);
  if (!finder) return undefined;
  await finder.prepare?.(text);
  const detection = withSkConfig(finder.find(text), await configBeside(file));
  finder.dispose();
  if (detection.prompts.length === 0) return undefined;
  const project = await projects?.nearest(file);
  const stated = project ? limitsFor(project.file, project.relative) : undefined;
  const holed = detection.prompts.some((prompt) => prompt.holes.length > 0);
  const samples = holed ? await samplesBeside(file, report) : undefined;
  const models = [...detection.requests, ...detection.prompts].flatMap(({ model }) => model?.id ?? []);
  const defaultModel = model ?? stated?.model ?? vocabularyModel;
  await engine.loadCounts([defaultModel, ...models]);
  const hints = analyse(detection, {
    ...{ count: engine.count, price: engine.bundledPrice, defaultModel, now: Date.now() },
    ...(model === undefined && stated?.model !== undefined ? { defaultSource: 'project' } : {}),
    ...(stated ? { limits: stated.limits } : {}),
    ...(samples ? { samples } : {}),
  });
  const cells = isNotebook(kind) ? (readNotebook(text) ?? []) : undefined;
  const cellPosition = cells && ((offset: number) => positionInCell(text, cells, offset));
  const lines = new LineIndex(text);
  return { path: kind.path, detection, hints, lines, ...(cellPosition ? { cellPosition } : {}) };
}

/** Undefined when the model was neither read nor given: a cost at a model nobody named says nothing. */
export function knownCost(
  hint: { readonly cost: Usd | undefined; readonly model: ModelUsed },
  model: string | undefined,
): Usd | undefined {
  return hint.model.source === 'default' && model === undefined ? undefined : hint.cost;
}

async function configBeside(file: string): Promise<string | undefined> {
  const name = configFileName(path.basename(file));
  if (name === undefined) return undefined;
  return readFile(path.join(path.dirname(file), name), 'utf8').catch(() => undefined);
}

async function samplesBeside(file: string, report: (problem: string) => void): Promise<SampleSet | undefined> {
  for (const name of sampleFileNames(path.basename(file))) {
    const beside = path.join(path.dirname(file), name);
    const text = await readFile(beside, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const samples = readSampleFile(withoutByteOrderMark(text));
    if (!('message' in samples)) return samples;
    report(`${beside}: ${translated(samples, english)}`);
  }
  return undefined;
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
