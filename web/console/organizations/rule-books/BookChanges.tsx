import { Tag } from '../../../ui/Tag.tsx';
import { t } from '../../../ui/words.ts';
import { shown } from './BodyView.tsx';
import { fieldWords } from './rule-words.ts';

type Body = Readonly<Record<string, unknown>>;

/** The fields that change, each with what stands and what is proposed; what becomes looser is marked. */
export function BookChanges({ before, after, loosened }: { before: Body; after: Body; loosened: readonly string[] }) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const looser = (field: string): boolean => loosened.some((one) => one === field || one.startsWith(`${field}.`));
  if (fields.length === 0)
    return <p className="soft">{t('内容和现在执行的一样', 'The content equals what is in force')}</p>;
  return (
    <div className="table-scroll" role="region" aria-label={t('改什么', 'What changes')} tabIndex={0}>
      <table className="led">
        <caption className="unseen">{t('现在和修订后', 'Now and proposed')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('项目', 'Item')}</th>
            <th scope="col">{t('现在', 'Now')}</th>
            <th scope="col">{t('修订后', 'Proposed')}</th>
            <th scope="col">
              <span className="unseen">{t('宽严', 'Looser or tighter')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <td>{fieldWords(field)}</td>
              <td className="old">{shown(before[field])}</td>
              <td>{shown(after[field])}</td>
              <td>{looser(field) && <Tag state="due">{t('放宽', 'Looser')}</Tag>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
