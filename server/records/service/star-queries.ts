import { minutesForStars, starsOf } from '../../../domain/organizations/rule-books/stars.ts';
import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { businessDate, type BusinessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Actor } from '../../http/actor.ts';
import { balances } from '../../ledger/queries.ts';
import { ruleBookInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { findVolunteer, type VolunteerRow } from '../../volunteers/load-volunteer.ts';
import { registrationsOf } from '../../volunteers/registrations.ts';

/** Stars are computed for each look from the ledger and the book in force at the home organisation: nothing is stored that could disagree. */
export async function starsShown(reader: Reader, volunteer: VolunteerRow | undefined, now: Date) {
  const nothing = { as_of: now, standing: null };
  if (volunteer === undefined) return nothing;
  const { book_id, version, issuer_name, citing_document, body } = await ruleBookInForce(
    reader,
    'stars',
    volunteer.organization_path,
    businessDate(now),
  );
  if (book_id === null) return nothing; // the built-in table is no source: without a book no star is shown
  const { credit_minutes, honorary_minutes } = await balances(reader, await registrationsOf(reader, volunteer.id));
  const counted = minutesForStars(body, { credit_minutes, honorary_minutes });
  const { stars, next, missing_minutes } = starsOf(body, counted);
  return {
    as_of: now,
    standing: {
      stars,
      counted_minutes: counted,
      credit_minutes,
      honorary_minutes,
      honorary_counts: body.honorary_counts,
      next:
        next === null
          ? null
          : {
              stars: next.stars,
              minutes: next.minutes,
              missing_minutes,
              from_minutes: body.steps.find((step) => step.stars === stars)?.minutes ?? 0,
              conditions: [...next.conditions],
              reached_by: next.reached_by,
            },
      book: { id: book_id, version, issuer_name, citing: citing_document },
    },
  };
}

export async function volunteerStars(reader: Reader, actor: Actor, volunteerId: Id, now: Date) {
  const volunteer = await findVolunteer(reader, volunteerId);
  if (volunteer === undefined || !actor.may('records.read', { path: volunteer.organization_path }))
    throw problem('core.not_found');
  return starsShown(reader, volunteer, now);
}

/** The stars that a change of minutes gives or takes at the home organisation; null where no book shows any. */
export async function starsBeforeAndAfter(
  reader: Reader,
  volunteerId: Id,
  change: { readonly credit_minutes: number; readonly honorary_minutes: number },
  day: BusinessDate,
): Promise<{ before: number; after: number } | null> {
  const volunteer = await reader.maybe<{ organization_path: string }>(
    sql`select organization_path from volunteers where id = ${volunteerId}`,
  );
  if (volunteer === undefined) return null;
  const { book_id, body } = await ruleBookInForce(reader, 'stars', volunteer.organization_path, day);
  if (book_id === null) return null;
  const held = await balances(reader, await registrationsOf(reader, volunteerId));
  const starsWith = (more: typeof change): number =>
    starsOf(
      body,
      minutesForStars(body, {
        credit_minutes: held.credit_minutes + more.credit_minutes,
        honorary_minutes: held.honorary_minutes + more.honorary_minutes,
      }),
    ).stars;
  return { before: starsWith({ credit_minutes: 0, honorary_minutes: 0 }), after: starsWith(change) };
}
