// `*.prompt` files of .NET's DotPrompt: YAML without a body, with `prompts.system`, `prompts.user` and pairs of examples.
// Source: https://github.com/elastacloud/DotPrompt (read 2026-11-22).
import type { Detection, Role } from '../prompt';
import { type Data, itemsAt, textAt } from './data';
import { type Section, trimSpan } from './fileDetection';
import { requestsDetection } from './fileRequests';
import { modelOfMap } from './promptMap';
import { jinja, render } from './template';
import { readYaml } from './yaml';

/** A line `prompts:` at the left edge: other files are not parsed. */
const gate = /^prompts:[ \t]*\r?$/m;

function section(text: string, data: Data | undefined, role: Role, ...path: string[]): Section[] {
  const written = textAt(data, ...path);
  if (written === undefined) return [];
  const { value, span } = written;
  const { text: sent, holes } = render(value, { start: 0, end: value.length }, jinja.tags(value, 0), jinja);
  return [{ span: trimSpan(text, span), role, text: sent, holes }];
}

/** Undefined when the file is another kind of `*.prompt`. Examples are sent as turns between the system's text and the user's. */
export function readDotnetPrompt(text: string): Detection | undefined {
  if (!gate.test(text)) return undefined;
  const { data } = readYaml(text);
  const user = section(text, data, 'user', 'prompts', 'user');
  if (data?.kind !== 'map' || user.length === 0) return undefined;
  const examples = itemsAt(data, 'fewShots').flatMap((pair) => [
    ...section(text, pair, 'user', 'user'),
    ...section(text, pair, 'assistant', 'response'),
  ]);
  const sections = [...section(text, data, 'system', 'prompts', 'system'), ...examples, ...user];
  const request = { span: { start: 0, end: text.length }, model: modelOfMap(data), partial: false };
  return requestsDetection([{ sections, request }]);
}
