// Whether a name really says the model that the price data matched it with. Some of the data's rules take anything behind a name they
// know; here an unknown suffix is an unknown model.
import type { MatchLogic, ModelInfo } from '@pydantic/genai-prices';

/** True when `name` is the id itself, or one of its dated snapshots. */
export function isDated(id: string, name: string): boolean {
  return name === id || (name.startsWith(id) && /^-\d{4}-\d{2}-\d{2}$/.test(name.slice(id.length)));
}

/** True when `name` (lower case) is one of the model's names, with nothing behind it but a date, a version or `latest`. */
export function isNamed(model: ModelInfo, name: string): boolean {
  const literals = [model.id.toLowerCase(), ...literalsOf(model.match)];
  return (
    literals.some((literal) => isLiteral(literal, name)) ||
    closedPatterns(model.match).some((regex) => regex.test(name))
  );
}

function isLiteral(literal: string, name: string): boolean {
  const at = name.indexOf(literal);
  if (at < 0 || literal === '') return false;
  const rest = name.slice(at + literal.length);
  return (
    leading.test(name.slice(0, at)) &&
    (trailing.test(rest) || (literal.startsWith('ft:') && /^[-:]/.test(rest)) || isOpen(literal, rest))
  );
}

/** A region or a path. */
const leading = /^(?:[a-z-]{2,10}\.){0,2}$|\/$/;
/** Dates in the ways that providers write them, versions, and words that name the same weights. */
const trailing =
  /^(?:[-@:.](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{6}|\d{4}|\d{3}|\d{2}-\d{2}(?:-\d{4})?|\d{2}-\d{4}|v\d+(?:\.\d+)?|latest|default|preview|exp|instruct)|:\d+k?)*$/;

/** A literal that ends in the middle of a date or at its mark: `gpt-5-nano-`, `claude-sonnet-4-2025`, `claude-sonnet-4@`. */
function isOpen(literal: string, rest: string): boolean {
  return /[-@]$/.test(literal) ? trailing.test(`-${rest}`) : /-20\d\d$/.test(literal) && /^\d{4}$/.test(rest);
}

function rules(match: MatchLogic): MatchLogic[] {
  if ('or' in match) return match.or.flatMap(rules);
  return 'and' in match ? match.and.flatMap(rules) : [match];
}

function literalsOf(match: MatchLogic): string[] {
  return rules(match).flatMap((rule) =>
    'equals' in rule
      ? rule.equals.toLowerCase()
      : 'starts_with' in rule
        ? rule.starts_with.toLowerCase()
        : 'contains' in rule
          ? rule.contains.toLowerCase()
          : 'ends_with' in rule
            ? rule.ends_with.toLowerCase()
            : [],
  );
}

/** Patterns that say how a name ends. */
function closedPatterns(match: MatchLogic): RegExp[] {
  return rules(match).flatMap((rule) =>
    'regex' in rule && /^\^(?!\(\?!)[^|]*\$$/.test(rule.regex) ? new RegExp(rule.regex) : [],
  );
}
