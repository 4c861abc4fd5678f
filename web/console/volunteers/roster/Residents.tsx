import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { useRead } from '../../../api/query.ts';
import { Select } from '../../../ui/Field.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Reading } from '../../../ui/States.tsx';
import { longDay, number, percent, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav, useDesks } from '../VolunteersNav.tsx';

/** S03: residents of compounds among those who take part. */
export default function Residents() {
  const desks = useDesks('volunteers.read');
  const [desk, setDesk] = useState('');
  const id = desk || desks[0]?.id || '';
  const share = useRead('/api/resident-share', { query: { organization_id: id } }, { enabled: id !== '' });
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead title={t('小区居民参与', 'Residents taking part')} />
      <div className="block">
        {desks.length > 1 && (
          <Select
            name="organization"
            label={t('组织', 'Organisation')}
            value={id}
            onChange={setDesk}
            options={desks.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Reading of={share} what={t('居民占比', 'the share of residents')}>
          {(answer) => (
            <>
              <Figures>
                <FigureCard
                  name={t('居民占参与者', 'Residents among participants')}
                  value={percent(answer.residents, answer.participants)}
                  note={t(
                    `${number(answer.residents)} / ${number(answer.participants)} 人，${longDay(answer.from)}至${longDay(answer.until)}`,
                    `${number(answer.residents)} of ${number(answer.participants)} people, ${longDay(answer.from)} to ${longDay(answer.until)}`,
                  )}
                />
              </Figures>
              <div className="table-scroll" role="region" aria-label={t('各小区', 'By compound')} tabIndex={0}>
                <table className="led">
                  <thead>
                    <tr>
                      <th scope="col">{t('小区', 'Compound')}</th>
                      <th scope="col" className="r">
                        {t('登记居民', 'Registered residents')}
                      </th>
                      <th scope="col" className="r">
                        {t('参与过', 'Took part')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {answer.compounds.map((row) => (
                      <tr key={row.id}>
                        <td>
                          <Link className="nm" href={volunteersDesk.roster({ compound_id: row.id })}>
                            {row.name}
                          </Link>
                        </td>
                        <td className="r fig">{number(row.registered)}</td>
                        <td className="r fig">{number(row.participants)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )}
        </Reading>
      </div>
    </Page>
  );
}
