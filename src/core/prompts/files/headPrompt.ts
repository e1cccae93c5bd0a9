// `*.prompt` files that are YAML alone, behind a line `---` and perhaps before another one: the prompt is the text under `prompt`, with
// `system` and the name of a model as `model` or `engine` beside it.
import type { Detection, Role } from '../prompt';
import { plainAt, textAt, wholeNumberAt } from './data';
import { fileDetection, type Section, trimSpan } from './fileDetection';
import { modelIn } from './fileRequests';
import { headAlone, readFrontMatter } from './frontMatter';
import { readStatements } from './headStatements';
import { filled } from './promptMap';
import { readYaml } from './yaml';

/** A key `prompt` at the left edge: other files are not parsed. */
const gate = /^prompt:/m;

const roles: readonly (readonly [key: string, role: Role])[] = [
  ['system', 'system'],
  ['prompt', 'user'],
];

/** Undefined when the file is another kind of `*.prompt`. */
export function readHeadPrompt(text: string): Detection | undefined {
  const end = gate.test(text) ? headAlone(text) : undefined;
  if (end === undefined) return undefined;
  const { data } = readYaml(text.slice(0, end));
  if (textAt(data, 'prompt') === undefined) return undefined;
  let partial = false;
  const sections = roles.flatMap(([key, role]): Section[] => {
    const written = textAt(data, key);
    if (written === undefined) return [];
    const { partial: unsure, ...sent } = filled(written.value);
    partial ||= unsure;
    return [{ span: trimSpan(text, written.span), role, ...sent }];
  });
  return fileDetection(text, sections, readFrontMatter(''), {
    model: modelIn(textAt(data, 'model') ?? textAt(data, 'engine')),
    maxOutputTokens: wholeNumberAt(data, 'max_tokens'),
    partial,
    stated: readStatements((...path) => plainAt(data, ...path)),
  });
}
