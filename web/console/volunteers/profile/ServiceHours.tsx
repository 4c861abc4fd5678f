import { useRead } from '../../../api/query.ts';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { basisInWords, nextInWords, starName } from '../../../ui/stars.ts';
import { t } from '../../../ui/words.ts';

/** The star a person shows and why, for staff who may read records; where no book is in force there is nothing to say. */
export function ServiceHours({ volunteer }: { volunteer: string }) {
  const standing = useRead('/api/volunteers/{volunteer_id}/stars', { path: { volunteer_id: volunteer } }).data
    ?.standing;
  if (!standing) return null;
  return (
    <KeyValues
      rows={[
        {
          key: t('星级', 'Stars'),
          value: starName(standing.stars),
          note: (
            <>
              {standing.next === null ? t('已是最高一级', 'the highest step') : nextInWords(standing.next)}
              <br />
              {basisInWords(standing)}
            </>
          ),
        },
      ]}
    />
  );
}
