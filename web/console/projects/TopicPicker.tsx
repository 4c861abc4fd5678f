import { topicLists } from '../../../domain/projects/topics.ts';
import type { Category } from '../../../domain/projects/categories.ts';
import { Select } from '../../ui/Field.tsx';
import { t } from '../../ui/words.ts';

/** One choice a list; the lists that the category demands come first and are not optional. */
export function TopicPicker({ value, onChange, category }: { value: readonly string[]; onChange: (topics: string[]) => void; category: Category | null }) {
  const demanded = (list: (typeof topicLists)[number]): boolean => category !== null && list.required_for.includes(category);
  const lists = [...topicLists].sort((one, other) => Number(demanded(other)) - Number(demanded(one)));
  const chosen = (code: string): string => value.find((path) => path.startsWith(`${code}/`)) ?? '';
  const set = (code: string, path: string): void => onChange([...value.filter((each) => !each.startsWith(`${code}/`)), ...(path === '' ? [] : [path])]);
  return (
    <fieldset className="form-part">
      <legend>{t('主题', 'Topics')}</legend>
      <div className="form-grid">
        {lists.map((list) => (
          <Select key={list.code} name={demanded(list) ? 'topics' : `topics-${list.code}`} label={t(list.zh, list.en)} optional={!demanded(list)} empty={t('不选', 'None')} value={chosen(list.code)} onChange={(path) => set(list.code, path)}
            options={list.topics.flatMap((topic) => [
              { value: `${list.code}/${topic.code}`, label: t(topic.zh, topic.en) },
              ...(topic.parts ?? []).map((part) => ({ value: `${list.code}/${topic.code}/${part.code}`, label: `${t(topic.zh, topic.en)} · ${t(part.zh, part.en)}` })),
            ])} />
        ))}
      </div>
    </fieldset>
  );
}
