import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { taskKinds, type TaskKind } from '../../../../domain/organizations/tasks.ts';
import { useRead } from '../../../api/query.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';

/** What superiors asked of the organisations whose record this person keeps: surveys, instructions and guidance. */
export default function Asked() {
  const read = useRead('/api/me/asked-of-organizations');
  return (
    <Page>
      <PageHead
        title={t('上级交办', 'Asked from above')}
        crumbs={[
          { words: t('台账', 'County overview'), href: organizationsDesk.countyOverview() },
          { words: t('上级交办', 'Asked from above') },
        ]}
      />
      <div className="block">
        <Reading of={read} what={t('上级交办', 'what is asked')}>
          {({ rows }) => (
            <DataTable
              name="asked"
              label={t('上级交办', 'Asked from above')}
              rows={rows}
              rowKey={(row) => row.id}
              total={rows.length}
              hot={(row) => row.is_overdue}
              columns={[
                {
                  key: 'title',
                  label: t('事项', 'Matter'),
                  cell: (row) => (
                    <Link
                      className="nm"
                      href={organizationsDesk.organizations({ at: row.organization_id, part: 'tasks' })}
                    >
                      {row.title}
                    </Link>
                  ),
                },
                {
                  key: 'kind',
                  label: t('类别', 'Kind'),
                  cell: (row) => t(taskKinds[row.kind as TaskKind].zh, taskKinds[row.kind as TaskKind].en),
                },
                { key: 'organization', label: t('组织', 'Organisation'), cell: (row) => row.organization_name },
                {
                  key: 'due',
                  label: t('期限', 'Due'),
                  cell: (row) =>
                    row.due_on === null ? (
                      ''
                    ) : row.is_overdue ? (
                      <Tag state="late">{t(`${longDay(row.due_on)}，逾期`, `${longDay(row.due_on)}, overdue`)}</Tag>
                    ) : (
                      longDay(row.due_on)
                    ),
                },
              ]}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('没有要办的', 'Nothing is asked')}>
                        {t(
                          '上级发来问卷、督办或指导，会列在这里，也会发消息。',
                          'Surveys, instructions and guidance from above are listed here and told by message.',
                        )}
                      </Empty>
                    ),
                  }
                : {})}
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}
