import { useRead } from '../../api/query.ts';
import { Empty, Reading } from '../../ui/States.tsx';
import { shortDay, t } from '../../ui/words.ts';
import './me.css';

/** Who can see my data, because of which role at which unit (个人信息保护法 arts. 44, 45). */
export function DataViewers({ personId }: { personId: string }) {
  const viewers = useRead('/api/people/{person_id}/data-viewers', { path: { person_id: personId } });
  return (
    <Reading of={viewers} what={t('能看到您的人', 'who can see you')}>
      {({ places, rows }) => (
        <>
          <p className="lead">{where([...new Set(places.map((place) => place.name_zh))])}</p>
          {rows.length === 0 ? (
            <Empty title={t('现在没有人能看到', 'Nobody can see it now')} />
          ) : (
            <ul className="rows">
              {rows.map((row, index) => (
                <li key={index}>
                  <div>
                    <b>{row.person_name}</b>
                    <small>
                      {row.organization_name}
                      {t('，', ', ')}
                      {row.role_name}
                    </small>
                  </div>
                  <small>{row.until && t(`到 ${shortDay(row.until)}`, `until ${shortDay(row.until)}`)}</small>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Reading>
  );
}

function where(names: readonly string[]): string {
  if (names.length === 0) return t('您的资料还不属于任何组织。', 'Your record belongs to no unit yet.');
  return t(
    `您的资料在${names.join('、')}。只有下面这些人能看，按各自的权限。`,
    `Your record is kept at ${names.join(', ')}. Only these people can see it, each by their permission.`,
  );
}
