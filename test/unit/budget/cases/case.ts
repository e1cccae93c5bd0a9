// A case of the budget tables: a file as the command line reads it, and what its state must say. All figures were worked out by hand.

/** What must be there; fields that are not named may be anything, lists must have the same length. */
export type Expected = { readonly [field: string]: unknown };

export type BudgetCase = readonly [name: string, file: { readonly [field: string]: unknown }, expected: Expected];

/** Rows `{date, usd}` from `first` (`YYYY-MM-DD`) on, one for each amount; null leaves the day out. */
export function daysFrom(first: string, amounts: readonly (string | number | null)[]): readonly object[] {
  const start = Date.parse(`${first}T00:00:00Z`);
  return amounts.flatMap((usd, index) => {
    const date = new Date(start + index * 86_400_000).toISOString().slice(0, 10);
    return usd === null ? [] : [{ date, usd }];
  });
}

/** The same amount for `count` days. */
export function evenDays(first: string, count: number, usd: string | number): readonly object[] {
  return daysFrom(
    first,
    Array.from({ length: count }, () => usd),
  );
}
