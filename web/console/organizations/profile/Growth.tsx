import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { t } from '../../../ui/words.ts';
import type { RecordPage } from '../tree/organization-page.ts';

export function Growth({ record }: { record: RecordPage }) {
  const last = record.growth.at(-1);
  const before = record.growth.at(-2);
  if (!last || !before) return null;
  return (
    <section className="org-attribute">
      <h2 className="title">{t('队伍和活力', 'Teams and vitality')}</h2>
      <Figures>
        <FigureCard
          name={t('队伍', 'Teams')}
          value={String(last.teams)}
          note={t(`上年末 ${before.teams}`, `${before.teams} a year before`)}
        />
        <FigureCard
          name={t('成员', 'Members')}
          value={String(last.members)}
          note={t(`上年末 ${before.members}`, `${before.members} a year before`)}
        />
        <FigureCard name={t('今年培训', 'Trainings this year')} value={String(record.vitality.trainings)} />
        <FigureCard name={t('今年新增阵地', 'Stations added this year')} value={String(record.vitality.stations)} />
      </Figures>
    </section>
  );
}
