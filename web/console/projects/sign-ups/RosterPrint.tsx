import { useRead } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { useTitle } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Reading } from '../../../ui/States.tsx';
import { moment, period, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { placeWords } from './roster-columns.tsx';
import { rosterQuery } from './roster-shown.ts';
import '../projects.css';

/** The sheet for the clipboard: the same rows as the list, with a column for signatures. */
export default function RosterPrint({ params }: { params: Readonly<Record<string, string>> }) {
  const activity_id = params['activity_id'] ?? '';
  const { filters } = useFilters();
  const [words] = usePersonWords(`roster ${activity_id}`);
  const read = useRead('/api/activities/{activity_id}/roster', {
    path: { activity_id },
    query: rosterQuery(filters),
    ...personHeader(words),
  });
  useTitle(t('签到名单', 'Sign-in sheet'));
  return (
    <Page>
      <div className="print-sheet">
        <Reading of={read} what={t('名单', 'the roster')}>
          {(roster) => (
            <>
              <p className="no-print">
                <Button kind="do" icon="file" onClick={() => window.print()}>
                  {t('打印这张名单', 'Print this sheet')}
                </Button>
              </p>
              <h1 className="title">{roster.title}</h1>
              <p>
                {roster.organization_name}，{roster.place}
              </p>
              <p>
                {roster.shifts
                  .filter((shift) => filters['shift_id'] === undefined || shift.id === filters['shift_id'])
                  .slice(0, 6)
                  .map((shift) => period(shift.starts_at, shift.ends_at))
                  .join(t('；', '; '))}
              </p>
              <table>
                <caption className="unseen">{t('签到名单', 'Sign-in sheet')}</caption>
                <thead>
                  <tr>
                    {[
                      t('序号', 'No.'),
                      t('姓名', 'Name'),
                      t('志愿者编号', 'Number'),
                      t('手机', 'Phone'),
                      t('班次', 'Shift'),
                      t('名额', 'Place'),
                      t('签名', 'Signature'),
                    ].map((label) => (
                      <th key={label} scope="col">
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {roster.rows.map((row, index) => (
                    <tr key={row.sign_up_id}>
                      <td>{index + 1}</td>
                      <td>{row.name}</td>
                      <td>{row.volunteer_number}</td>
                      <td>{row.phone_hint ?? ''}</td>
                      <td>{moment(row.starts_at)}</td>
                      <td>{placeWords(row)[1]}</td>
                      <td className="sign" />
                    </tr>
                  ))}
                </tbody>
              </table>
              <p className="mute">
                {t(
                  `${roster.rows.length} 人，打印于 ${moment(new Date().toISOString())}`,
                  `${roster.rows.length} people, printed ${moment(new Date().toISOString())}`,
                )}
              </p>
            </>
          )}
        </Reading>
      </div>
    </Page>
  );
}
