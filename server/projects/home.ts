import type { Id } from '../../domain/id.ts';
import { isCategory, type Category } from '../../domain/projects/categories.ts';
import { recommend } from '../../domain/projects/recommend.ts';
import { byId } from '../db/by-id.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import type { LaterNouns } from '../later-nouns.ts';
import { pathsUpwards } from '../db/tree.ts';
import { mySignUps } from './sign-ups/my-sign-ups.ts';
import { offers, shownOffer, type OfferRow } from './public/open-activities.ts';

const looked = 200; // open shifts weighed for a recommendation, the soonest first

/** The volunteer's home: what is next, what is near and short of people, what fits and why. */
export async function readHome(
  reader: Reader,
  personId: Id,
  {
    now,
    later,
    ...point
  }: {
    now: Date;
    later: Pick<LaterNouns, 'attendancesOf'>;
    longitude?: number | undefined;
    latitude?: number | undefined;
  },
) {
  const places = await placesOf(reader, personId);
  const [own, open, skills, served] = await Promise.all([
    mySignUps(reader, personId, { now, later }),
    nearestOffers(reader, now, places, point),
    reader.all<{ skill: string }>(sql`select skill from volunteer_skills where volunteer_id = ${personId}`),
    categoriesServed(reader, personId),
  ]);
  const standing = own.filter((row) => row.ended_as === null);
  const next = standing
    .filter((row) => row.ends_at > now && row.child_name === null)
    .sort((one, other) => one.starts_at.getTime() - other.starts_at.getTime())[0];
  const held = new Set(standing.map((row) => row.activity_id));
  const fresh = firstShifts(open.filter((offer) => !held.has(offer.id)));
  const person = {
    skills: skills.map((row) => row.skill),
    interests: served,
  };
  const recommended = fresh
    .map((offer) => ({
      offer,
      ...recommend({ ...offer, taken: offer.seats_taken, skills: offer.required_skills }, person, now),
    }))
    .filter((each) => each.reasons.length > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, 6);
  const nearby = fresh
    .filter((offer) => offer.capacity > offer.seats_taken && farness(offer, places) < places.length)
    .sort(
      (one, other) =>
        (one.distance_metres ?? Infinity) - (other.distance_metres ?? Infinity) ||
        farness(one, places) - farness(other, places) ||
        one.starts_at.getTime() - other.starts_at.getTime(),
    )
    .slice(0, 6);
  return {
    next:
      next === undefined
        ? null
        : {
            sign_up_id: next.sign_up_id,
            activity_id: next.activity_id,
            shift_id: next.shift_id,
            title: next.title,
            place: next.place_text,
            starts_at: next.starts_at,
            ends_at: next.ends_at,
            seat: next.place,
            waitlist_place: next.waitlist_place,
            withdraw_by: next.withdraw_by,
            can: next.can,
          },
    county: countyOf(places),
    nearby: nearby.map((offer) => ({ ...shownOffer(offer), missing: offer.capacity - offer.seats_taken })),
    recommended: recommended.map(({ offer, reasons }) => ({
      ...shownOffer(offer),
      reasons: reasons.map(({ code, zh, en }) => ({ code, zh, en })),
    })),
  };
}

/** The three categories with the most sign-ups. */
async function categoriesServed(reader: Reader, personId: Id): Promise<Category[]> {
  const times = await reader.all<{ activity_id: Id; times: number }>(
    sql`select activity_id, count(*)::int as times from sign_ups where volunteer_id = ${personId} and ended_at is null group by activity_id`,
  );
  const activities = await byId<{ id: Id; category: string }>(
    times.map((row) => row.activity_id),
    (ids) => reader.all(sql`select id, category from activities where id = any(${ids}::uuid[])`),
  );
  const sums = new Map<string, number>();
  for (const row of times) {
    const category = activities.get(row.activity_id)?.category ?? '';
    sums.set(category, (sums.get(category) ?? 0) + row.times);
  }
  const most = [...sums].sort(([, one], [, other]) => other - one).slice(0, 3);
  return most.map(([category]) => category).filter(isCategory);
}

type Place = { id: Id; name: string; kind: string; path: string };

/** The own county and city, nearest first; a volunteer of neither has the whole tree. */
async function placesOf(reader: Reader, personId: Id): Promise<Place[]> {
  const home = await reader.maybe<{ organization_path: string }>(
    sql`select organization_path from volunteers where id = ${personId}`,
  );
  const above =
    home === undefined
      ? []
      : await reader.all<Place>(sql`
    select id, name_zh as name, kind, path from organizations where path = any(${pathsUpwards(home.organization_path)}::text[]) and kind in ('county', 'city') order by length(path) desc`);
  if (above.length > 0) return above;
  const top =
    home === undefined
      ? undefined
      : await reader.maybe<Place>(
          sql`select id, name_zh as name, kind, path from organizations where path = ${pathsUpwards(home.organization_path)[0] ?? ''}`,
        );
  return top === undefined ? [{ id: personId, name: '', kind: '', path: '/' }] : [top];
}

function countyOf(places: readonly Place[]): { id: Id; name: string } | null {
  const county = places.find((place) => place.kind === 'county');
  return county === undefined ? null : { id: county.id, name: county.name };
}

/** How many places upwards until the offer lies in one; as many as there are where it lies in none. */
function farness(offer: OfferRow, places: readonly Place[]): number {
  const at = places.findIndex((place) => offer.organization_path.startsWith(place.path));
  return at === -1 ? places.length : at;
}

/** The soonest of the own places first: those of everywhere would fill the list before anything near is seen. */
async function nearestOffers(
  reader: Reader,
  now: Date,
  places: readonly Place[],
  point: { longitude?: number | undefined; latitude?: number | undefined },
): Promise<OfferRow[]> {
  const seen = new Set<Id>();
  const lists = await Promise.all(
    [...places.filter((place) => place.kind !== '').map((place) => place.id), undefined].map((organization_id) =>
      offers(reader, now, {
        ...point,
        limit: looked,
        sort: 'time',
        ...(organization_id === undefined ? {} : { organization_id }),
      }),
    ),
  );
  return lists.flat().filter((offer) => !seen.has(offer.shift_id) && seen.add(offer.shift_id));
}

/** A recurring activity shows its next shift only. */
function firstShifts(rows: readonly OfferRow[]): OfferRow[] {
  const seen = new Set<Id>();
  return rows.filter((row) => !seen.has(row.id) && seen.add(row.id));
}
