import type { ReactNode } from 'react';
import { t } from './words.ts';

export type SealPlace = {
  /** 经办 or 复核 */
  role: string;
  /** Who sealed; left out while it is open. */
  name?: string;
  at?: string;
  words?: ReactNode;
};

/** Two people, never the same: the first seal filled, the second dashed until it is given. */
export function TwoPeople({ places, title }: { places: readonly [SealPlace, SealPlace]; title?: string }) {
  return (
    <section className="two-people">
      <h2 className="title">{title ?? t('两人同意，才入账', 'Two people agree before it is posted')}</h2>
      {places.map((place) => (
        <div key={place.role} className="sg">
          <SealImprint place={place} />
          <div>
            <h3>
              {place.role}
              {t('，', ', ')}
              {place.name ?? t('等第二人', 'waiting')}
            </h3>
            {place.at && <p>{place.at}</p>}
            {place.words && <p>{place.words}</p>}
          </div>
        </div>
      ))}
    </section>
  );
}

/** A seal reads in two lines: 何景 / 之印. A longer name is set smaller, never cut. */
function SealImprint({ place }: { place: SealPlace }) {
  const name = place.name;
  if (name === undefined)
    return (
      <span className="seal open" aria-hidden="true">
        {place.role}
      </span>
    );
  const short = name.length <= 3;
  return (
    <span className={short ? 'seal given' : 'seal given long'} aria-hidden="true">
      {name.length === 2 ? (
        <>
          {name}
          <br />
          之印
        </>
      ) : name.length === 3 ? (
        <>
          {name.slice(0, 2)}
          <br />
          {name.slice(2)}印
        </>
      ) : (
        name
      )}
    </span>
  );
}
