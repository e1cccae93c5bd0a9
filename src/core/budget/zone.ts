// Time zones: which calendar day an instant belongs to, and when a day begins. The rules come from the language's own Intl data.
import type { Day } from './day';
import { dayMs } from './period';

/** One time zone. Instants are epoch ms; wall times are ms as if the zone's clock showed UTC. */
export interface Zone {
  /** As it was asked for: `UTC`, `Asia/Shanghai`. */
  readonly name: string;
  /** The calendar day that holds the instant: the day whose start is the last one not after it. */
  dayAt(instant: number): Day;
  /** The first instant of a day. Where the clock skips midnight, the first instant after the gap. */
  startOf(day: Day): number;
  /** What the zone's clock shows at an instant. */
  wallAt(instant: number): number;
  /** When the zone's clock shows `wall`, for the first time; a time that the clock skips is moved behind the gap. */
  instantOf(wall: number): number;
}

/** UTC: the provider's own zone and the default. */
export const utc: Zone = {
  name: 'UTC',
  dayAt: (instant) => Math.floor(instant / dayMs),
  startOf: (day) => day * dayMs,
  wallAt: (instant) => instant,
  instantOf: (wall) => wall,
};

/** Starts of days are looked up by halving time: so many are remembered for each zone, some twenty years. */
const mostStarts = 8_000;

/** The zone of an IANA name, in any case; undefined when the runtime does not know it. */
export function zoneOf(name: string): Zone | undefined {
  if (/^(etc\/)?utc$/i.test(name)) return { ...utc, name };
  const wallAt = name === '' ? undefined : wallClock(name);
  if (!wallAt) return undefined;
  const starts = new Map<Day, number>();
  const startOf = (day: Day) => {
    const start = starts.get(day) ?? startOfDay(day, wallAt);
    if (starts.size < mostStarts) starts.set(day, start);
    return start;
  };
  return {
    name,
    startOf,
    wallAt,
    instantOf: (wall) => candidates(wall, wallAt)[0] ?? wall - offsetAt(wall - 1.5 * dayMs, wallAt),
    dayAt(instant) {
      const day = Math.floor(wallAt(instant) / dayMs);
      return startOf(day + 1) <= instant ? day + 1 : day;
    },
  };
}

type WallClock = (instant: number) => number;

function wallClock(timeZone: string): WallClock | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    return undefined; // a RangeError: no such zone
  }
  return (instant) => {
    const shown = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    const seconds = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return seconds + (((instant % 1000) + 1000) % 1000);
  };
}

/** How far the zone's clock is ahead of UTC, ms. */
function offsetAt(instant: number, wallAt: WallClock): number {
  return wallAt(instant) - instant;
}

/** Every instant at which the clock shows `wall`, ascending: none in a gap, two where the clock is put back. */
function candidates(wall: number, wallAt: WallClock): number[] {
  const around = [wall - 1.5 * dayMs, wall, wall + 1.5 * dayMs].map((instant) => wall - offsetAt(instant, wallAt));
  return [...new Set(around)].filter((instant) => wallAt(instant) === wall).sort((a, b) => a - b);
}

function startOfDay(day: Day, wallAt: WallClock): number {
  const midnight = day * dayMs;
  return candidates(midnight, wallAt)[0] ?? firstInstantFrom(midnight, wallAt);
}

/** The first instant at which the clock shows `wall` or later, found by halving: for midnights that the clock skips. */
function firstInstantFrom(wall: number, wallAt: WallClock): number {
  let before = wall - 1.5 * dayMs;
  let from = wall + 1.5 * dayMs;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (wallAt(middle) >= wall) from = middle;
    else before = middle;
  }
  return from;
}
