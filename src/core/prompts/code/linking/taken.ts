// What the expression in a hole takes: the names in it that may hold a text. Only the expression's source is known here, of whatever language.

/** What is taken of a name: what it holds, one entry of it, what it returns when it is called, or all of its texts as one. */
export type Step = 'held' | 'entry' | 'called' | 'joined';

/** A name, or a member of one. */
export interface Taken {
  readonly path: readonly string[];
  readonly step: Step;
}

/** Alternatives told of one expression. */
const ALTERNATIVES_LIMIT = 4;

/** `easy ? A : B`, `A if easy else B`, `if easy { A } else { B }`, `A ?? B`: each of them; an expression that chooses nothing is the only one. */
function alternatives(expression: string): readonly string[] {
  const [, first, second] =
    /^if\b[^{}]{1,200}\{([^{}]*)\}\s*else\s*\{([^{}]*)\}$/.exec(expression) ??
    /^if\s*\([^()]{1,200}\)(.*)\selse\s(.*)$/.exec(expression) ??
    /^(.*)\sif\s.{1,200}?\selse\s(.*)$/.exec(expression) ??
    /^[^?]{1,200}[^?]\?(?![?.:])(.*)\s:\s(.*)$/.exec(expression) ??
    [];
  if (first !== undefined && second !== undefined) return [first, second];
  // `easy && HINT`
  const [, held] = /^[^&|?]{1,200}&&([^&|?]*)$/.exec(expression) ?? [];
  return held === undefined ? expression.split(/\?\?|\|\||\?:|\sor\s/, ALTERNATIVES_LIMIT) : [held];
}

/** A name or a member, perhaps called or with one entry taken. PHP's names begin with `$`, Ruby's members with `@`. */
const source =
  /^([$@]?[A-Za-z_][\w$]*(?:(?:\??\.|\?->|->|::)[\w$]+){0,2})(\[[^[\]"'`]{1,60}\](?:\.(\w{1,40})|\[["']?(\w{1,40})["']?\])?|\[["']\w{1,40}["']\]|\(.*)?$/s;

/** Methods that change nothing of what a text says. */
const textMethods =
  /(?:\??\.|->)(?:trim|trimEnd|trimIndent|strip|rstrip|chomp|to_?[sS](?:tr(?:ing)?)?|as_str|clone|to_owned|to(?:Upper|Lower)(?:Case|Invariant)?|upper|lower|unwrap|replace)(?:\(.*\)?)?$/s;

/** Functions that do so. */
const textFunction = /^(?:str|string|String|trim|rtrim|dedent|(?:\w{1,20}\.)(?:dedent|cleandoc|TrimSpace))\((.*?)\)?$/s;

/** `RULES.join("\n")`, `RULES.map((rule) => …).join("\n")`, `RULES.joinToString("\n")` */
const joinedList =
  /^([$@]?[A-Za-z_][\w$]*(?:(?:\.|->)[\w$]+)?)(?:\.(?:map|filter|flatMap|iter|compact|Select|stream)\b.*)?\.(?:join|joinToString)\b/s;

/** `"\n".join(RULES)`, `sep.join(RULES)`, `"\n".join(f"- {rule}" for rule in RULES)` */
const joinedBy =
  /^(?:"[^"]*"|'[^']*'|[\w.]+(?:\(\d+\))?)\.join\((?:.*\sfor\s\w+\sin\s)?([A-Za-z_]\w*(?:\.\w+)?)\)*…?$/s;

/** `String.Join("\n", RULES)`, `strings.Join(rules, "\n")`, `implode("\n", $rules)` */
const joinedWith = /^(?:[sS]trings?\.[jJ]oin|implode|join)\((.*?)\)?$/s;

const nameOnly = /^[$@]?[A-Za-z_][\w$]*(?:(?:\.|->|::)[\w$]+)?$/;

/** `RULES.get(kind, "")`, `RULES.fetch(kind)`: one entry. */
const entryOf = /^([$@]?[A-Za-z_][\w$]*(?:(?:\.|->)[\w$]+)?)\.(?:get|fetch|getOrDefault|get_or_default)\b/;

/** Without brackets around the whole. */
function bare(expression: string): string {
  const inside = /^\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/.exec(expression)?.[1];
  return inside?.trim() ?? expression;
}

/** What one alternative takes. */
function takenOf(alternative: string): Taken | undefined {
  let expression = bare(alternative.trim());
  while (textMethods.test(expression)) expression = expression.replace(textMethods, '');
  expression = textFunction.exec(expression)?.[1] ?? expression;
  const list =
    joinedBy.exec(expression)?.[1] ??
    joinedList.exec(expression)?.[1] ??
    joinedWith
      .exec(expression)?.[1]
      ?.split(',')
      .map((argument) => argument.trim())
      .find((argument) => nameOnly.test(argument));
  if (list !== undefined) return { path: pathOf(list), step: 'joined' };
  const table = entryOf.exec(expression)?.[1];
  if (table !== undefined) return { path: pathOf(table), step: 'entry' };
  const [, named, after = '', member, place] = source.exec(expression) ?? [];
  if (named === undefined) return undefined;
  // `STEPS[at].order`, `STEPS[at][1]`
  const part = member ?? place;
  if (part !== undefined) return { path: [...pathOf(named), part], step: 'held' };
  const step = after.startsWith('(') ? 'called' : after === '' ? 'held' : 'entry';
  return { path: pathOf(named), step };
}

const pathOf = (name: string): readonly string[] =>
  name
    .replace(/^@/, 'self.')
    .replace('$', '')
    .split(/\??\.|\??->|::/);

/** The names that an expression takes, each of which may be what it gives. */
export function takenIn(expression: string): readonly Taken[] {
  return alternatives(bare(expression.trim()))
    .slice(0, ALTERNATIVES_LIMIT)
    .flatMap((alternative) => takenOf(alternative) ?? []);
}
