// What requests and messages were found to send, kept from one version of a document to the next: it holds as long as its statement
// and all definitions of the names that were looked up for it are those of the last version.
import type { Role } from '../prompt';
import type { CallRule } from './callRule';
import { mutatedName } from './definitions';
import type { Definition } from './facts';
import type { Sent } from './messages';
import { NameIndex } from './nameIndex';
import { isProse } from './names';
import type { Statement } from './placed';
import type { TextValue } from './value';
import type { GivenName } from './wrappers';

/** A text that is sent, by its statement, so that it moves along with it. */
export interface SentText {
  readonly statement: Statement;
  readonly value: TextValue;
  readonly role: Role;
}

/** What one call or message sends; `rule` is the one that applies to a call. */
export interface Finding {
  readonly rule: CallRule | undefined;
  readonly sent: readonly SentText[];
  readonly instead: readonly SentText[];
  readonly partial: boolean;
  /** Names that it sends. */
  readonly given?: readonly GivenName[];
  /** See `PromptRequest`. */
  readonly tools?: string | undefined;
  /** The limit on output tokens that the call states. */
  readonly maxOutputTokens?: number | undefined;
}

interface Remembered {
  readonly finding: Finding | undefined;
  /** Names that were looked up, whether something was found or not. */
  readonly names: ReadonlySet<string>;
}

/** Keeps the order of a statement's facts: first its requests, then its messages. */
type Findings = (Remembered | undefined)[];

export const sentText = ({ text, role }: Sent): SentText => ({ statement: text.statement, value: text.value, role });

export class LinkMemory {
  readonly names = new NameIndex();
  /** Modules that the document imports, in order. */
  imports: readonly string[] = [];
  #statements: readonly Statement[] = [];
  #findings = new WeakMap<Statement, Findings>();
  #changed: readonly string[] = [];
  readonly #prose = new WeakMap<TextValue, boolean>();

  /** Begins a version. Linear in the statements; compares them by identity. */
  begin(statements: readonly Statement[]): void {
    const { gone, come } = difference(this.#statements, statements);
    this.names.update(gone, come);
    if (gone.some(hasImports) || come.some(hasImports)) this.#import(statements);
    this.#changed = changedNames([...gone, ...come]);
    this.#statements = statements;
  }

  #import(statements: readonly Statement[]): void {
    const imports = statements.filter(hasImports).flatMap(({ facts }) => facts.imports);
    if (imports.join('\n') !== this.imports.join('\n')) this.#findings = new WeakMap();
    this.imports = imports;
  }

  /** As `isProse` says of the text with its holes. */
  isProse(value: TextValue): boolean {
    const known = this.#prose.get(value);
    if (known !== undefined) return known;
    const prose = isProse(value.text, value.holes.length);
    this.#prose.set(value, prose);
    return prose;
  }

  /** The finding of a statement's fact at `index`: remembered, or made by `find`, which tells the names that it looks up. */
  finding(statement: Statement, index: number, find: (names: Set<string>) => Finding | undefined): Finding | undefined {
    let findings = this.#findings.get(statement);
    if (findings === undefined) {
      findings = [];
      this.#findings.set(statement, findings);
    }
    const known = findings[index];
    if (known !== undefined && !this.#isStale(known)) return known.finding;
    const names = new Set<string>();
    const finding = find(names);
    findings[index] = { finding, names };
    return finding;
  }

  #isStale({ names }: Remembered): boolean {
    for (const name of this.#changed) if (names.has(name)) return true;
    return false;
  }
}

/**
 * False for a plain name of a scope inside of its statement: what looks it up from elsewhere came there by another name that the
 * statement defines.
 */
function isSeenOutside({ name, home, appended, assigned }: Definition): boolean {
  return home === undefined || appended || assigned === true || /^\.|^--|\(\)$/.test(name);
}

const hasImports = ({ facts }: Statement): boolean => facts.imports.length > 0;

interface Difference {
  readonly gone: readonly Statement[];
  readonly come: readonly Statement[];
}

/** The statements between those at the beginning and at the end that are the same. */
function difference(before: readonly Statement[], now: readonly Statement[]): Difference {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return { gone: before.slice(start, before.length - tail), come: now.slice(start, now.length - tail) };
}

/** Names that the statements define or change. */
function changedNames(statements: readonly Statement[]): string[] {
  const names = new Set<string>();
  for (const { facts } of statements) {
    for (const definition of facts.definitions) if (isSeenOutside(definition)) names.add(definition.name);
    for (const path of facts.mutated) names.add(mutatedName(path));
  }
  return [...names];
}
