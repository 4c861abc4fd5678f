import { useRead } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { shortDay, t } from '../../ui/words.ts';

/** A list that was opened from a figure says of whom and of when it is, and leads to the whole. */
export function OnlyOf() {
  const { filters, setFilter } = useFilters();
  const [id, from, until] = [filters['organization_id'], filters['from'], filters['until']];
  const organization = useRead('/api/organizations/{organization_id}', { path: { organization_id: id ?? '' } }, { enabled: id !== undefined }).data?.organization;
  if (id === undefined && from === undefined && until === undefined) return null;
  const days = from === undefined && until === undefined ? '' : from === until ? shortDay(from ?? '') : `${shortDay(from ?? '')}–${shortDay(until ?? '')}`;
  return (
    <div className="filt behind">
      <p>{t('只列', 'Only ')}<b>{organization === undefined ? '' : t(`${organization.name_zh}及以下`, `${organization.name_zh} and below`)}</b>{days !== '' && `${organization === undefined ? '' : t('，', ', ')}${days}`}</p>
      <Button kind="text" onClick={() => setFilter({ organization_id: undefined, from: undefined, until: undefined })}>{t('看全部', 'Show all')}</Button>
    </div>
  );
}

/** The part of the question that the address carries. */
export function onlyOf(filters: Readonly<Record<string, string>>): { organization_id?: string; from?: string; until?: string } {
  return Object.fromEntries(['organization_id', 'from', 'until'].flatMap((name) => (filters[name] === undefined ? [] : [[name, filters[name]]])));
}
