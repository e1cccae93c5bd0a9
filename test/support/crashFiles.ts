// A folder in memory that remembers every operation on it, and can say how the disk may look after a power loss at any of them: the
// operation at hand torn or its new name there before its data, and names that were changed since the last sync of the folder not
// changed yet. What was acknowledged before must be there in all of them.
import type { RecordFiles } from '../../src/core/usage/recordStore';

type Operation = { readonly acknowledged: ReadonlyMap<string, number> } & (
  | { readonly kind: 'create'; readonly name: string; readonly file: number }
  | { readonly kind: 'append'; readonly file: number; readonly text: string }
  | { readonly kind: 'whole'; readonly name: string; readonly file: number; readonly text: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string }
);

/** How the disk may look. */
export interface CrashState {
  readonly texts: ReadonlyMap<string, string>;
  /** What must be known from it. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Which operation was cut, and how. */
  readonly at: string;
}

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

export class CrashFiles {
  readonly acknowledged = new Map<string, number>();
  private readonly operations: Operation[] = [];
  private readonly names = new Map<string, number>();
  private readonly texts: string[] = [];

  /** The folder as one process sees it: it goes on writing into a file that another one has renamed. */
  view(): RecordFiles {
    const handles = new Map<string, number>();
    return {
      list: async () => [...this.names].map(([name, file]) => ({ name, stamp: `${file} ${this.textOf(file).length}` })),
      read: async (name) => {
        const file = this.names.get(name);
        return file === undefined ? undefined : this.textOf(file);
      },
      append: async (name, text) => {
        const file = handles.get(name) ?? this.create(name);
        handles.set(name, file);
        this.remember({ kind: 'append', file, text });
        this.texts[file] = this.textOf(file) + text;
        if (this.names.get(name) !== file) throw new Error('taken away');
      },
      finish: async (name) => {
        handles.delete(name);
      },
      writeWhole: async (name, text) => {
        const file = this.texts.length;
        this.remember({ kind: 'whole', name, file, text });
        this.texts.push(text);
        this.names.set(name, file);
      },
      rename: async (from, to) => {
        const file = this.names.get(from);
        if (file === undefined) return false;
        this.remember({ kind: 'rename', from, to });
        this.names.delete(from);
        this.names.set(to, file);
        return true;
      },
      remove: async (name) => {
        this.remember({ kind: 'remove', name });
        this.names.delete(name);
      },
      pause: async () => {},
    };
  }

  /** Every state the disk may be left in; texts are cut at each of about `cuts` places. */
  *states(cuts: number): Generator<CrashState> {
    for (const [index, operation] of this.operations.entries()) {
      for (const undone of this.undoneBefore(index)) {
        for (const [how, texts] of torn(operation, this.disk(index, undone), cuts)) {
          const at = `operation ${index} ${operation.kind}, ${how}, names not changed: ${[...undone].join(' ') || 'none'}`;
          yield { texts, acknowledged: operation.acknowledged, at };
        }
      }
    }
  }

  private create(name: string): number {
    if (this.names.has(name)) throw new Error(`${name} is there already`);
    const file = this.texts.length;
    this.remember({ kind: 'create', name, file });
    this.texts.push('');
    this.names.set(name, file);
    return file;
  }

  private textOf(file: number): string {
    return this.texts[file] ?? '';
  }

  private remember(operation: Without<Operation, 'acknowledged'>): void {
    this.operations.push({ ...operation, acknowledged: new Map(this.acknowledged) });
  }

  /** Sets of changes of names that may not have reached the disk: those since the last sync of the folder, at most 6 of them. */
  private undoneBefore(index: number): ReadonlySet<number>[] {
    const open: number[] = [];
    for (let at = index - 1; at >= 0 && open.length < 6; at--) {
      const kind = this.operations[at]?.kind;
      if (kind === 'create' || kind === 'whole') break;
      if (kind === 'rename' || kind === 'remove') open.push(at);
    }
    return Array.from({ length: 2 ** open.length }, (_, bits) => new Set(open.filter((_at, bit) => bits & (1 << bit))));
  }

  /** Files by name when the first `count` operations are done, but for those in `undone`. */
  private disk(count: number, undone: ReadonlySet<number>): { names: Map<string, number>; texts: Map<number, string> } {
    const names = new Map<string, number>();
    const texts = new Map<number, string>();
    for (const [index, operation] of this.operations.slice(0, count).entries()) {
      if (operation.kind === 'append') texts.set(operation.file, (texts.get(operation.file) ?? '') + operation.text);
      else if (operation.kind === 'create') names.set(operation.name, operation.file);
      else if (operation.kind === 'whole') {
        names.set(operation.name, operation.file);
        texts.set(operation.file, operation.text);
      } else if (!undone.has(index)) changeName(names, operation);
    }
    return { names, texts };
  }
}

function changeName(names: Map<string, number>, operation: Operation): void {
  if (operation.kind === 'remove') names.delete(operation.name);
  if (operation.kind !== 'rename') return;
  const file = names.get(operation.from);
  names.delete(operation.from);
  if (file !== undefined) names.set(operation.to, file);
}

/** The ways in which the operation may be half done, each with the files by name. */
function* torn(
  operation: Operation,
  { names, texts }: { names: Map<string, number>; texts: Map<number, string> },
  cuts: number,
): Generator<[how: string, files: Map<string, string>]> {
  const files = () => new Map([...names].map(([name, file]) => [name, texts.get(file) ?? '']));
  yield ['not begun', files()];
  if (operation.kind === 'create') {
    names.set(operation.name, operation.file);
    yield ['empty', files()];
  }
  if (operation.kind !== 'append' && operation.kind !== 'whole') return;
  const before = texts.get(operation.file) ?? '';
  if (operation.kind === 'whole') names.set(operation.name, operation.file);
  const { text } = operation;
  const step = Math.max(1, Math.ceil(text.length / cuts));
  for (let at = 0; at < text.length; at += step) {
    texts.set(operation.file, before + text.slice(0, at));
    yield [`cut at ${at}`, files()];
    // the length is there before the data
    texts.set(operation.file, before + text.slice(0, at) + '\0'.repeat(text.length - at));
    yield [`zeros from ${at}`, files()];
  }
}
