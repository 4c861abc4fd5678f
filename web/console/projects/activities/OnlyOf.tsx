import { useRead } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { shortDay, t } from '../../../ui/words.ts';
import { topicWords } from '../names.ts';

/** A list that was opened from a figure says of whom and of when it is, and leads to the whole. */
export function OnlyOf() {
  const { filters, setFilter } = useFilters();
  const [id, from, until, topic] = [filters['organization_id'], filters['from'], filters['until'], filters['topic']];
  const organization = useRead(
    '/api/organizations/{organization_id}',
    { path: { organization_id: id ?? '' } },
    { enabled: id !== undefined },
  ).data?.organization;
  if (id === undefined && from === undefined && until === undefined && topic === undefined) return null;
  const days =
    from === undefined && until === undefined
      ? ''
      : from === until
        ? shortDay(from ?? '')
        : `${shortDay(from ?? '')}–${shortDay(until ?? '')}`;
  const behind = [days, topic === undefined ? '' : topicWords(topic)].filter((part) => part !== '').join(t('，', ', '));
  return (
    <div className="filt behind">
      <p>
        {t('只列', 'Only ')}
        <b>
          {organization === undefined ? '' : t(`${organization.name_zh}及以下`, `${organization.name_zh} and below`)}
        </b>
        {behind !== '' && `${organization === undefined ? '' : t('，', ', ')}${behind}`}
      </p>
      <Button
        kind="text"
        onClick={() => setFilter({ organization_id: undefined, from: undefined, until: undefined, topic: undefined })}
      >
        {t('看全部', 'Show all')}
      </Button>
    </div>
  );
}

/** The part of the question that the address carries. */
export function onlyOf(filters: Readonly<Record<string, string>>): {
  organization_id?: string;
  from?: string;
  until?: string;
  topic?: string;
} {
  return Object.fromEntries(
    ['organization_id', 'from', 'until', 'topic'].flatMap((name) =>
      filters[name] === undefined ? [] : [[name, filters[name]]],
    ),
  );
}
