// How the variables of prompt files are written where no template engine with control flow is at work, and holes made of them.
import { cut, type Holed, holeName } from '../holed';

/** `{topic}`: crewAI, Spring AI. Braces around anything else are text, such as JSON in an example. */
export const plainBraces = /\{([A-Za-z_][\w.-]{0,79})\}/g;
/** `$input`, `${input}`: templates of the `llm` tool. `$$` is a dollar. */
export const dollars = /\$(?:\{([A-Za-z_]\w{0,79})\}|([A-Za-z_]\w{0,79}))/g;
/** `{{ x }}`: Mustache, Nunjucks, Handlebars without blocks. */
export const doubleBraces = /\{\{\{?\s*[.$]?([^{}\n]{1,200}?)\s*\}\}\}?/g;
/** `<%= x %>`: ERB. Control tags leave nothing behind. */
export const erbTags = /<%[=-]?([^%\n]{1,300})%>/g;

/** Takes what the pattern finds out and leaves holes. Holes that are there already stay. */
export function fill(value: Holed, pattern: RegExp): Holed {
  const found = [...value.text.matchAll(pattern)];
  if (found.length === 0) return value;
  const holes = found.map((match) => ({
    name: holeName((match[1] ?? match[2] ?? match[0]).trim()),
    at: match.index,
  }));
  const merged = [...value.holes, ...holes].sort((a, b) => a.at - b.at);
  return cut(
    { text: value.text, holes: merged },
    found.map((match) => [match.index, match.index + match[0].length] as const),
  );
}
