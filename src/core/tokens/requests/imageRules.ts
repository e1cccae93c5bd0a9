// What an image costs, by model, size and detail: rows of numbers and the two ways OpenAI counts, Claude's and Gemini's.
// Always an estimate: how sizes are rounded is not published, and bills are reported to differ from the tables.
import { isNewerClaude, isOneOf, modelName, withoutVendor } from '../modelName';

/** Width and height in pixels, both > 0. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** What an image is estimated to cost. */
export interface ImageTokens {
  readonly tokens: number;
  /** Percent of `tokens`; undefined when not known. */
  readonly errorPercent: number | undefined;
  /** True when the size is not known: these are the tokens of the smallest image. */
  readonly atLeast: boolean;
}

/** base + tile x number of 512-pixel tiles, after fitting into 2048 x 2048 and the shorter side to `side`; low detail is the base. */
interface TileRule {
  readonly kind: 'tile';
  readonly base: number;
  readonly tile: number;
  readonly side: number;
}

/** multiplier x number of 32-pixel patches, after shrinking to the budget. */
interface PatchRule {
  readonly kind: 'patch';
  readonly budget: number;
  readonly multiplier: number;
}

/** One token for so many square pixels, after shrinking to the longest side and the most tokens. */
interface AreaRule {
  readonly kind: 'area';
  readonly pixelsPerToken: number;
  readonly longestSide: number;
  readonly most: number;
}

/** So many tokens, or so many for each tile of 768 pixels if a side is longer than 384. */
interface FlatRule {
  readonly kind: 'flat';
  readonly tokens: number;
}

type ImageRule = TileRule | PatchRule | AreaRule | FlatRule;

interface ImageRow {
  readonly models: string;
  readonly rule: ImageRule;
  readonly errorPercent: number;
}

const tiles = (base: number, tile: number, side = 768): TileRule => ({ kind: 'tile', base, tile, side });
const patches = (budget: number, multiplier: number): PatchRule => ({ kind: 'patch', budget, multiplier });

/** One tile more or less of the four of a square image. */
const tileError = 25;
/** A row or column of patches more or less. */
const patchError = 10;

/**
 * The first that fits. Source: github.com/jamesmcroft/openai-image-token-calculator of 2026-05-11 (commit 95330f8), which follows
 * OpenAI's vision guide, read 2026-11-21; exceptions are named at their rows.
 */
const openaiRows: readonly ImageRow[] = [
  { models: 'gpt-4o-mini', rule: tiles(2833, 5667), errorPercent: tileError },
  { models: 'gpt-4o chatgpt-4o-latest gpt-4.5', rule: tiles(85, 170), errorPercent: tileError },
  { models: 'gpt-4.1-mini', rule: patches(1536, 1.62), errorPercent: patchError },
  { models: 'gpt-4.1-nano', rule: patches(1536, 2.46), errorPercent: patchError },
  { models: 'gpt-4.1', rule: tiles(85, 170), errorPercent: tileError },
  // Reported to bill 1.2 a patch. Source: community.openai.com/t/1372291, read 2026-11-21.
  { models: 'gpt-5-mini', rule: patches(1536, 1.62), errorPercent: 30 },
  { models: 'gpt-5-nano', rule: patches(1536, 2.46), errorPercent: patchError },
  // One report of 1.2 a patch. Source: community.openai.com/t/1372291, read 2026-11-21.
  { models: 'gpt-5.2 gpt-5.3-codex', rule: patches(1536, 1), errorPercent: 20 },
  { models: 'gpt-5.4-mini', rule: patches(1536, 1.62), errorPercent: patchError },
  { models: 'gpt-5.4-nano', rule: patches(1536, 2.46), errorPercent: patchError },
  { models: 'gpt-5.4 gpt-5.5', rule: patches(2500, 1), errorPercent: patchError },
  { models: 'gpt-5.1 gpt-5', rule: tiles(70, 140), errorPercent: tileError },
  { models: 'o4-mini', rule: patches(1536, 1.72), errorPercent: patchError },
  { models: 'o1 o3', rule: tiles(75, 150), errorPercent: tileError },
  { models: 'computer-use-preview', rule: tiles(65, 129), errorPercent: tileError },
  { models: 'gpt-image-1 gpt-image-1.5 gpt-image-2', rule: tiles(65, 129, 512), errorPercent: tileError },
];

/** Source: platform.claude.com/docs/en/build-with-claude/vision, read 2026-11-21: width x height / 750 after fitting. */
const claude: ImageRow = {
  models: 'claude',
  rule: { kind: 'area', pixelsPerToken: 750, longestSide: 1568, most: 1600 },
  errorPercent: 10,
};
/** Same source: up to 3.75 million pixels, about three times as dear; the longest side is not in what was read. */
const newerClaude: ImageRow = {
  models: 'claude',
  rule: { kind: 'area', pixelsPerToken: 750, longestSide: 8000, most: 5000 },
  errorPercent: 30,
};
/** Source: ai.google.dev/gemini-api/docs/tokens, read 2026-11-21. How larger images are cut is only described roughly. */
const gemini: ImageRow = { models: 'gemini', rule: { kind: 'flat', tokens: 258 }, errorPercent: 50 };

/** From Gemini 3 on the request's media_resolution decides, by a table that is not known here: at least this. */
const mediaResolutionFrom = 3;

/** Estimates an image. `size` undefined: not known. `detail`: as OpenAI spells it; absent is `auto`, which is counted as high. */
export function imageTokens(modelId: string, size: ImageSize | undefined, detail: string | undefined): ImageTokens {
  const model = withoutVendor(modelName(modelId).model);
  const row = rowOf(model);
  const rule = row?.rule ?? tiles(85, 170);
  const undecided = size === undefined && !(rule.kind === 'tile' && detail === 'low');
  const tokens = tokensBy(rule, size ?? { width: 1, height: 1 }, detail === 'low');
  if (undecided || Number(/^gemini-(\d+)/.exec(model)?.[1] ?? 0) >= mediaResolutionFrom) {
    return { tokens, errorPercent: undefined, atLeast: true };
  }
  return { tokens, errorPercent: row?.errorPercent, atLeast: false };
}

function rowOf(model: string): ImageRow | undefined {
  if (isOneOf('claude', model)) return isNewerClaude(model) ? newerClaude : claude;
  if (isOneOf('gemini', model)) return gemini;
  return openaiRows.find(({ models }) => isOneOf(models, model));
}

function tokensBy(rule: ImageRule, size: ImageSize, low: boolean): number {
  switch (rule.kind) {
    case 'tile':
      return low ? rule.base : rule.base + rule.tile * tileCount(size, rule.side);
    case 'patch':
      return Math.ceil(patchCount(low ? fitted(size, lowSide) : size, rule.budget) * rule.multiplier);
    case 'area': {
      const { width, height } = fitted(size, rule.longestSide);
      return Math.min(rule.most, Math.ceil((width * height) / rule.pixelsPerToken));
    }
    case 'flat':
      return (
        rule.tokens * (Math.max(size.width, size.height) <= 384 ? 1 : parts(size.width, 768) * parts(size.height, 768))
      );
  }
}

/** Low detail shows a model with patches the image in 512 x 512. Source: OpenAI's vision guide, as above. */
const lowSide = 512;

/** Number of 512-pixel tiles. */
export function tileCount(size: ImageSize, shortestSide: number): number {
  const inside = fitted(size, 2048);
  const scale = Math.min(1, shortestSide / Math.min(inside.width, inside.height));
  return parts(Math.round(inside.width * scale), 512) * parts(Math.round(inside.height * scale), 512);
}

/** Number of 32-pixel patches after shrinking to whole patches within the budget. */
export function patchCount({ width, height }: ImageSize, budget: number): number {
  const all = parts(width, 32) * parts(height, 32);
  if (all <= budget) return all;
  const shrink = Math.sqrt((32 * 32 * budget) / (width * height));
  const [wide, high] = [(width * shrink) / 32, (height * shrink) / 32];
  const whole = Math.min(Math.floor(wide) / wide, Math.floor(high) / high);
  // Thinner than one patch: nothing whole is left of that side, so the patches stand in one row.
  if (whole === 0) return Math.min(budget, parts(Math.max(width, height) * shrink, 32));
  return Math.min(budget, parts(wide * whole, 1 + rounding) * parts(high * whole, 1 + rounding));
}

/** Keeps 33.00000001 patches from being 34. */
const rounding = 1e-9;

function fitted({ width, height }: ImageSize, side: number): ImageSize {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: width * scale, height: height * scale };
}

/** How many parts of this size cover a length; at least one. */
function parts(length: number, part: number): number {
  return Math.max(1, Math.ceil(length / part));
}
