// What the hover says of a provider's prompt cache.
import type { CachePrefix } from '../costs/cachePrefix';
import { type Usd, usdToDecimal } from '../money';
import type { Role } from '../prompts/prompt';
import { groupDigits, type Translate } from '../words';

/** Static tokens behind a hole are worth a word from here on. */
const worthMoving = 128;

/** How much is cached, what that saves, and what ends it. */
export function cacheLines(
  cache: CachePrefix,
  cost: Usd | undefined,
  role: (role: Role) => string,
  t: Translate,
): string[] {
  return [cachedLine(cache, cost, t), ...breakLine(cache, role, t)];
}

function cachedLine(
  { rule, staticTokens, cachedTokens, costWithHit }: CachePrefix,
  cost: Usd | undefined,
  t: Translate,
): string {
  const same = groupDigits(staticTokens);
  if (cachedTokens === 0)
    return t('Cache: none; {0} leading tokens never change, it starts at {1}', same, groupDigits(rule.minimum));
  const cached = groupDigits(cachedTokens);
  const marked = rule.marked ? ` ${t('where the call marks them')}` : '';
  if (costWithHit === undefined || cost === undefined)
    return `${t('Cache: {0} of {1} leading tokens that never change', cached, same)}${marked}`;
  const [hit, full] = [usdToDecimal(costWithHit), usdToDecimal(cost)];
  return `${t('Cache: {0} of {1} leading tokens that never change; input ${2} with a hit, ${3} without', cached, same, hit, full)}${marked}`;
}

function breakLine({ endsAt, rule, staticTokens }: CachePrefix, role: (role: Role) => string, t: Translate): string[] {
  if (!endsAt) return [];
  const { hole, tokensBehind } = endsAt;
  const where = role(endsAt.role);
  const wouldCount = tokensBehind >= worthMoving && staticTokens + tokensBehind >= rule.minimum;
  if (!wouldCount) return staticTokens >= rule.minimum ? [t('The cache ends at {0} ({1})', hole, where)] : [];
  return [
    t(
      '{0} ({1}) ends the cache; {2} more tokens behind it never change: move it to the end',
      hole,
      where,
      groupDigits(tokensBehind),
    ),
  ];
}
