// Marked fixtures: sources with the expected detection written into them. A detection is written back as marks, and must give the fixture.
//
//   === path/of/file.py: what the case shows
//   ‹create(messages=[{"role": "system", "content": «system:"You are terse."»}])›
//   --
//   gpt-4o call <- 0
//   0 = "You are terse."
//
// «role:…» is a prompt (`role?` of medium confidence), ‹…› a request. After `--`: one line per request (model, its source, `<-`, indexes
// of its prompts, `partial`, `text`, `out` and the limit on its output, `tools` and their JSON), texts to check (holes as ⟦name⟧), `broken`, problems. `\r` in a source stands for itself.

import type { Detection, Prompt, PromptRequest } from '../../../src/core/prompts/prompt';
import { english, translated } from '../../../src/core/words';

export interface MarkedCase {
  readonly path: string;
  readonly title: string;
  /** The source with marks. */
  readonly marked: string;
  /** The lines after `--`. */
  readonly expected: readonly string[];
}

/** The cases of a fixture file. */
export function cases(file: string): MarkedCase[] {
  return file
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...rest] = part.split('\n');
      const [path = '', title = ''] = head.split(/: (.*)/s);
      const [marked = '', expected = ''] = rest.join('\n').split(/\n--$/m);
      return { path, title, marked, expected: expected.split('\n').filter((line) => line !== '') };
    });
}

/** The source without marks. */
export function unmarked(marked: string): string {
  return marked.replace(/«[a-z]+\??:|[»‹›]/g, '');
}

function withHoles({ text, holes }: Prompt): string {
  let result = '';
  let from = 0;
  for (const { name, at } of holes) {
    result += `${text.slice(from, at)}⟦${name}⟧`;
    from = at;
  }
  return JSON.stringify(result + text.slice(from));
}

function requestLine({ model, prompts, partial, kind, maxOutputTokens, tools }: PromptRequest): string {
  const named = model === undefined ? 'no model' : `${model.id} ${model.source}`;
  const limit = maxOutputTokens === undefined ? '' : ` out ${maxOutputTokens}`;
  const stated = tools === undefined ? '' : ` tools ${tools}`;
  const tail = (partial ? ' partial' : '') + (kind === 'text' ? ' text' : '') + limit + stated;
  return `${named} <- ${prompts.join(' ')}${tail}`;
}

/** The source with the marks that the detection asks for. */
export function mark(source: string, { prompts, requests }: Detection): string {
  const marks: { at: number; order: number; text: string }[] = [];
  for (const { span, role, confidence } of prompts) {
    marks.push({ at: span.start, order: 3, text: `«${role}${confidence === 'high' ? '' : '?'}:` });
    marks.push({ at: span.end, order: 0, text: '»' });
  }
  for (const { span } of requests) {
    marks.push({ at: span.start, order: 2, text: '‹' }, { at: span.end, order: 1, text: '›' });
  }
  marks.sort((a, b) => a.at - b.at || a.order - b.order);
  let result = '';
  let from = 0;
  for (const { at, text } of marks) {
    result += source.slice(from, at) + text;
    from = at;
  }
  return result + source.slice(from);
}

/** The lines after `--` that the detection asks for; texts only where the fixture states one. */
export function lines(detection: Detection, stated: readonly string[]): string[] {
  const texts = stated.flatMap((line) => {
    const index = /^(\d+) = /.exec(line)?.[1];
    const prompt = index === undefined ? undefined : detection.prompts[Number(index)];
    return index === undefined ? [] : [`${index} = ${prompt === undefined ? 'missing' : withHoles(prompt)}`];
  });
  return [
    ...detection.requests.map(requestLine),
    ...texts,
    ...(detection.broken ? ['broken'] : []),
    ...detection.problems.map((problem) => `problem: ${translated(problem.sentence, english)}`),
  ];
}
