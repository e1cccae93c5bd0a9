// Times of day as the person's own clock shows them.

/** `14:05`, in the zone and habit of this machine. */
export function clockTime(instant: number): string {
  return new Date(instant).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
