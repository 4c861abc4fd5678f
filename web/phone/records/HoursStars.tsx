import { useRead } from '../../api/query.ts';
import { basisInWords, nextInWords, starName } from '../../ui/stars.ts';
import { t } from '../../ui/words.ts';
import { StarWay } from './StarWay.tsx';

/** The star these hours show, what the next one needs, and by which document. Nothing stands here where no document is in force. */
export function HoursStars() {
  const standing = useRead('/api/my/stars').data?.standing;
  if (!standing) return null;
  return (
    <section className="hours-stars">
      <h2>
        {t('星级', 'Stars')}
        <b className={standing.stars > 0 ? 'has' : undefined}>{starName(standing.stars)}</b>
        <span>{standing.next === null ? t('已是最高一级', 'the highest step') : nextInWords(standing.next)}</span>
      </h2>
      <StarWay standing={standing} />
      <p>{basisInWords(standing)}</p>
    </section>
  );
}
