// Prompts kept as plain files: in a folder `prompts`, or called so. The ending says which template language it is, the file's name who
// speaks.
import { isProse } from '../code/rules/prose';
import { lineFeeds } from '../holed';
import { type Detection, nothingFound, type Role } from '../prompt';
import { fileDetection, headModel, type Section, trimSpan } from './fileDetection';
import { type FileRequest, requestsDetection } from './fileRequests';
import { type FrontMatter, readFrontMatter } from './frontMatter';
import { readGoTemplate } from './goTemplate';
import { readPrompty } from './prompty';
import { handlebars, jinja, render, type TemplateLanguage } from './template';
import { doubleBraces, erbTags, fill, plainBraces } from './variables';

/** A line that starts a message, as in Prompty and promptflow files. */
const roleLine = /^\s{0,20}#?\s{0,20}(system|user|assistant)\s{0,20}:\s{0,20}$/im;

/** The same at the left edge, where YAML that a template makes has its keys as well. */
const firstRole = /^#?[ \t]{0,4}(system|user)[ \t]{0,4}:[ \t]{0,20}\r?$/im;

function roleOf(path: string): Role {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/(^|[^a-z])(system|instructions?)([^a-z]|$)/.test(name)) return 'system';
  return /(^|[^a-z])user([^a-z]|$)/.test(name) ? 'user' : 'unknown';
}

function languageOf(path: string): TemplateLanguage | undefined {
  if (/\.(j2|jinja2?|liquid|njk)$/i.test(path)) return jinja;
  return /\.(hbs|handlebars|mustache)$/i.test(path) ? handlebars : undefined;
}

/** Control flow of Go's and Ruby's templates, and other templates that are put in. */
const control = /\{\{-?\s*(if|else|end|range|with|template|block|define)\b|<%-?\s*(if|else|end|@|render)|\.each\b/;

/** Lines between the prompts of one file. */
const separators = /^---[ \t]{0,20}\r?$/gm;

function pattern(path: string, text: string): RegExp {
  if (/\.erb$/i.test(path)) return erbTags;
  return /\.st$/i.test(path) ? plainBraces : text.includes('{{') ? doubleBraces : plainBraces;
}

function plain(text: string, path: string, head: FrontMatter): Detection {
  const span = trimSpan(text, { start: head.body, end: text.length });
  const role = roleOf(path);
  const tags = languageOf(path);
  const model = headModel(head.scalar('model'));
  if (tags !== undefined) {
    const inside = tags.tags(text, span.start).filter(({ end }) => end <= span.end);
    const { partial, ...sent } = render(text, span, inside, tags);
    const section: Section = { span, role, ...lineFeeds(sent) };
    return fileDetection(text, [section], head, { model, partial });
  }
  const parted = readGoTemplate(text, head.body, role);
  if (parted !== undefined) return parted;
  const body = text.slice(span.start, span.end);
  const sent = lineFeeds(fill({ text: body, holes: [] }, pattern(path, body)));
  return fileDetection(text, [{ span, role, ...sent }], head, { model, partial: control.test(body) });
}

/**
 * promptfoo's `prompts.txt`: one prompt after the other, with lines `---` between them.
 * Source: https://www.promptfoo.dev/docs/configuration/prompts (background knowledge).
 */
function readListed(text: string): Detection {
  const requests: FileRequest[] = [];
  let start = 0;
  for (const { 0: line, index } of [...text.matchAll(separators), { 0: '', index: text.length }]) {
    const span = trimSpan(text, { start, end: index });
    const body = text.slice(span.start, span.end);
    const sent = lineFeeds(fill({ text: body, holes: [] }, doubleBraces));
    requests.push({ sections: [{ span, role: 'unknown', ...sent }], request: { span, partial: control.test(body) } });
    start = index + line.length;
  }
  return requestsDetection(requests);
}

/** Any text gives one prompt, or the messages that role lines separate. Front matter is not sent. */
export function readPromptFolder(text: string, path: string): Detection {
  if (/(^|\/)prompts\.txt$/i.test(path) && !text.startsWith('---') && text.search(separators) !== -1)
    return readListed(text);
  const head = readFrontMatter(text);
  const jinjaChat = /\.(j2|jinja2?)$/i.test(path) && roleLine.test(text);
  const plainChat = /\.(md|txt)$/i.test(path) && beginsWithRole(text, head.body);
  return jinjaChat || plainChat ? readPrompty(text) : plain(text, path, head);
}

/** Spring AI's templates. Those of StringTemplate that make code define groups (`name(x) ::= <<`) or have control tags in `<…>`. */
export function readSpringTemplate(text: string, path: string): Detection {
  if (/::=|<if\s*\(|\$\w{1,80}[.:(]/.test(text)) return nothingFound;
  return plain(text, path, readFrontMatter(''));
}

/** True when the first thing said is who speaks, and what follows is running text rather than settings. */
function beginsWithRole(text: string, from: number): boolean {
  const head = text.slice(from, from + 20_000);
  const found = firstRole.exec(head);
  if (found === null) return false;
  const before = head.slice(0, found.index).replace(/\{#[^#]{0,2000}#\}|\{%[^%]{0,300}%\}/g, '');
  const after = head.slice(found.index + found[0].length);
  const line = after.split('\n', 50).find((each) => each.trim() !== '') ?? '';
  // Settings are further in than their key, or a list of them.
  const isSetting = /^[ \t]+\S|^- [\w-]{1,60}:/.test(line);
  return before.trim() === '' && !isSetting;
}

/** A Jinja file of any name: promptflow's chat templates have lines `system:`; other files are templates of something else. */
export function readJinjaChat(text: string): Detection {
  if (!beginsWithRole(text, 0)) return nothingFound;
  const detection = readPrompty(text);
  return detection.prompts.some((prompt) => isProse(prompt.text)) ? detection : nothingFound;
}
