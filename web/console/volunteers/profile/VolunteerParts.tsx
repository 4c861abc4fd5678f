import { projectsDesk } from '../../../../domain/projects/paths.ts';
import type { Answer } from '../../../api/client.ts';
import { usePages } from '../../../api/query.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag, type State } from '../../../ui/Tag.tsx';
import { duration, longDay, period, shortDay, t } from '../../../ui/words.ts';

const pageSize = 50;
type Standing = Answer<'get', '/api/volunteers/{volunteer_id}/sign-ups'>['rows'][number]['standing'];

/** What one person signed up for and came to; each opens its activity. */
export function VolunteerSignUps({ volunteerId }: { volunteerId: string }) {
  const list = usePages('/api/volunteers/{volunteer_id}/sign-ups', {
    path: { volunteer_id: volunteerId },
    query: { limit: pageSize },
  });
  return (
    <section className="person-part">
      <Reading of={list.read} what={t('报名', 'sign-ups')}>
        {(rows) => (
          <DataTable
            name="volunteer-sign-ups"
            label={t('报名和到场', 'Sign-ups and attendance')}
            rows={rows}
            rowKey={(row) => row.sign_up_id}
            rowHref={(row) => projectsDesk.activity({ activity_id: row.activity_id })}
            more={list.more}
            {...(rows.length === 0
              ? {
                  state: (
                    <Empty title={t('没有您能看的报名', 'No sign-up that you may see')}>
                      {t(
                        '本人在手机上报名后会列在这里；别的组织的活动由那个组织看。',
                        'Sign-ups made on the phone stand here; those elsewhere are seen by that organisation.',
                      )}
                    </Empty>
                  ),
                }
              : {})}
            columns={[
              { key: 'title', label: t('活动', 'Activity'), cell: (row) => row.title },
              { key: 'organization', label: t('组织', 'Organisation'), cell: (row) => row.organization_name },
              { key: 'time', label: t('班次', 'Shift'), cell: (row) => period(row.starts_at, row.ends_at) },
              { key: 'signed-up', label: t('报名', 'Signed up'), cell: (row) => shortDay(row.signed_up_at) },
              { key: 'standing', label: t('结果', 'Standing'), cell: (row) => <StandingTag of={row.standing} /> },
            ]}
          />
        )}
      </Reading>
    </section>
  );
}

function StandingTag({ of }: { of: Standing }) {
  const words: Record<Standing, readonly [State, string]> = {
    coming: ['ok', t('有名额', 'Seat')],
    waiting: ['due', t('候补', 'Waiting')],
    serving: ['ok', t('服务中', 'Serving')],
    came: ['ok', t('到场', 'Came')],
    not_stamped: ['none', t('没有签到', 'No check-in')],
    withdrawn: ['none', t('已退出', 'Withdrawn')],
    withdrawn_late: ['behind', t('临时退出', 'Late withdrawal')],
    no_show: ['late', t('未到', 'Did not come')],
    cancelled: ['none', t('活动取消', 'Cancelled')],
  };
  return <Tag state={words[of][0]}>{words[of][1]}</Tag>;
}

/** The certificates issued to one person; each opens its sheet. */
export function VolunteerCertificates({ volunteerId }: { volunteerId: string }) {
  const list = usePages('/api/certificates', { query: { volunteer_id: volunteerId, limit: pageSize } });
  return (
    <section className="person-part">
      <Reading of={list.read} what={t('证明', 'certificates')}>
        {(rows) => (
          <DataTable
            name="volunteer-certificates"
            label={t('服务证明', 'Certificates')}
            rows={rows}
            rowKey={(row) => row.certificate_id}
            more={list.more}
            {...(rows.length === 0
              ? {
                  state: (
                    <Empty title={t('还没有开过证明', 'No certificate yet')}>
                      {t('本人可以在手机上自己开，免费。', 'The volunteer gets one on the phone, free of charge.')}
                    </Empty>
                  ),
                }
              : {})}
            columns={[
              { key: 'number', label: t('编号', 'Number'), cell: (row) => <span className="fig">{row.number}</span> },
              { key: 'issuer', label: t('出具单位', 'Issuer'), cell: (row) => row.organization_name },
              {
                key: 'period',
                label: t('时段', 'Period'),
                cell: (row) =>
                  t(
                    `${longDay(row.period_from)}至${longDay(row.period_until)}`,
                    `${longDay(row.period_from)} to ${longDay(row.period_until)}`,
                  ),
              },
              {
                key: 'hours',
                label: t('小时', 'Hours'),
                right: true,
                cell: (row) => <b className="fig">{duration(row.total_minutes)}</b>,
              },
              { key: 'issued', label: t('出具', 'Issued'), cell: (row) => longDay(row.issued_at) },
              {
                key: 'state',
                label: t('状态', 'State'),
                cell: (row) =>
                  row.state === 'valid' ? (
                    <Tag state="ok">{t('有效', 'valid')}</Tag>
                  ) : row.state === 'superseded' ? (
                    <Tag state="behind">{t('已被更正', 'superseded')}</Tag>
                  ) : (
                    <Tag state="late">{t('已撤销', 'revoked')}</Tag>
                  ),
              },
              {
                key: 'do',
                label: t('操作', 'Actions'),
                cell: (row) => (
                  <a href={`/api/certificates/${row.volunteer_id}/${row.certificate_id}/pdf`} download>
                    {t('下载', 'PDF')}
                  </a>
                ),
              },
            ]}
          />
        )}
      </Reading>
    </section>
  );
}
