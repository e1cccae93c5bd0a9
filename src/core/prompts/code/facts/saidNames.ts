// Texts that count because of the user's names and callees, and what the level `broad` adds: texts under names that are often prompts,
// and long texts that give orders.
import type { Span } from '../../../text';
import { addPrompt } from '../../heed';
import { writtenModel } from '../../modelNames';
import type { Confidence, Detection, ModelName, Role } from '../../prompt';
import type { UserSay } from '../../userSay';
import { askedRole, promptName } from '../rules/names';
import { isProse } from '../rules/prose';
import type { CodeLanguage } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';
import { literalsIn } from './candidates';
import { ValueReader } from './readValue';
import { type CallValue, type TextValue, textsOf } from './value';

interface Tree {
  readonly root: Node;
  readonly text: string;
  readonly language: CodeLanguage;
}

/** Texts added to one file. */
const ADDED_LIMIT = 2_000;

class Adder {
  #detection: Detection;
  readonly #taken: Span[];
  #added = 0;

  constructor(detection: Detection) {
    this.#detection = detection;
    this.#taken = detection.prompts.map(({ span }) => span);
  }

  get detection(): Detection {
    return this.#detection;
  }

  /** What is a prompt already stays as it is. */
  add(
    { span, text, holes }: Pick<TextValue, 'span' | 'text' | 'holes'>,
    role: Role,
    confidence: Confidence,
    call?: { readonly span: Span; readonly model: ModelName | undefined },
  ): void {
    const known = this.#taken.some((each) => each.start < span.end && span.start < each.end);
    if (known || text.trim() === '' || this.#added >= ADDED_LIMIT) return;
    this.#added++;
    this.#taken.push(span);
    const model = call?.model === undefined ? {} : { model: call.model };
    const request =
      call === undefined ? undefined : { span: call.span, kind: 'chat' as const, partial: true, ...model };
    this.#detection = addPrompt(this.#detection, { span, role, text, holes, confidence }, request);
  }
}

/** A name that is tested once however often it stands in the file. */
function remembering(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = test(text);
    known.set(text, now);
    return now;
  };
}

function modelOf(value: CallValue): ModelName | undefined {
  const written = value.named.get('model');
  const model = written?.kind === 'text' ? writtenModel(written.text) : undefined;
  return model && written && { ...model, span: written.span, source: 'call' };
}

/** The first argument, or those under names that such functions have. */
function calledTexts(value: CallValue): (readonly [TextValue, Role])[] {
  const [first] = value.positional;
  const texts: (readonly [TextValue, Role])[] = first?.kind === 'text' ? [[first, 'unknown']] : [];
  for (const [name, argument] of value.named) {
    const role = askedRole(name);
    if (role !== undefined && argument.kind === 'text') texts.push([argument, role]);
  }
  return texts;
}

/** Texts under the user's names, and texts given to the user's callees. */
export function named(detection: Detection, tree: Tree, { isName, isCallee }: UserSay): Detection {
  const { root, text, language } = tree;
  const names = remembering((name) => isName?.(name) === true);
  const callees = remembering((path) => {
    const parts = path.split('.');
    return parts.some((_, index) => isCallee?.(parts.slice(index).join('.')) === true);
  });
  const reader = new ValueReader(language, text);
  const adder = new Adder(detection);
  for (const { name: kind, node } of language.captures.in(root, text)) {
    if (kind === 'binding') {
      const binding = language.binding(node, text);
      const name = binding?.path.at(-1) ?? '';
      if (binding?.value === undefined || !names(name)) continue;
      for (const [value] of textsOf(reader.read(binding.value)))
        adder.add(value, promptName(name) ?? 'unknown', 'high');
    } else if (kind === 'call' && callees(language.calleePath(node, text).join('.'))) {
      const value = reader.read(node);
      if (value.kind !== 'call') continue;
      for (const [each, role] of calledTexts(value))
        adder.add(each, role, 'high', { span: value.span, model: modelOf(value) });
    }
  }
  return adder.detection;
}

/** Names that are often prompts, and as often something else. */
const broadNames =
  /(^|[_-])(templates?|prefix|suffix|persona|goal|backstory|context|rules?|guidelines?|rubric|criteria|question|task|query|message)$|(Template|Prefix|Suffix|Persona|Goal|Rules?|Guidelines?|Rubric|Criteria|Question|Task|Message)$/i;

/** How orders to a model begin. */
const order =
  /^(you are|you're|you will|act as|imagine|your (task|job|role|goal)|given|please|write|summari[sz]e|translate|classify|categori[sz]e|extract|analy[sz]e|answer|generate|create|explain|return only|respond|reply|rewrite|rephrase|identify|determine|decide|evaluate|rate|score|compare|use the following|based on|describe|convert|list|i want you|as an? |think|do not|don't|never|always|below is|the following|here is)\b/i;

/** Shorter texts are labels and messages to people. */
const LONG = 80;

/** Types of nodes that are strings, in all languages. */
const strings =
  'string template_string interpreted_string_literal raw_string_literal string_literal text_block verbatim_string_literal interpolated_string_expression multiline_string_literal line_string_literal heredoc nowdoc heredoc_body encapsed_string concatenated_string chained_string'.split(
    ' ',
  );

/** Adds texts of low confidence. */
export function broadly(detection: Detection, tree: Tree): Detection {
  const { root, text, language } = tree;
  const reader = new ValueReader(language, text);
  const adder = new Adder(detection);
  for (const { name: kind, node } of language.captures.in(root, text)) {
    if (kind !== 'binding') continue;
    const binding = language.binding(node, text);
    const name = binding?.path.at(-1) ?? '';
    if (binding?.value === undefined || !(broadNames.test(name) || promptName(name) !== undefined)) continue;
    for (const [value] of textsOf(reader.read(binding.value)))
      if (isProse(value.text) && (value.text.length >= LONG || promptName(name) !== undefined))
        adder.add(value, promptName(name) ?? 'unknown', 'low');
  }
  for (const node of root.descendantsOfType(strings)) {
    if (node.endIndex - node.startIndex < LONG || isComment(node)) continue;
    const [literal] = literalsIn(tree, { start: node.startIndex, end: node.endIndex });
    if (literal !== undefined && order.test(literal.text.trimStart().slice(0, 40)) && isProse(literal.text))
      adder.add(literal, 'unknown', 'low');
  }
  return adder.detection;
}

/** Strings that stand alone as a statement are comments on the program (Python's docstrings). */
function isComment({ parent }: Node): boolean {
  return parent?.type === 'expression_statement';
}
