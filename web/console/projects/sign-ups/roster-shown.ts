import type { Answer } from '../../../api/client.ts';

export type RosterAnswer = Answer<'get', '/api/activities/{activity_id}/roster'>;
export type RosterRow = RosterAnswer['rows'][number];
const shows = ['seat', 'waitlist', 'ended'] as const;

export function rosterQuery(filters: Readonly<Record<string, string>>) {
  const show = shows.find((each) => each === filters['show']);
  return { ...(filters['shift_id'] ? { shift_id: filters['shift_id'] } : {}), ...(show ? { show } : {}) };
}
