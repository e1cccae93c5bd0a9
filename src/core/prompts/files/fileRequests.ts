// Files that hold several requests (agents, tasks, prompts of one configuration, lines of a data set): requests in, one detection out.
import type { Span } from '../../text';
import { writtenModel } from '../modelNames';
import {
  type Confidence,
  type Detection,
  type ModelName,
  nothingFound,
  type Problem,
  type Prompt,
  type PromptRequest,
} from '../prompt';
import type { TextData } from './data';
import { type Section, trimSpan } from './fileDetection';

/** Texts that are sent together; without `request` they are only known to be prompts. */
export interface FileRequest {
  readonly sections: readonly Section[];
  readonly confidence?: Confidence;
  readonly request:
    | {
        readonly span: Span;
        readonly kind?: PromptRequest['kind'];
        readonly model?: ModelName | undefined;
        readonly maxOutputTokens?: number | undefined;
        readonly partial: boolean;
        /** How many conversations these are, when not one. */
        readonly conversations?: number;
      }
    | undefined;
}

/** A text that is data becomes a section as it stands. */
export function sectionOf(text: string, { value, span }: TextData, role: Section['role']): Section {
  return { span: trimSpan(text, span), role, text: value, holes: [] };
}

/** The model that a text names; undefined when it can be no id. */
export function modelIn(
  written: TextData | undefined,
  source: ModelName['source'] = 'frontMatter',
): ModelName | undefined {
  const model = written && writtenModel(written.value);
  return model && { ...model, span: written.span, source };
}

/** Leaves out what says nothing; a text in two requests is one prompt. */
export function requestsDetection(
  requests: readonly FileRequest[],
  problems: readonly Problem[] = [],
  broken = false,
): Detection {
  const all = requests.flatMap(({ sections, confidence = 'high' }) =>
    sections.filter(saysSomething).map((section) => ({ section, confidence })),
  );
  all.sort((a, b) => a.section.span.start - b.section.span.start || b.section.span.end - a.section.span.end);
  const prompts: Prompt[] = [];
  const indexes = new Map<Section, number>();
  const byStart = new Map<number, number>();
  for (const { section, confidence } of all) {
    const { span, role, text, holes } = section;
    const known = byStart.get(span.start);
    const last = prompts.at(-1);
    if (known !== undefined) indexes.set(section, known);
    else if (last === undefined || last.span.end <= span.start) {
      indexes.set(section, prompts.length);
      byStart.set(span.start, prompts.length);
      prompts.push({ span, role, text, holes, confidence });
    }
  }
  if (prompts.length === 0) return { ...nothingFound, problems, broken };
  const sent = requests.flatMap(({ sections, request }): PromptRequest[] => {
    const found = sections.flatMap((section) => indexes.get(section) ?? []);
    if (request === undefined || found.length === 0) return [];
    const { span, kind = 'chat', model, maxOutputTokens, partial, conversations } = request;
    return [
      {
        span,
        kind,
        prompts: [...new Set(found)],
        partial,
        ...(model === undefined ? {} : { model }),
        ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
        ...(conversations === undefined ? {} : { conversations }),
      },
    ];
  });
  sent.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return { prompts, requests: sent, problems, broken };
}

function saysSomething({ text, holes }: Section): boolean {
  return text.trim() !== '' || holes.length > 0;
}
