import type { Category } from '../../../../domain/projects/categories.ts';
import { useRead } from '../../../api/query.ts';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Select } from '../../../ui/Field.tsx';
import { t } from '../../../ui/words.ts';

type PickerProps = {
  organization_id: string;
  value: readonly string[];
  onChange: (topics: string[]) => void;
  category: Category | null;
};

/** One choice a list but where several go together, of the lists of the organisation's own branch; those that the category demands come first and are not optional. */
export function TopicPicker({ organization_id, value, onChange, category }: PickerProps) {
  const words = useRead(
    '/api/project-words',
    { query: { organization_id } },
    { enabled: organization_id !== '', keepPrevious: true },
  );
  const demanded = (list: { readonly required_for: readonly Category[] }): boolean =>
    category !== null && list.required_for.includes(category);
  const lists = [...(words.data?.topic_lists ?? [])].sort(
    (one, other) => Number(demanded(other)) - Number(demanded(one)),
  );
  const chosen = (code: string): string => value.find((path) => path.startsWith(`${code}/`)) ?? '';
  const set = (code: string, path: string): void =>
    onChange([...value.filter((each) => !each.startsWith(`${code}/`)), ...(path === '' ? [] : [path])]);
  return (
    <fieldset className="form-part">
      <legend>{t('主题', 'Topics')}</legend>
      <div className="form-grid">
        {lists
          .filter((list) => !list.is_several)
          .map((list) => (
            <Select
              key={list.code}
              name={demanded(list) ? 'topics' : `topics-${list.code}`}
              label={t(list.zh, list.en)}
              optional={!demanded(list)}
              empty={t('不选', 'None')}
              value={chosen(list.code)}
              onChange={(path) => set(list.code, path)}
              options={list.topics.map((topic) => ({ value: topic.path, label: t(topic.zh, topic.en) }))}
            />
          ))}
      </div>
      {lists
        .filter((list) => list.is_several)
        .map((list) => (
          <div key={list.code} className="tick-grid" role="group" aria-label={t(list.zh, list.en)}>
            <span className="soft">{t(list.zh, list.en)}</span>
            {list.topics.map((topic) => (
              <Checkbox
                key={topic.path}
                name={topic.path}
                label={t(topic.zh, topic.en)}
                checked={value.includes(topic.path)}
                onChange={(on) => onChange(on ? [...value, topic.path] : value.filter((each) => each !== topic.path))}
              />
            ))}
          </div>
        ))}
    </fieldset>
  );
}
