// The user's own names for models, from the setting `promptMeter.modelAliases`: a deployment's name -> the model that it is.

/** An alias that cannot be used; `problem` is an English phrase. */
export interface AliasProblem {
  readonly alias: string;
  readonly problem: string;
}

/** Usable aliases by the alias in lower case, each with the last name of its chain; and what was left out. */
export interface Aliases {
  readonly aliases: ReadonlyMap<string, string>;
  readonly problems: readonly AliasProblem[];
}

/** Reads the setting's value, which may be anything. Linear in it. An alias may name another alias; a circle is named and left out. */
export function readAliases(setting: unknown): Aliases {
  const problems: AliasProblem[] = [];
  const direct = new Map<string, string>();
  if (setting !== undefined && setting !== null && !isObject(setting)) {
    return { aliases: direct, problems: [{ alias: '', problem: 'must be an object of names and model ids' }] };
  }
  for (const [alias, target] of Object.entries(setting ?? {})) {
    if (typeof target === 'string' && target.trim() !== '') direct.set(keyOf(alias), target.trim());
    else problems.push({ alias, problem: 'must be the id of a model' });
  }
  const aliases = new Map<string, string>();
  for (const alias of direct.keys()) {
    const end = endOf(alias, direct);
    if (end === undefined) problems.push({ alias, problem: 'leads back to itself' });
    else aliases.set(alias, end);
  }
  return { aliases, problems };
}

/** The model an alias stands for; undefined for a name that is none. */
export function aliasOf(name: string, aliases: ReadonlyMap<string, string>): string | undefined {
  return aliases.get(keyOf(name));
}

/** The name to look up: the alias's model, or the name itself. */
export function resolveAlias(name: string, aliases: ReadonlyMap<string, string>): string {
  return aliasOf(name, aliases) ?? name;
}

/** More steps than that are taken for a circle, so that reading stays linear. */
const longestChain = 10;

function endOf(alias: string, direct: ReadonlyMap<string, string>): string | undefined {
  let name = alias;
  for (let step = 0; step < longestChain; step++) {
    const next = direct.get(keyOf(name));
    if (next === undefined) return name;
    if (keyOf(next) === keyOf(alias)) return undefined;
    name = next;
  }
  return undefined;
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
