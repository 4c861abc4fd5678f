import type { Address } from '../../../domain/address.ts';
import { Link } from '../../ui/navigation.tsx';
import { businessDate } from '../../../domain/time.ts';
import type { Answer } from '../../api/client.ts';
import { CapacityCells } from '../../ui/Cells.tsx';
import { clock, distance, isThisYear, month, t, weekday } from '../../ui/words.ts';
import './offers.css';

export type Offer = Answer<'get', '/api/open-activities'>['rows'][number];

/** One shift that still takes people: the day large at left, what and where, and how many are missing. */
export function OfferRow({
  offer,
  href,
  today,
  why,
}: {
  offer: Offer;
  href: Address;
  today: string;
  /** why it is shown to this person */ why?: string;
}) {
  const day = businessDate(new Date(offer.starts_at));
  const missing = Math.max(0, offer.capacity - offer.seats_taken);
  const sameMonth = day.slice(0, 7) === today.slice(0, 7);
  return (
    <li className="offer">
      <div className="d">
        {day.slice(8)}
        <small>{sameMonth ? weekday(day) : monthOnly(day)}</small>
      </div>
      <div>
        <Link className="name" href={href}>
          {offer.title}
        </Link>
        <p>
          {[
            clock(offer.starts_at),
            offer.county_name ?? '',
            offer.place,
            offer.distance_metres === null ? '' : distance(offer.distance_metres),
          ]
            .filter(Boolean)
            .join(t('，', ', '))}
        </p>
        {why && <p>{why}</p>}
      </div>
      <div className="q">
        {missing > 0 ? (
          <span>
            {t('还差', '')} <b>{missing}</b> {t('人', 'open')}
          </span>
        ) : (
          <span>
            {t('候补', 'Waiting')} <b>{offer.waiting}</b>
          </span>
        )}
        <CapacityCells taken={offer.seats_taken} places={offer.capacity} />
      </div>
    </li>
  );
}

function monthOnly(day: string): string {
  return isThisYear(day) ? t(`${Number(day.slice(5, 7))} 月`, month(day).slice(0, 3)) : month(day);
}
