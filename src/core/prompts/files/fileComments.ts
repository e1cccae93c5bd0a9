// Comments for Prompt Meter in prompt files, told by the mark before them on their line, and the user's say on what a reader found.
import type { Span } from '../../text';
import { DIRECTIVE, type PlacedDirective, parseDirective } from '../directives';
import { atLevel, statedModel, stateFor, withAliases, withDirectives } from '../heed';
import type { Detection, ModelName } from '../prompt';
import type { UserSay } from '../userSay';
import { readFrontMatter } from './frontMatter';

/** Comments of one file that are looked at. */
const COMMENTS_LIMIT = 500;

/** What stands right before the words: `#`, `//`, `<!--`, `{#`, `{{!`, `/*`, `--`, `;`. */
const mark = /(#|\/\/|<!--|\{#-?|\{\{~?!(--)?|\/\*|--|;)[ \t]*$/;

function lineAround(text: string, at: number): Span {
  const newline = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: newline === -1 ? text.length : newline };
}

/** The next line that is not blank. */
function nextLine(text: string, from: number): Span {
  const start = from + (/\S/.exec(text.slice(from, from + 10_000))?.index ?? 0);
  return lineAround(text, Math.min(start, text.length));
}

/** Every comment and what it speaks of. */
export function fileDirectives(text: string): PlacedDirective[] {
  const found: PlacedDirective[] = [];
  for (let at = text.indexOf(DIRECTIVE); at !== -1; at = text.indexOf(DIRECTIVE, at + 1)) {
    if (!mark.test(text.slice(Math.max(0, at - 20), at))) continue;
    const directive = parseDirective(text.slice(at, at + 5_000), at);
    if (directive === undefined) continue;
    const line = lineAround(text, at);
    const alone = text.slice(line.start, at).replace(mark, '').trim() === '';
    const next = directive.ignore === 'next-line' || (directive.ignore === 'line' && alone);
    const whole = directive.ignore === 'file' || directive.ignore === undefined;
    const target = whole ? { start: 0, end: text.length } : next ? nextLine(text, line.end) : line;
    found.push({ directive, target });
    if (found.length >= COMMENTS_LIMIT) break;
  }
  return found;
}

/** A name in the front matter that is no model id by itself, but one of the user's aliases. */
function aliasedModel(text: string, aliases: UserSay['aliases']): ModelName | undefined {
  const written = aliases.size === 0 ? undefined : readFrontMatter(text, true).scalar('model');
  const id = written === undefined ? undefined : aliases.get(written.value.trim());
  return written === undefined || id === undefined ? undefined : { id, span: written.span, source: 'frontMatter' };
}

/** What a reader found, after the user's say. A comment may state the model of all that the file sends, and the role of its only prompt. */
export function heedInFile(detection: Detection, text: string, say: UserSay): Detection {
  const aliased = aliasedModel(text, say.aliases);
  let result = withAliases(atLevel(detection, say), say);
  if (aliased !== undefined) {
    const requests = result.requests.map((request) => ({ ...request, model: request.model ?? aliased }));
    result = { ...result, requests };
  }
  if (!text.includes(DIRECTIVE)) return result;
  const directives = fileDirectives(text);
  for (const placed of directives) {
    const { force, role } = placed.directive;
    if (force) result = stateFor(result, placed.target, role?.value, statedModel(placed, say.aliases)) ?? result;
  }
  return withDirectives(result, directives);
}
