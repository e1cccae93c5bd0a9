// Prompts in the cells of a notebook. Each cell is a document of its own, so that one with an error spoils no other; names are looked
// up in all cells of the language.
import type { Parser } from 'web-tree-sitter';
import { sentence } from '../../words';
import { atLevel, withAliases } from '../heed';
import { type NotebookCell, readNotebook, spanInFile } from '../notebook';
import { type Detection, nothingFound, type PromptFinder } from '../prompt';
import { type UserSay, usualSay } from '../userSay';
import { CodeFinder } from './codeFinder';
import { link } from './linking/link';
import { movedBy, type Statement } from './linking/placed';
import { withoutMagics } from './magics';
import { mayHoldPrompts } from './rules/ruleIndex';
import type { CodeLanguage } from './syntax/language';

/** Files over this many UTF-16 units (most of it pictures that cells drew) are left alone. */
const SIZE_LIMIT = 20_000_000;

const readCells = (text: string) => (text.length > SIZE_LIMIT ? undefined : readNotebook(text));

/** A cell's place in the one long text that the cells make for linking. */
interface Placed {
  readonly cell: NotebookCell;
  readonly from: number;
}

export interface LoadedLanguage {
  readonly language: CodeLanguage;
  readonly parser: Parser;
}

export class NotebookFinder implements PromptFinder {
  readonly #load: (languageId: string) => Promise<LoadedLanguage | undefined>;
  readonly #say: UserSay;
  readonly #languages = new Map<string, LoadedLanguage | undefined>();

  /** `load` answers undefined for languages that are not read. */
  constructor(load: (languageId: string) => Promise<LoadedLanguage | undefined>, say: UserSay = usualSay) {
    this.#load = load;
    this.#say = say;
  }

  async prepare(text: string): Promise<void> {
    for (const { languageId } of readCells(text) ?? []) {
      if (!this.#languages.has(languageId)) this.#languages.set(languageId, await this.#load(languageId));
    }
  }

  /** Spans are those of the notebook's file. */
  find(text: string): Detection {
    const cells = readCells(text);
    if (cells === undefined) {
      const why = sentence('This notebook could not be read as JSON, so prompts in it are not looked for.');
      return { ...nothingFound, problems: [{ span: { start: 0, end: 0 }, sentence: why }] };
    }
    const ids = [...new Set(cells.map(({ languageId }) => languageId))];
    const found = ids.map((id) =>
      this.#inLanguage(
        text,
        cells.filter(({ languageId }) => languageId === id),
        id,
      ),
    );
    const [first = nothingFound] = found;
    return withAliases(atLevel(found.length < 2 ? first : together(found), this.#say), this.#say);
  }

  dispose(): void {
    // Nothing is kept: notebooks are read as files, where no edits come one by one.
  }

  #inLanguage(file: string, cells: readonly NotebookCell[], languageId: string): Detection {
    const read = this.#languages.get(languageId);
    if (read === undefined || !cells.some(({ text }) => mayHoldPrompts(text))) return nothingFound;
    const statements: Statement[] = [];
    const places: Placed[] = [];
    let from = 0;
    let broken = false;
    for (const cell of cells) {
      const source = languageId === 'python' ? withoutMagics(cell.text) : cell.text;
      places.push({ cell, from });
      if (source !== undefined) {
        const finder = new CodeFinder(read.language, read.parser);
        const cellRead = finder.read(source);
        for (const statement of cellRead?.statements ?? []) statements.push(movedBy(statement, from));
        broken ||= cellRead?.broken ?? true;
        finder.dispose();
      }
      from += cell.text.length + 1;
    }
    return inFile(file, link(statements, broken, read.language.bareMembers === true, 'any'), places);
  }
}

function inFile(file: string, detection: Detection, places: readonly Placed[]): Detection {
  const moved = <Spanned extends { readonly span: { readonly start: number; readonly end: number } }>(
    each: Spanned,
  ) => {
    const { start, end } = each.span;
    const place = places.findLast(({ from }) => from <= start);
    if (place === undefined) return each;
    return { ...each, span: spanInFile(file, place.cell, start - place.from, end - place.from) };
  };
  const withModel = <Item extends Detection['prompts'][number] | Detection['requests'][number]>(item: Item): Item => {
    const own = moved(item);
    return own.model === undefined ? own : { ...own, model: moved(own.model) };
  };
  return {
    ...detection,
    prompts: detection.prompts.map(withModel),
    requests: detection.requests.map(withModel),
    problems: detection.problems.map(moved),
  };
}

/** The detections of several languages in one file. */
function together(found: readonly Detection[]): Detection {
  const all = found.flatMap((detection, language) =>
    detection.prompts.map((prompt, index) => ({ prompt, language, index })),
  );
  all.sort((a, b) => a.prompt.span.start - b.prompt.span.start);
  const indexes = new Map(all.map(({ language, index }, now) => [`${language} ${index}`, now]));
  const requests = found.flatMap((detection, language) =>
    detection.requests.map((request) => ({
      ...request,
      prompts: request.prompts.flatMap((index) => indexes.get(`${language} ${index}`) ?? []),
    })),
  );
  return {
    prompts: all.map(({ prompt }) => prompt),
    requests: requests.sort((a, b) => a.span.start - b.span.start),
    problems: found.flatMap(({ problems }) => problems),
    broken: found.some(({ broken }) => broken),
  };
}
