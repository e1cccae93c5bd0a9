// `config.json` beside `skprompt.txt`: the model and the limit on the answer that Semantic Kernel sends the prompt with.
// Source: https://learn.microsoft.com/semantic-kernel/concepts/prompts (background knowledge); `completion` is the form of its first version.
import type { Detection } from '../prompt';
import { at, textAt, wholeNumberAt } from './data';
import { readJson } from './json';
import { executionSettings } from './semanticKernel';

/** The place of what is written in another file. */
const elsewhere = { start: 0, end: 0 };

/** The detection of the prompt file, with what the text of its configuration says. A configuration that cannot be read says nothing. */
export function withSkConfig(detection: Detection, config: string | undefined): Detection {
  const data = config === undefined ? undefined : readJson(config);
  if (data === undefined) return detection;
  const first = at(data, 'default_services');
  const [service] = first?.kind === 'list' && first.items.length === 1 ? first.items : [];
  const named = executionSettings(data);
  const id = named.model?.id ?? (service?.kind === 'text' ? service.value : textAt(data, 'completion', 'model')?.value);
  const limit = named.maxOutputTokens ?? wholeNumberAt(data, 'completion', 'max_tokens');
  const stated = {
    ...(id === undefined ? {} : { model: { id, span: elsewhere, source: 'beside' as const } }),
    ...(limit === undefined ? {} : { maxOutputTokens: limit }),
  };
  return { ...detection, requests: detection.requests.map((request) => ({ ...request, ...stated })) };
}
