// Reads instants of files: ISO 8601, and nothing that only looks like it.
import { dayOf } from './day';
import { dayMs } from './period';
import type { Zone } from './zone';

const shape =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * The instant of an ISO text in epoch ms: `2026-11-21T17:44:00Z`, with an offset, or without one: then it is the wall time of the zone,
 * and a bare day is its first instant. Parts below a millisecond are cut off. Undefined for anything else, and outside 1970 to 9998.
 */
export function instantOf(text: string, zone: Zone): number | undefined {
  const match = shape.exec(text);
  const [, date = '', hour = '00', minute = '00', second = '00', fraction = '', offset] = match ?? [];
  const day = dayOf(date);
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (day === undefined || !isTime) return undefined;
  if (match?.[2] === undefined) return zone.startOf(day);
  const ofDay = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const wall = day * dayMs + ofDay + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (offset === undefined) return zone.instantOf(wall);
  const ahead = offsetMs(offset);
  return ahead === undefined ? undefined : wall - ahead;
}

/** A clock that shows wall times: a zone, or one with a fixed offset. */
export type WallClock = Pick<Zone, 'wallAt' | 'instantOf'>;

/** The clock an ISO text was written by: that of its offset (`Z` is UTC), or the zone's when it names none. */
export function clockOf(text: string, zone: Zone): WallClock {
  const offset = shape.exec(text)?.[6];
  const ahead = offset === undefined ? undefined : offsetMs(offset);
  if (ahead === undefined) return zone;
  return { wallAt: (instant) => instant + ahead, instantOf: (wall) => wall - ahead };
}

function offsetMs(offset: string): number | undefined {
  const digits = offset.replace(/[^\d]/g, '').padEnd(4, '0');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
