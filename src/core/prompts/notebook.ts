// Jupyter notebooks as files: the code cells of the JSON, and where each place of a cell stands in the file and the other way round.
// Source: https://nbformat.readthedocs.io/en/latest/format_description.html (background knowledge).
import { at, type Data, textAt } from './files/data';
import { readJson } from './files/json';

/** A run of a cell's text that stands in one JSON string. */
interface Run {
  /** Offset in the cell's text. */
  readonly at: number;
  /** Offset in the file, behind the opening quote. */
  readonly inFile: number;
}

export interface NotebookCell {
  /** 1 for the first cell of the notebook, whatever it holds. */
  readonly number: number;
  /** VS Code's language id. */
  readonly languageId: string;
  readonly text: string;
  readonly runs: readonly Run[];
}

/** A place in a cell; line and column are 1-based, the column counts UTF-16 units. */
export interface CellPosition {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

/** Kernels' names for languages that VS Code calls otherwise. */
const languageIds: ReadonlyMap<string, string> = new Map([
  ['c#', 'csharp'],
  ['.net (c#)', 'csharp'],
  ['ipython', 'python'],
  ['python3', 'python'],
  ['js', 'javascript'],
  ['ts', 'typescript'],
]);

function languageOf(notebook: Data, cell: Data): string {
  const own = textAt(cell, 'metadata', 'vscode', 'languageId');
  const kernel =
    textAt(notebook, 'metadata', 'kernelspec', 'language') ?? textAt(notebook, 'metadata', 'language_info', 'name');
  const name = (own ?? kernel)?.value.toLowerCase() ?? 'python';
  return languageIds.get(name) ?? name;
}

function codeCell(notebook: Data, cell: Data, index: number): NotebookCell[] {
  if (textAt(cell, 'cell_type')?.value !== 'code') return [];
  const source = at(cell, 'source') ?? at(cell, 'input');
  const strings = source?.kind === 'list' ? source.items : source === undefined ? [] : [source];
  const runs: Run[] = [];
  let text = '';
  for (const each of strings) {
    if (each.kind !== 'text') continue;
    runs.push({ at: text.length, inFile: each.span.start + 1 });
    text += each.value;
  }
  return [{ number: index + 1, languageId: languageOf(notebook, cell), text, runs }];
}

/** The code cells of a notebook in order; undefined when the text is no notebook. */
export function readNotebook(text: string): NotebookCell[] | undefined {
  const notebook = readJson(text);
  const cells = notebook === undefined ? undefined : at(notebook, 'cells');
  if (notebook === undefined || cells?.kind !== 'list') return undefined;
  return cells.items.flatMap((cell, index) => codeCell(notebook, cell, index));
}

/** The length in the file of the character (or UTF-16 unit) that is written at `offset` of a JSON string. */
function written(file: string, offset: number): number {
  if (file[offset] !== '\\') return 1;
  return file[offset + 1] === 'u' ? 6 : 2;
}

/** Where the unit at `offset` of the cell's text begins in the file. */
function unitInFile(file: string, { runs }: NotebookCell, offset: number): number {
  const run = runs.findLast((each) => each.at <= offset);
  let place = run?.inFile ?? 0;
  for (let left = offset - (run?.at ?? 0); left > 0; left--) place += written(file, place);
  return place;
}

/** A piece `[start, end)` of a cell's text as a piece of the file, from its first to behind its last character. Linear in a line. */
export function spanInFile(file: string, cell: NotebookCell, start: number, end: number) {
  const first = unitInFile(file, cell, start);
  if (end <= start) return { start: first, end: first };
  const last = unitInFile(file, cell, end - 1);
  return { start: first, end: last + written(file, last) };
}

/** The place in its cell of an offset of the file; undefined outside of code. */
export function positionInCell(file: string, cells: readonly NotebookCell[], offset: number): CellPosition | undefined {
  const cell = cells.findLast(({ runs }) => (runs[0]?.inFile ?? Number.POSITIVE_INFINITY) <= offset);
  const run = cell?.runs.findLast(({ inFile }) => inFile <= offset);
  if (cell === undefined || run === undefined) return undefined;
  let units = run.at;
  for (let place = run.inFile; place < offset; place += written(file, place)) units++;
  const before = cell.text.slice(0, units);
  const line = before.split('\n').length;
  return { cell: cell.number, line, column: units - before.lastIndexOf('\n') };
}
