// What stands in a hole of a text, as far as the file shows it: the value of a name, or what a function of the file returns.
import type { Scopes } from '../facts/facts';
import type { Definitions, Resolved } from './definitions';

/** What a hole holds. */
export interface Held {
  readonly path: readonly string[];
  readonly resolved: Resolved;
  /** True when one entry of it is taken: `STYLES[kind]`. */
  readonly entry: boolean;
}

/** A name or a member, perhaps called or with one entry taken. PHP's names begin with `$`. */
const source = /^\$?([A-Za-z_][\w$]*(?:(?:\.|->|::)[\w$]+)?)(\[[\w.$'"]+\]|\(.*)?$/s;

/** The value that a hole of this name, written in these scopes, may hold where a request at the offset `before` sends it. */
export function heldIn(name: string, scopes: Scopes, definitions: Definitions, before?: number): Held | undefined {
  const [, named, step = ''] = source.exec(name) ?? [];
  if (named === undefined) return undefined;
  const path = named.split(/\.|->|::/);
  const isCall = step.startsWith('(');
  // What is no variable may be a function, called by its bare name (Ruby).
  const value = isCall ? undefined : definitions.resolveAll(path, scopes, before);
  const resolved = value ?? (step === '' || isCall ? definitions.returned(path, scopes) : undefined);
  return resolved === undefined ? undefined : { path, resolved, entry: step.startsWith('[') };
}
