// What the worker answers to "Show Tokens": the tokens of a text or of a prompt of an open document, where the document says them.
import type { DocumentHints, ModelUsed } from '../costs/analyse';
import type { Detection, Prompt } from '../prompts/prompt';
import { type SourceMap, sourceMap } from '../prompts/sourceMap';
import { type Span, touches } from '../text';
import type { ModelTokens } from '../tokens/modelCounter';
import { modelNear } from './estimate';
import type { ShownTokens } from './protocol';
import { partShown, shownTokens } from './shownTokens';

/** What is read of an open document. */
export interface ReadDocument {
  readonly text: string;
  readonly version: number;
  readonly detection: Detection;
  readonly hints: DocumentHints | undefined;
}

export interface TokenTools {
  readonly loadCounts: (modelIds: readonly string[]) => Promise<void>;
  readonly encode: (text: string, modelId: string, from: number, to: number) => ModelTokens | undefined;
}

/** The prompt at a place: the one that begins there rather than one that ends there. */
export function promptAt({ prompts }: Detection, at: number): Prompt | undefined {
  const near = prompts.filter(({ span }) => touches(span, at));
  return near.find(({ span }) => at < span.end) ?? near[0];
}

/** Reads tokens, and remembers the maps of prompts while these live. */
export class TokenReader {
  readonly #maps = new WeakMap<Prompt, SourceMap>();

  constructor(private readonly tools: TokenTools) {}

  /** The tokens of a text that stands at `start` of a document. `seen`: the part of the document to show. Undefined if they cannot be had. */
  async ofText(text: string, start: number, model: ModelUsed, seen: Span): Promise<ShownTokens | undefined> {
    const span = { start, end: start + text.length };
    const segments = text === '' ? [] : [{ kind: 'same' as const, at: 0, length: text.length, span }];
    return this.#shown({ span, text }, { segments, holes: [] }, model, seen);
  }

  /** The tokens of the prompt at a place, for the model that its hint names. Undefined if they cannot be had. */
  async ofPrompt(
    document: ReadDocument,
    prompt: Prompt,
    defaultModel: string,
    seen: Span,
  ): Promise<ShownTokens | undefined> {
    const { start, end } = prompt.span;
    const hint = document.hints?.prompts.find(({ span }) => span.start === start && span.end === end);
    const model = hint?.model ?? modelNear(document.detection, start, defaultModel);
    const map = this.#maps.get(prompt) ?? sourceMap(document.text, prompt);
    if (map === undefined) return undefined;
    this.#maps.set(prompt, map);
    const shown = await this.#shown(prompt, map, model, seen);
    return shown && { ...shown, version: document.version };
  }

  async #shown(
    { span, text }: Pick<Prompt, 'span' | 'text'>,
    map: SourceMap,
    model: ModelUsed,
    seen: Span,
  ): Promise<ShownTokens | undefined> {
    const part = partShown(map.segments, seen.start, seen.end);
    await this.tools.loadCounts([model.id]);
    const encoded = this.tools.encode(text, model.id, part.start, part.end);
    if (encoded === undefined) return undefined;
    const { encoding, own } = encoded;
    const tokens = shownTokens(text, encoded.tokens, map, part);
    const holes = map.holes.filter((hole) => hole.span.end >= seen.start && hole.span.start <= seen.end);
    return { span, model, encoding, own, tokens, holes };
  }
}
