import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { can, id, instant } from '../shapes.ts';
import { offer } from './open-activities.ts';

const reasonShown = z.object({ code: z.string(), zh: z.string(), en: z.string() });
export const readHome = endpoint({
  method: 'GET',
  path: '/api/me/home',
  tag: 'projects',
  summary:
    'What a volunteer sees first: the next sign-up, places missing nearby, and recommendations with their reason',
  access: 'signed_in',
  query: z.object({
    longitude: z.coerce.number().min(-180).max(180).optional(),
    latitude: z.coerce.number().min(-90).max(90).optional(),
  }),
  output: z.object({
    next: z
      .object({
        sign_up_id: id,
        activity_id: id,
        shift_id: id,
        title: z.string(),
        place: z.string(),
        starts_at: instant,
        ends_at: instant,
        seat: z.enum(['seat', 'waitlist']),
        waitlist_place: z.number().int().nullable(),
        withdraw_by: instant,
        can: can('withdraw'),
      })
      .nullable(),
    /** The volunteer's own county, where there is one: what is near is looked for there first. */
    county: z.object({ id, name: z.string() }).nullable(),
    nearby: z.array(offer.extend({ missing: z.number().int() })),
    recommended: z.array(offer.extend({ reasons: z.array(reasonShown) })),
  }),
  problems: [],
});
