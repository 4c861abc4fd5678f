import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { projectsDesk } from '../../../../domain/projects/paths.ts';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { usePages } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { duration, number, shortDay, t } from '../../../ui/words.ts';

const pageSize = 50;

/** P45 S03: the members of an organisation and below, on its own page; of a compound those who live there. */
export function Members({ organizationId, live }: { organizationId: string; live: boolean }) {
  const key = live ? 'compound_id' : 'organization_id';
  const list = usePages('/api/volunteers', { query: { [key]: organizationId, limit: pageSize } });
  return (
    <section className="org-work">
      <p className="org-acts">
        <LinkButton href={volunteersDesk.roster({ [key]: organizationId })}>
          {t('在名册里看', 'Open in the roster')}
        </LinkButton>
      </p>
      <Reading of={list.read} what={live ? t('居民', 'residents') : t('成员', 'members')}>
        {(rows) => (
          <DataTable
            name="organization-members"
            label={live ? t('登记居民', 'Residents') : t('成员', 'Members')}
            rows={rows}
            rowKey={(row) => row.id}
            rowHref={(row) => volunteersDesk.volunteer({ id: row.id })}
            more={list.more}
            {...(rows.length > 0
              ? {}
              : {
                  state: live ? (
                    <Empty title={t('还没有居民登记', 'No residents yet')}>
                      {t(
                        '志愿者在手机“我的资料”里选这个小区，就列在这里。',
                        'Volunteers who choose this compound in their profile are listed here.',
                      )}
                    </Empty>
                  ) : (
                    <Empty title={t('还没有成员', 'No members yet')}>
                      {t('在“志愿者”里登记或导入。', 'Register or import them under People.')}
                    </Empty>
                  ),
                })}
            columns={[
              { key: 'name', label: t('姓名', 'Name'), cell: (row) => <Masked text={row.name_hint} /> },
              { key: 'number', label: t('编号', 'Number'), cell: (row) => <span className="fig">{row.number}</span> },
              { key: 'organization', label: t('所属组织', 'Organisation'), cell: (row) => row.organization.name },
              {
                key: 'registered',
                label: t('注册', 'Registered'),
                right: true,
                cell: (row) => shortDay(row.registered_at),
              },
            ]}
          />
        )}
      </Reading>
    </section>
  );
}

type ProjectsAt = {
  organizationId: string;
  mayPropose: boolean;
  /** A place with residents: what these take part in stands beside. */ lived: boolean;
};

/** P45 S02: the projects of an organisation, and of a community or compound those in which its residents take part. */
export function OwnProjects({ organizationId, mayPropose, lived }: ProjectsAt) {
  return (
    <section className="org-work">
      {mayPropose && (
        <p className="org-acts">
          <LinkButton href={projectsDesk.newProject({ organization_id: organizationId })}>
            {t('立项', 'Propose a project')}
          </LinkButton>
        </p>
      )}
      {lived && <h2 className="title">{t('居民参加的项目', 'Projects of its residents')}</h2>}
      {lived && (
        <ProjectTable
          name="residents-projects"
          label={t('居民参加的项目', 'Projects of its residents')}
          query={{ residents_of: organizationId }}
          empty={
            <Empty title={t('居民还没有参加项目', 'No resident has taken part yet')}>
              {t('登记为这里居民的人报了名，项目就列在这里。', 'A project stands here once a resident signs up.')}
            </Empty>
          }
        />
      )}
      {lived && <h2 className="title">{t('这里的项目', 'Projects here')}</h2>}
      <ProjectTable
        name="organization-projects"
        label={lived ? t('这里的项目', 'Projects here') : t('项目', 'Projects')}
        query={{ organization_id: organizationId }}
        empty={
          <Empty title={t('还没有项目', 'No projects yet')}>
            {t('有服务想法就立项，再在项目下发活动。', 'Propose a project, then publish activities below it.')}
          </Empty>
        }
      />
    </section>
  );
}

type TableProps = {
  name: string;
  label: string;
  query: { organization_id: string } | { residents_of: string };
  empty: React.ReactNode;
};

function ProjectTable({ name, label, query, empty }: TableProps) {
  const list = usePages('/api/projects', { query: { ...query, limit: pageSize } });
  return (
    <Reading of={list.read} what={label}>
      {(rows) => (
        <DataTable
          name={name}
          label={label}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => projectsDesk.project({ project_id: row.id })}
          more={list.more}
          {...(rows.length === 0 ? { state: empty } : {})}
          columns={[
            { key: 'title', label: t('名称', 'Name'), cell: (row) => row.title },
            { key: 'organization', label: t('组织', 'Unit'), cell: (row) => row.organization_name },
            { key: 'activities', label: t('活动', 'Activities'), right: true, cell: (row) => number(row.activities) },
            { key: 'served', label: t('报名人次', 'Places taken'), right: true, cell: (row) => number(row.served) },
            { key: 'created', label: t('立项', 'Since'), right: true, cell: (row) => shortDay(row.created_at) },
          ]}
        />
      )}
    </Reading>
  );
}

/** P45: the service records of an organisation and below. */
export function OwnRecords({ organizationId }: { organizationId: string }) {
  const list = usePages('/api/service-records', { query: { organization_id: organizationId, limit: pageSize } });
  return (
    <section className="org-work">
      <p className="org-acts">
        <LinkButton href={recordsDesk.records({ organization_id: organizationId })}>
          {t('在记录里看', 'Open in the records')}
        </LinkButton>
      </p>
      <Reading of={list.read} what={t('服务记录', 'records')}>
        {(rows) => (
          <DataTable
            name="organization-records"
            label={t('服务记录', 'Service records')}
            rows={rows}
            rowKey={(row) => row.record_id}
            rowHref={(row) => recordsDesk.record({ volunteer_id: row.volunteer_id, record_id: row.record_id })}
            more={list.more}
            {...(rows.length === 0 ? { state: <Empty title={t('还没有服务记录', 'No records yet')} /> } : {})}
            columns={[
              { key: 'name', label: t('志愿者', 'Volunteer'), cell: (row) => <Masked text={row.name} /> },
              { key: 'title', label: t('活动', 'Activity'), cell: (row) => row.title },
              { key: 'day', label: t('服务日期', 'Day'), right: true, cell: (row) => shortDay(row.service_day) },
              { key: 'minutes', label: t('时长', 'Length'), right: true, cell: (row) => duration(row.minutes) },
              {
                key: 'state',
                label: t('状态', 'State'),
                cell: (row) =>
                  row.state === 'confirmed' ? (
                    t('已入账', 'Posted')
                  ) : (
                    <span className="mute">{t('没有入账', 'Not posted')}</span>
                  ),
              },
            ]}
          />
        )}
      </Reading>
    </section>
  );
}
