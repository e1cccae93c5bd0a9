// The documents that are open in the worker, and which of them keep their finders.
import type { DocumentHints } from '../costs/analyse';
import { CostMemory } from '../costs/costMemory';
import { isNotebookCell } from '../prompts/documentKind';
import { type CellRead, type Detection, type DocumentKind, nothingFound, type PromptFinder } from '../prompts/prompt';
import type { SampleSet } from '../prompts/statements';
import type { TextChange } from '../text';
import type { Baseline } from './baseline';
import type { ToWorker } from './protocol';

/** A tree of 10,000 lines is about 10 MB. */
const treesKept = 8;
/** So many other cells of a notebook are looked at, so that an edit costs no more in a notebook of any length. */
const cellsLimit = 100;

/** One of them. */
export interface OpenDocument {
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

export class OpenDocuments {
  private readonly byKey = new Map<string, OpenDocument>();
  /** Those with a finder, the one that was analysed last at the end. */
  private readonly recent = new Set<OpenDocument>();

  all(): Iterable<OpenDocument> {
    return this.byKey.values();
  }

  get(key: string): OpenDocument | undefined {
    return this.byKey.get(key);
  }

  open({ key, opening, kind, version, text }: ToWorker & { type: 'open' }): OpenDocument {
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
    this.byKey.set(key, document);
    return document;
  }

  close(document: OpenDocument): void {
    document.finder?.dispose();
    this.recent.delete(document);
    this.byKey.delete(document.key);
  }

  /** False once it was closed, also when it was opened again since. */
  isOpen(document: OpenDocument): boolean {
    return this.byKey.get(document.key) === document;
  }

  /** The other cells of the same notebook and language; none for other documents. */
  otherCells({ key, kind }: OpenDocument): OpenDocument[] {
    if (!isNotebookCell(kind)) return [];
    const isOther = (other: OpenDocument) =>
      other.key !== key && other.kind.path === kind.path && other.kind.languageId === kind.languageId;
    return [...this.byKey.values()].filter(isOther).slice(0, cellsLimit);
  }

  /** Only the documents that were analysed last keep their trees; another one begins anew with its next edit. */
  keepFew(document: OpenDocument): void {
    this.recent.delete(document);
    this.recent.add(document);
    for (const oldest of this.recent) {
      if (this.recent.size <= treesKept) break;
      this.recent.delete(oldest);
      forgetFinder(oldest);
    }
  }
}

/** What it knows of the text is gone: the next one reads all of it. */
export function forgetFinder(document: OpenDocument): void {
  document.finder?.dispose();
  document.finder = undefined;
  document.changes = undefined;
}
