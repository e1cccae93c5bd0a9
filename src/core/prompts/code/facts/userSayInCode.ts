// The user's say in source code: comments for Prompt Meter, names and callees of the settings, and the level. Works on what the rules
// have found and on the syntax tree; files that the user says nothing about pass through untouched.
import type { Span } from '../../../text';
import { DIRECTIVE, type Directive, type PlacedDirective, parseDirective } from '../../directives';
import { addPrompt, atLevel, statedModel, stateFor, withAliases, withDirectives } from '../../heed';
import type { Candidate, Detection, Prompt } from '../../prompt';
import { type UserSay, usualSay } from '../../userSay';
import type { CodeLanguage } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';
import { literalAround, literalsIn, statementAt } from './candidates';
import { broadly, named } from './saidNames';

/** A parsed document. */
export interface Source {
  readonly root: Node;
  readonly text: string;
  readonly language: CodeLanguage;
}

/** Comments of one file that are looked at. */
const COMMENTS_LIMIT = 500;

function commentAt({ root }: Source, at: number): Node | undefined {
  let node = root.descendantForIndex(at, at + DIRECTIVE.length);
  for (let steps = 0; node !== null && steps < 3; steps++) {
    if (node.type.includes('comment')) return node;
    node = node.parent;
  }
  return undefined;
}

function lineAround(text: string, at: number): Span {
  const newline = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: newline === -1 ? text.length : newline };
}

/** The line of the comment; when nothing else stands on it, or it says so, what begins on the next line that is not blank. */
function targetOf(source: Source, directive: Directive, comment: Node): Span {
  const { text } = source;
  if (directive.ignore === 'file') return { start: 0, end: text.length };
  const line = lineAround(text, comment.startIndex);
  const last = lineAround(text, comment.endIndex);
  // Some grammars count the end of the line to the comment.
  const after = text.slice(comment.endIndex, Math.max(comment.endIndex, last.end));
  const behind = text[comment.endIndex - 1] === '\n' ? '' : after;
  // Braces are those around a comment in markup.
  const alone = /^[\s{]*$/.test(text.slice(line.start, comment.startIndex)) && /^[\s}]*$/.test(behind);
  if (directive.ignore !== 'next-line' && !alone) return line;
  return statementAt(source, text[comment.endIndex - 1] === '\n' ? comment.endIndex : last.end);
}

function directivesIn(source: Source): PlacedDirective[] {
  const { text } = source;
  const found: PlacedDirective[] = [];
  for (let at = text.indexOf(DIRECTIVE); at !== -1; at = text.indexOf(DIRECTIVE, at + 1)) {
    const comment = commentAt(source, at);
    if (comment === undefined) continue;
    const directive = parseDirective(text.slice(at, comment.endIndex), at);
    if (directive !== undefined) found.push({ directive, target: targetOf(source, directive, comment) });
    if (found.length >= COMMENTS_LIMIT) break;
  }
  return found;
}

/** The longest text of the target counts as a prompt; one behind the comment goes before one ahead of it. */
function force(detection: Detection, source: Source, placed: PlacedDirective, say: UserSay): Detection {
  const { directive, target } = placed;
  const model = statedModel(placed, say.aliases);
  const role = directive.role?.value;
  const known = stateFor(detection, target, role, model);
  if (known !== undefined) return known;
  const texts = literalsIn(source, target);
  const behind = texts.filter(({ span }) => span.start > directive.span.end);
  const [longest] = (behind.length > 0 ? behind : texts).toSorted((a, b) => b.text.length - a.text.length);
  if (longest === undefined) return detection;
  const { span, text, holes } = longest;
  const prompt: Prompt = { span, role: role ?? 'unknown', text, holes, confidence: 'high' };
  return addPrompt(detection, model === undefined ? prompt : { ...prompt, model }, undefined);
}

/** True when texts may count that no rule knows of, so that the file is read whatever words it has. */
export function saysMore({ level, isName, isCallee }: UserSay): boolean {
  return level === 'broad' || isName !== undefined || isCallee !== undefined;
}

/** What the rules found, after the user's say. */
export function heedInCode(found: Detection, source: Source, say: UserSay): Detection {
  if (say === usualSay && !source.text.includes(DIRECTIVE)) return found;
  let detection = atLevel(found, say);
  if (say.isName !== undefined || say.isCallee !== undefined) detection = named(detection, source, say);
  if (say.level === 'broad') detection = broadly(detection, source);
  detection = withAliases(detection, say);
  if (!source.text.includes(DIRECTIVE)) return detection;
  const directives = directivesIn(source);
  for (const placed of directives) {
    if (placed.directive.force) detection = force(detection, source, placed, say);
    else if (placed.directive.model !== undefined)
      detection = stateFor(detection, placed.target, undefined, statedModel(placed, say.aliases)) ?? detection;
  }
  return withDirectives(detection, directives);
}

/** The string at an offset, for "Count as prompt". */
export function candidateAt(source: Source, detection: Detection, at: number): Candidate | undefined {
  const literal = literalAround(source, at);
  if (literal === undefined) return undefined;
  const { span, name, callee, statementStart } = literal;
  const found = detection.prompts.some((prompt) => prompt.span.start < span.end && span.start < prompt.span.end);
  return { span, name, callee, statementStart, found };
}
