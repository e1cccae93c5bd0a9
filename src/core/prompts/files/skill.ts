// SKILL.md: the description in the front matter is in the system prompt, unless only the user calls the skill; the body is when it is used.
import type { Detection } from '../prompt';
import { fileDetection, type Section, trimSpan } from './fileDetection';
import { readFrontMatter } from './frontMatter';

/** Description and body as two system prompts. Source: https://agentskills.io/specification (background knowledge). */
export function readSkill(text: string): Detection {
  const head = readFrontMatter(text);
  const span = trimSpan(text, { start: head.body, end: text.length });
  const body: Section = { span, role: 'system', text: text.slice(span.start, span.end), holes: [] };
  const isCalled = head.value('disable-model-invocation')?.value === true;
  const description = isCalled ? undefined : head.scalar('description');
  const sections =
    description === undefined
      ? [body]
      : [{ span: description.span, role: 'system' as const, text: description.value.trim(), holes: [] }, body];
  return fileDetection(text, sections, head, { model: undefined, partial: false });
}
