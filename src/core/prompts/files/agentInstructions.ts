// AGENTS.md, CLAUDE.md, GEMINI.md, copilot-instructions.md, agents of Claude Code: the whole file is sent as instructions of the system.
import type { Detection } from '../prompt';
import { fileDetection, trimSpan, wholeModel } from './fileDetection';
import { readFrontMatter } from './frontMatter';
import { withHandoffs } from './handoffs';

/** `@path` alone on a line or after a space pulls another file in (CLAUDE.md, GEMINI.md). */
const imports = /(^|\s)@[\w~./-]{1,200}\.\w/;

/** Front matter, which these files may have in some tools, is left out; the agent's conversation is not seen, so the request is partial. */
export function readAgentInstructions(text: string): Detection {
  const head = readFrontMatter(text);
  const span = trimSpan(text, { start: head.body, end: text.length });
  const section = { span, role: 'system' as const, text: text.slice(span.start, span.end), holes: [] };
  const detection = fileDetection(text, [section], head, {
    model: wholeModel(head.scalar('model')),
    partial: imports.test(section.text),
  });
  return withHandoffs(detection, text, head);
}
