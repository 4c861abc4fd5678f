/** The ordered waitlist. Numbers are given once and never reused; the place shown is the rank among those waiting. */
export type Waiting = { readonly volunteer_id: string; readonly number: number };

export function placeOf(volunteerId: string, waiting: readonly Waiting[]): number | null {
  const own = waiting.find((each) => each.volunteer_id === volunteerId);
  return own === undefined ? null : waiting.filter((each) => each.number <= own.number).length;
}

/** Who gets the free seats, first come first. */
export function promoted(waiting: readonly Waiting[], freeSeats: number): Waiting[] {
  return [...waiting].sort((one, other) => one.number - other.number).slice(0, Math.max(0, freeSeats));
}
