// What an agent of VS Code hands over to another one (`handoffs: [{ label, agent, prompt, send }]` in its front matter): each prompt is sent
// as the user's message when its button is used, in a conversation that is not seen here.
// Source: https://code.visualstudio.com/docs/agent-customization/custom-agents (read 2026-11).
import type { Detection } from '../prompt';
import { shownModel } from './fileDetection';
import { type FileRequest, requestsDetection, sectionOf } from './fileRequests';
import type { FrontMatter } from './frontMatter';

/** Entries that are looked at. */
const HANDOFFS_LIMIT = 100;

function handoffs(text: string, head: FrontMatter): FileRequest[] {
  const found: FileRequest[] = [];
  for (let index = 0; index < HANDOFFS_LIMIT; index++) {
    const entry = ['handoffs', String(index)];
    if (head.value(...entry) === undefined) break;
    const prompt = head.scalar(...entry, 'prompt');
    if (prompt === undefined) continue;
    const section = sectionOf(text, { kind: 'text', ...prompt }, 'user');
    const model = shownModel(head.scalar(...entry, 'model'));
    found.push({ sections: [section], request: { span: section.span, model, partial: true } });
  }
  return found;
}

/** What was found in the body, and what the agent hands over. */
export function withHandoffs(detection: Detection, text: string, head: FrontMatter): Detection {
  const found = handoffs(text, head);
  if (found.length === 0) return detection;
  const body = detection.requests.map((request): FileRequest => {
    const sections = request.prompts.flatMap((index) => detection.prompts[index] ?? []);
    return { sections, request };
  });
  return { ...detection, ...requestsDetection([...body, ...found], detection.problems, detection.broken) };
}
