// What the user's comments and level make of a detection, in code and in prompt files alike: prompts left out, models and roles stated.
import { aliasOf, resolveAlias } from '../modelAliases';
import type { Span } from '../text';
import type { PlacedDirective } from './directives';
import { writtenModel } from './modelNames';
import type { Detection, ModelName, Prompt, PromptRequest, Role } from './prompt';
import type { UserSay } from './userSay';

const overlap = (a: Span, b: Span) => a.start < b.end && b.start < a.end;

/** Keeps some prompts; requests that lose all theirs go. */
export function keepPrompts(detection: Detection, keep: (prompt: Prompt) => boolean): Detection {
  if (detection.prompts.every(keep)) return detection;
  const indexes = new Map<number, number>();
  const prompts = detection.prompts.filter((prompt, index) => {
    const kept = keep(prompt);
    if (kept) indexes.set(index, indexes.size);
    return kept;
  });
  const requests = detection.requests.flatMap((request): PromptRequest[] => {
    const left = request.prompts.flatMap((index) => indexes.get(index) ?? []);
    return left.length === 0 ? [] : [{ ...request, prompts: left }];
  });
  return { ...detection, prompts, requests };
}

/** A prompt put in; what overlaps it goes. */
export function addPrompt(
  detection: Detection,
  added: Prompt,
  request: Omit<PromptRequest, 'prompts'> | undefined,
): Detection {
  const { prompts, requests, ...rest } = keepPrompts(detection, (prompt) => !overlap(prompt.span, added.span));
  const at = prompts.filter((prompt) => prompt.span.start < added.span.start).length;
  const moved = requests.map((each) => ({
    ...each,
    prompts: each.prompts.map((index) => (index < at ? index : index + 1)),
  }));
  const sent = request === undefined ? moved : [...moved, { ...request, prompts: [at] }];
  sent.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return { ...rest, prompts: [...prompts.slice(0, at), added, ...prompts.slice(at)], requests: sent };
}

/** The model that a directive states; undefined when it states none, or what it states can be no id. */
export function statedModel(
  { directive: { model } }: PlacedDirective,
  aliases: UserSay['aliases'],
): ModelName | undefined {
  const stated = model && writtenModel(resolveAlias(model.value, aliases));
  return stated && { ...stated, span: model.span, source: 'comment' };
}

/** Role and model as stated, for the prompts that overlap the target and the requests that send them. Undefined without such prompts. */
export function stateFor(
  detection: Detection,
  target: Span,
  role: Role | undefined,
  model: ModelName | undefined,
): Detection | undefined {
  const meant = new Set(detection.prompts.flatMap(({ span }, index) => (overlap(span, target) ? index : [])));
  if (meant.size === 0) return undefined;
  const sent = new Set(detection.requests.flatMap((request) => request.prompts));
  const prompts = detection.prompts.map((prompt, index) => {
    if (!meant.has(index)) return prompt;
    const spoken = role !== undefined && meant.size === 1 ? { ...prompt, role } : prompt;
    return model !== undefined && !sent.has(index) ? { ...spoken, model } : spoken;
  });
  const requests = detection.requests.map((request) =>
    model !== undefined && request.prompts.some((index) => meant.has(index)) ? { ...request, model } : request,
  );
  return { ...detection, prompts, requests };
}

/** Leaves out what comments say to ignore, and notes the comments and what is wrong with them. */
export function withDirectives(detection: Detection, directives: readonly PlacedDirective[]): Detection {
  if (directives.length === 0) return detection;
  const ignored = directives.flatMap(({ directive, target }) => (directive.ignore === undefined ? [] : target));
  const problems = [...detection.problems, ...directives.flatMap(({ directive }) => directive.problems)];
  const kept = keepPrompts(detection, ({ span }) => !ignored.some((each) => overlap(each, span)));
  return { ...kept, problems, directives };
}

/** At the level `strict` only what is certain. */
export function atLevel(detection: Detection, { level }: UserSay): Detection {
  return level === 'strict' ? keepPrompts(detection, ({ confidence }) => confidence === 'high') : detection;
}

/** Aliases in place of the names that were read. */
export function withAliases(detection: Detection, { aliases }: UserSay): Detection {
  if (aliases.size === 0) return detection;
  const requests = detection.requests.map((request) => {
    const id = request.model === undefined ? undefined : aliasOf(request.model.id, aliases);
    return id === undefined || request.model === undefined ? request : { ...request, model: { ...request.model, id } };
  });
  return { ...detection, requests };
}
