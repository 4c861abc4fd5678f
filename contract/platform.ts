import { z } from 'zod';
import { ownerWays } from '../domain/accounts/owner-proof.ts';
import { endpoint } from './endpoint.ts';
import { can, instant } from './shapes.ts';

export const readMe = endpoint({
  method: 'GET',
  path: '/api/me',
  tag: 'platform',
  summary: 'Who is signed in, what they hold where, and whether this is a demonstration',
  access: 'public',
  output: z.object({
    signed_in: z.boolean(),
    is_demonstration: z.boolean(),
    person: z.object({ id: z.uuid(), name: z.string(), volunteer_number: z.string().nullable() }).nullable(),
    grants: z.array(
      z.object({
        organization_id: z.uuid(),
        organization_name: z.string(),
        organization_path: z.string(),
        role_zh: z.string(),
        role_en: z.string(),
        is_below: z.boolean(),
        permissions: z.array(z.string()),
      }),
    ),
    /** What is held and does not count yet: a whole role for want of the authenticator, or its approving permissions for want of a second yes. */
    shut: z.array(
      z.object({
        organization_name: z.string(),
        role_zh: z.string(),
        role_en: z.string(),
        waits_for: z.enum(['authenticator', 'second_yes', 'owner']),
        permissions: z.array(z.string()),
      }),
    ),
    /** How it can be shown that the caller owns the account, where nothing but a code was given on a device that is not known: names are masked and roles shut until then. */
    owner_ways: z.array(z.enum(ownerWays)),
    unread_notices: z.number().int(),
    /** When the session ends unless it is used, and when it ends whatever is done. */
    session: z.object({ ends_at: instant, ends_at_latest: instant, is_staff: z.boolean() }).nullable(),
    can: can('open_console'),
  }),
  problems: [],
});
