import { minutesForStars, starsOf } from '../../domain/organizations/rule-books/stars.ts';
import { businessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import { balances } from '../ledger/queries.ts';
import { ruleBookInForce } from '../organizations/rule-book-in-force.ts';
import type { VolunteerRow } from '../volunteers/load-volunteer.ts';
import { registrationsOf } from '../volunteers/registrations.ts';

/** Stars are computed for each look from the ledger and the book in force at the home organisation: nothing is stored that could disagree. */
export async function starsShown(reader: Reader, volunteer: VolunteerRow | undefined, now: Date) {
  const nothing = { as_of: now, standing: null };
  if (volunteer === undefined) return nothing;
  const { book_id, version, issuer_name, citing_document, body } = await ruleBookInForce(reader, 'stars', volunteer.organization_path, businessDate(now));
  if (book_id === null) return nothing; // the built-in table is no source: without a book no star is shown
  const { credit_minutes, honorary_minutes } = await balances(reader, await registrationsOf(reader, volunteer.id));
  const counted = minutesForStars(body, { credit_minutes, honorary_minutes });
  const { stars, next, missing_minutes } = starsOf(body, counted);
  return {
    as_of: now,
    standing: {
      stars, counted_minutes: counted, credit_minutes, honorary_minutes, honorary_counts: body.honorary_counts,
      next: next === null ? null : {
        stars: next.stars, minutes: next.minutes, missing_minutes, from_minutes: body.steps.find((step) => step.stars === stars)?.minutes ?? 0,
        conditions: [...next.conditions], reached_by: next.reached_by,
      },
      book: { id: book_id, version, issuer_name, citing: citing_document },
    },
  };
}
