// Any state of spend at any moment of any month, for property tests: healthy, failed, stale, rolled over, refunded.
import fc from 'fast-check';
import { monthOf } from '../../../src/core/budget/period';
import type { Usd } from '../../../src/core/money';
import type { ModelSpend, SpendState } from '../../../src/core/spend/spend';
import { daysUntil, figuresAt, readings } from '../../spendStates';

const amount = fc
  .oneof(fc.constant(0n), fc.bigInt({ min: -(10n ** 13n), max: 10n ** 15n }), fc.bigInt({ min: -200n, max: 10n ** 9n }))
  .map((pico) => pico as Usd);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const count = maybe(fc.oneof(fc.nat(), fc.constantFrom(Number.NaN, -1, Number.POSITIVE_INFINITY, 1e21)));

const model: fc.Arbitrary<ModelSpend> = fc.record({
  model: fc.string({ unit: 'binary' }),
  cost: maybe(amount),
  requests: count,
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
});

const minute = fc.integer({ min: Date.UTC(2024, 0) / 60_000, max: Date.UTC(2032, 0) / 60_000 });

/** A state and the moment it is looked at, up to 40 days after it was read. */
export const anySpend: fc.Arbitrary<{ spend: SpendState; at: number }> = fc
  .record({
    asOf: minute.map((minutes) => minutes * 60_000),
    age: fc.oneof(fc.nat(10 * 60_000), fc.nat(40 * 86_400_000)),
    costs: fc.array(amount, { minLength: 31, maxLength: 31 }),
    models: fc.array(model, { maxLength: 4 }),
    reading: fc.constantFrom(...readings),
    isRead: fc.boolean(),
    next: maybe(fc.integer({ min: -1e6, max: 1e7 })),
    session: maybe(amount.map((pico) => (pico < 0n ? -pico : pico) as Usd)),
    demo: fc.boolean(),
  })
  .map(({ asOf, age, costs, models, reading, isRead, next, session, demo }) => {
    const days = daysUntil(asOf).map(({ day }, index) => ({ day, cost: costs[index] ?? (0n as Usd) }));
    const spend: SpendState = {
      reading,
      figures: isRead ? figuresAt(asOf, days, models) : undefined,
      demo,
      origin: 'https://api.openai.com',
      nextPollAt: next === undefined ? undefined : asOf + next,
      intervalMs: 300_000,
      sessionStart: monthOf(asOf).start,
      sessionSpend: session,
    };
    return { spend, at: asOf + age };
  });
