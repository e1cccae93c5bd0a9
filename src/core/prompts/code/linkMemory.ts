// What requests and messages were found to send, kept from one version of a document to the next: it holds as long as its statement
// and all definitions of the names that were looked up for it are those of the last version.
import type { Role } from '../prompt';
import type { CallRule } from './callRule';
import { mutatedName } from './definitions';
import type { Definition } from './facts';
import type { Sent } from './messages';
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
  #statements: readonly Statement[] = [];
  #imports = '';
  #findings = new WeakMap<Statement, Findings>();
  #changed: ReadonlySet<string> = new Set();

  /** Begins a version. Linear in the statements; compares them by identity. */
  begin(statements: readonly Statement[], imports: readonly string[]): void {
    const all = imports.join('\n');
    if (all !== this.#imports) this.#findings = new WeakMap();
    this.#imports = all;
    this.#changed = changedNames(this.#statements, statements);
    this.#statements = statements;
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
    if (this.#changed.size === 0) return false;
    for (const name of names) if (this.#changed.has(name)) return true;
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

/** Names that a statement defines or changes that is only in one of the lists. */
function changedNames(before: readonly Statement[], now: readonly Statement[]): Set<string> {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const names = new Set<string>();
  for (const list of [before, now]) {
    for (let index = start; index < list.length - tail; index++) {
      const facts = list[index]?.facts;
      for (const definition of facts?.definitions ?? []) if (isSeenOutside(definition)) names.add(definition.name);
      for (const path of facts?.mutated ?? []) names.add(mutatedName(path));
    }
  }
  return names;
}
