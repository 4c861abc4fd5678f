import { useRead } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { basisInWords, nextInWords, starName } from '../../ui/stars.ts';
import { t } from '../../ui/words.ts';

/** The star a person shows and why, for staff who may read records; where no book is in force there is nothing to say. */
export function ServiceHours({ volunteer }: { volunteer: string }) {
  const me = useMe();
  const reads = me.data?.grants.some((grant) => grant.permissions.includes('records.read')) ?? false;
  const standing = useRead('/api/volunteers/{volunteer_id}/stars', { path: { volunteer_id: volunteer } }, { enabled: reads }).data?.standing;
  if (!standing) return null;
  return (
    <KeyValues rows={[{
      key: t('星级', 'Stars'), value: starName(standing.stars),
      note: <>{standing.next === null ? t('已是最高一级', 'the highest step') : nextInWords(standing.next)}<br />{basisInWords(standing)}</>,
    }]} />
  );
}
