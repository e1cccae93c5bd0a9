// Days whose reported sum fell after they were over. A provider may correct a bill; a lower one must not go unseen, so it is remembered.
// Stored: a list of [day, before, after, at], amounts as whole pico-dollars in text.
import type { Usd } from '../money';
import { subtractUsd, usd } from '../money';
import type { RestatedDay } from '../spend/spend';
import { FieldProblem, readList } from './fields';
import type { Json } from './record';

/** The most that are remembered of an account; the newest stay. */
const mostRestated = 100;
const oneDollar = usd(1) as Usd;

/** True for a fall of more than a dollar or a fifth: less is the noise of late bills. */
export function isFall(before: Usd, after: Usd): boolean {
  const fall = subtractUsd(before, after);
  return fall > oneDollar || (before > 0n && fall * 5n > before);
}

/** The list with `more` behind it. */
export function restatedToJson(known: readonly RestatedDay[], more: readonly RestatedDay[]): Json {
  const kept = [...known, ...more].slice(-mostRestated);
  return kept.map(({ day, before, after, at }) => [day, before.toString(), after.toString(), at]);
}

/** Oldest first; empty for anything that is no such value, and entries that cannot be used are left out. */
export function restatedFromJson(value: unknown): readonly RestatedDay[] {
  const list = readList(value, 'restated');
  if (list instanceof FieldProblem) return [];
  return list.flatMap((entry) => {
    const [day, before, after, at] = Array.isArray(entry) ? entry : [];
    const isAmount = (text: unknown): text is string => typeof text === 'string' && /^\d{1,30}$/.test(text);
    const isDay = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day);
    return isDay && isAmount(before) && isAmount(after) && Number.isSafeInteger(at)
      ? [{ day, before: BigInt(before) as Usd, after: BigInt(after) as Usd, at }]
      : [];
  });
}
