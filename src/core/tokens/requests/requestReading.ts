// Collects the parts of a request while its body is read: counts texts, adds up framing, notes what is wrong and what is unknown.
import { type Sentence, sentence } from '../../words';
import { framingErrorPercent, framingOf } from '../framing';
import { modelName } from '../modelName';
import { type ImageSize, imageTokens } from './imageRules';
import type { CountText, Grade, GradedTokens, PartKind, RequestPart } from './request';

/** What a message says, in the order it says it. */
export interface MessageTexts {
  readonly field: string;
  readonly kind: PartKind;
  readonly texts: readonly string[];
}

/**
 * Tokens of a second of sound. OpenAI publishes a rule for its Realtime API only. Source: ai.google.dev/gemini-api/docs/audio ("each second
 * of audio as 32 tokens"), read 2026-11-22.
 */
const geminiPerSecond = 32;

export class RequestReading {
  readonly parts: RequestPart[] = [];
  readonly problems: Sentence[] = [];
  readonly uncounted: string[] = [];
  private framingTokens = 0;
  private framingPublished: boolean;

  constructor(
    readonly model: string,
    private readonly count: CountText,
  ) {
    this.framingPublished = framingOf(model).published;
  }

  /** Tokens of a text for the request's model. */
  readonly tokens = (text: string): number => this.count(text, this.model).tokens;

  /** A part that consists of texts, each counted on its own. */
  addTexts({ kind, field, texts }: MessageTexts): void {
    this.parts.push({ kind, field, ...summed(texts.map((text) => this.textTokens(text))) });
  }

  /** A part made of texts and of constants that are not published; `least` is the best grade it can have. */
  addByRule(kind: PartKind, field: string, tokens: number, least: Exclude<Grade, 'exact'>): void {
    const sample = this.textTokens('tools');
    const grade = sample.grade === 'exact' ? least : 'estimate';
    const errorPercent = least === 'estimate' ? undefined : sample.errorPercent;
    this.parts.push({ kind, field, tokens, grade, errorPercent });
  }

  addImage(field: string, size: ImageSize | undefined, detail: string | undefined): void {
    const { tokens, errorPercent, atLeast } = imageTokens(this.model, size, detail);
    this.parts.push({ kind: 'image', field, tokens, grade: 'estimate', errorPercent });
    if (atLeast) this.uncounted.push(field);
  }

  /** `seconds` undefined: not known, so its tokens come on top. */
  addSound(field: string, seconds: number | undefined): void {
    const tokens = seconds === undefined ? 0 : Math.ceil(seconds * geminiPerSecond);
    const known = tokens > 0 && /^gemini-/.test(modelName(this.model).model);
    if (!known) {
      this.uncounted.push(field);
      return;
    }
    // Whether a part of a second counts as a whole one is not published.
    const errorPercent = Math.min(100, Math.ceil((100 * geminiPerSecond) / tokens));
    this.parts.push({ kind: 'audio', field, tokens, grade: 'estimate', errorPercent });
  }

  /** Role and boundaries of one message. `published` false: a field that the published rule does not speak of. */
  frameMessage(role: string, name: string | undefined, extra = 0, published = true): void {
    const { perMessage, perName } = framingOf(this.model);
    const named = name === undefined ? 0 : perName + this.tokens(name);
    this.framingTokens += perMessage + this.tokens(role) + named + extra;
    if (!published) this.framingPublished = false;
  }

  /** Call last: the start of the reply, and the part that all framing makes. */
  finishFraming(): void {
    const tokens = this.framingTokens + framingOf(this.model).perRequest;
    const published = this.framingPublished && this.textTokens('user').grade === 'exact';
    const errorPercent = published ? undefined : framingErrorPercent;
    this.parts.push({ kind: 'framing', field: '', tokens, grade: published ? 'exact' : 'estimate', errorPercent });
  }

  private textTokens(text: string): GradedTokens {
    const { tokens, exact, errorPercent } = this.count(text, this.model);
    return { tokens, grade: exact ? 'exact' : 'estimate', errorPercent };
  }

  /** Notes that a field is not what it should be. */
  notText(field: string): undefined {
    this.problems.push(sentence('{0} is not a text.', field));
  }

  notList(field: string): undefined {
    this.problems.push(sentence('{0} is not a list.', field));
  }

  notObject(field: string): undefined {
    this.problems.push(sentence('{0} is not an object.', field));
  }

  notContent(field: string): undefined {
    this.problems.push(sentence('{0} is neither a text nor a list of parts.', field));
  }
}

/** Parts as one: exact if all are; where only framing is an estimate, that; else an estimate with the parts' errors by their weight. */
export function summed(parts: readonly (GradedTokens & { readonly kind?: PartKind })[]): GradedTokens {
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
  const doubted = parts.filter((part) => part.grade !== 'exact');
  if (doubted.length === 0) return { tokens, grade: 'exact', errorPercent: undefined };
  if (doubted.every((part) => part.grade === 'framingEstimated' || part.kind === 'framing')) {
    return { tokens, grade: 'framingEstimated', errorPercent: undefined };
  }
  return { tokens, grade: 'estimate', errorPercent: weighedError(doubted, tokens) };
}

function weighedError(doubted: readonly GradedTokens[], tokens: number): number | undefined {
  let error = 0;
  for (const part of doubted) {
    if (part.errorPercent === undefined && part.grade === 'estimate' && part.tokens > 0) return undefined;
    error += part.tokens * (part.errorPercent ?? framingErrorPercent);
  }
  return tokens === 0 ? undefined : Math.ceil(error / tokens);
}
