// The part of a request that is the same in every call: providers keep it in a cache and charge less for it, if it is long enough and
// nothing before its end changes.

import { addUsd, timesUsd, type Usd, zeroUsd } from '../money';
import { type Price, ratesFor } from '../prices/price';
import type { Prompt, PromptRequest, Role } from '../prompts/prompt';
import type { CacheRule } from './cacheRules';

/** What a provider's cache can do for a request. Tokens are whole, >= 0. */
export interface CachePrefix {
  readonly rule: CacheRule;
  /** Leading tokens that are the same in every call, message framing included. */
  readonly staticTokens: number;
  /** How many of them a cache holds: 0 below the provider's minimum, else whole steps. */
  readonly cachedTokens: number;
  /** The input of one call when they are read from the cache; undefined when that price is not known, or nothing is cached. */
  readonly costWithHit: Usd | undefined;
  /** The first thing that changes; absent when nothing does. */
  readonly endsAt?: CacheBreak;
}

/** A hole that ends what can be cached. */
export interface CacheBreak {
  /** The name of the hole. */
  readonly hole: string;
  readonly role: Role;
  /** Tokens behind it that are the same in every call as well: if it stood at the end, they would count. */
  readonly tokensBehind: number;
}

/** What the prefix is computed from beside the request. */
export interface PrefixCounts {
  readonly count: (text: string) => number;
  /** Framing tokens of each message. */
  readonly framingPerMessage: number;
  /** Definitions of tools, which are sent ahead of all messages. */
  readonly toolTokens: number;
  /** All input tokens of the request. */
  readonly totalTokens: number;
  readonly price: Price | undefined;
  readonly rule: CacheRule;
}

/** The static prefix of a request whose prompts are given in the order sent. Instructions of the system are sent before messages. */
export function cachePrefix(
  request: Pick<PromptRequest, 'kind' | 'partial'>,
  sent: readonly Prompt[],
  { count, framingPerMessage, toolTokens, totalTokens, price, rule }: PrefixCounts,
): CachePrefix {
  const ordered = [...sent].sort((a, b) => Number(b.role === 'system') - Number(a.role === 'system'));
  let staticTokens = toolTokens;
  let endsAt: CacheBreak | undefined;
  for (const prompt of ordered) {
    // Where messages are built elsewhere, only what comes first for sure is first for sure.
    if (request.partial && prompt.role !== 'system') break;
    const hole = prompt.holes[0];
    if (endsAt === undefined) {
      staticTokens += framingPerMessage + count(hole === undefined ? prompt.text : prompt.text.slice(0, hole.at));
      if (hole === undefined) continue;
      endsAt = { hole: hole.name, role: prompt.role, tokensBehind: count(prompt.text.slice(hole.at)) };
    } else endsAt = { ...endsAt, tokensBehind: endsAt.tokensBehind + framingPerMessage + count(prompt.text) };
  }
  const cachedTokens = stepsOf(Math.min(staticTokens, totalTokens), rule);
  return {
    rule,
    staticTokens,
    cachedTokens,
    costWithHit: price && cachedTokens > 0 ? costWithHit(price, cachedTokens, totalTokens) : undefined,
    ...(endsAt && { endsAt }),
  };
}

/** The most tokens of a prefix that a cache holds. */
export function stepsOf(tokens: number, { minimum, step }: CacheRule): number {
  return tokens < minimum ? 0 : minimum + Math.floor((tokens - minimum) / step) * step;
}

function costWithHit(price: Price, cachedTokens: number, totalTokens: number): Usd | undefined {
  const { cacheRead, input } = ratesFor(price, totalTokens);
  if (cacheRead === undefined) return undefined;
  const tokens = addUsd(timesUsd(cacheRead, cachedTokens), timesUsd(input, totalTokens - cachedTokens));
  return addUsd(tokens, price.perCall ?? zeroUsd);
}
