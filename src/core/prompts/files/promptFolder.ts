// Prompts kept as plain files in a folder `prompt` or `prompts`, and Semantic Kernel's `skprompt.txt`. The ending says which template
// language it is, the file's name who speaks.
import { fillTemplate, lineFeeds } from '../holed';
import type { Detection, Role } from '../prompt';
import { fileDetection, type Section, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { readPrompty } from './prompty';
import { handlebars, jinja, render } from './template';

/** A line that starts a message, as in Prompty and promptflow files. */
const roleLine = /^\s{0,20}#?\s{0,20}(system|user|assistant)\s{0,20}:\s{0,20}$/im;

function roleOf(path: string): Role {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/(^|[^a-z])system([^a-z]|$)/.test(name)) return 'system';
  return /(^|[^a-z])user([^a-z]|$)/.test(name) ? 'user' : 'unknown';
}

/** Any text gives one prompt, or the messages that role lines separate. Front matter is not sent. */
export function readPromptFolder(text: string, path: string): Detection {
  const isJinja = /\.(j2|jinja2?)$/i.test(path);
  if (isJinja && roleLine.test(text)) return readPrompty(text);
  const head = readFrontMatter(text);
  const span = trimSpan(text, { start: head.body, end: text.length });
  const role = roleOf(path);
  const tags = isJinja ? jinja : /\.(hbs|mustache)$/i.test(path) ? handlebars : undefined;
  if (tags !== undefined) {
    const inside = tags.tags(text, span.start).filter(({ end }) => end <= span.end);
    const { partial, ...sent } = render(text, span, inside, tags);
    const section: Section = { span, role, ...lineFeeds(sent) };
    return fileDetection(text, [section], head, { model: undefined, partial });
  }
  const sent = fillTemplate(lineFeeds({ text: text.slice(span.start, span.end), holes: [] }), 'mustache');
  return fileDetection(text, [{ span, role, ...sent }], head, { model: undefined, partial: false });
}
