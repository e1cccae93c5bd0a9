// Exact fractions for rates and parts of days. Nothing is rounded before the one division at the end.
import type { Usd } from '../money';

/** `top / bottom`; `bottom` is positive. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** `top / bottom` of whole numbers; `bottom` must be positive. */
export function fraction(top: bigint | number, bottom: bigint | number): Fraction {
  return { top: BigInt(top), bottom: BigInt(bottom) };
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

export function subtractFractions(a: Fraction, b: Fraction): Fraction {
  return addFractions(a, { top: -b.top, bottom: b.bottom });
}

export function timesFraction(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

/** `a / b`; `b` must be positive. */
export function divideFractions(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom, bottom: a.bottom * b.top };
}

/** Negative, 0 or positive as `a` is less than, equal to or more than `b`. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const [left, right] = [a.top * b.bottom, b.top * a.bottom];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The nearest whole number; halves away from zero. */
export function roundFraction({ top, bottom }: Fraction): bigint {
  const half = (top < 0n ? -top : top) * 2n + bottom;
  const rounded = half / (bottom * 2n);
  return top < 0n ? -rounded : rounded;
}

/** The smallest whole number that is not below the fraction. */
export function ceilFraction({ top, bottom }: Fraction): bigint {
  return top > 0n ? (top + bottom - 1n) / bottom : top / bottom;
}

/** A fraction of pico-dollars as an amount: rounded once, to the nearest pico-dollar. */
export function toUsd(amount: Fraction): Usd {
  return roundFraction(amount) as Usd;
}
