import { projectsDesk } from '../../../../domain/projects/paths.ts';
import { categories } from '../../../../domain/projects/categories.ts';
import { activityStates } from '../../../../domain/projects/activity-states.ts';
import { activityColumns, activityFigures } from '../../../../domain/projects/list-columns.ts';
import type { Answer } from '../../../api/client.ts';
import { useList } from '../../../api/list.ts';
import { useMe } from '../../../api/session.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, factColumn, type Column } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { moment, number, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { DownloadPeople } from '../../DownloadPeople.tsx';
import { SavedViews } from '../../SavedViews.tsx';
import { categoryOptions, categoryWords, stateTone, stateWords } from '../names.ts';
import { OnlyOf, onlyOf } from './OnlyOf.tsx';
import { ProjectNav } from '../ProjectNav.tsx';

type Row = Answer<'get', '/api/activities'>['rows'][number];

export default function Activities() {
  const { filters } = useFilters();
  const writes = (useMe().data?.grants ?? []).some((grant) => grant.permissions.includes('projects.write'));
  const category = categories.find((each) => each === filters['category']);
  const state = activityStates.find((each) => each === filters['state']);
  const list = useList(
    '/api/activities',
    { columns: activityColumns, figures: activityFigures },
    {
      query: {
        ...onlyOf(filters),
        ...(filters['q'] ? { q: filters['q'] } : {}),
        ...(category ? { category } : {}),
        ...(state ? { state } : {}),
      },
    },
  );
  return (
    <Page>
      <PageHead
        title={t('活动', 'Activities')}
        actions={
          <>
            <DownloadPeople path={`/api/activities.xlsx?${new URLSearchParams(list.asked).toString()}`} words="">
              {t('导出', 'Export')}
            </DownloadPeople>
            {writes && (
              <LinkButton kind="do" icon="plus" href={projectsDesk.firstActivity()}>
                {t('发起一场活动', 'Start an activity')}
              </LinkButton>
            )}
          </>
        }
      >
        <ProjectNav />
      </PageHead>
      <SavedViews list="activities" />
      <OnlyOf />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'state',
              label: t('状态', 'State'),
              options: activityStates.map((each) => ({ value: each, label: stateWords(each) })),
            },
            { name: 'category', label: t('类别', 'Category'), options: categoryOptions() },
          ]}
        />
        <span className="sp">
          <SearchBox label={t('活动名称', 'Activity name')} />
        </span>
      </div>
      <div className="block">
        <Reading of={list.read} what={t('活动', 'activities')}>
          {(rows) => (
            <DataTable
              name="activities"
              label={t('活动', 'Activities')}
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.id}
              rowHref={(row) => projectsDesk.activity({ activity_id: row.id })}
              more={list.more}
              list={list}
              state={
                rows.length === 0 ? (
                  <Empty title={t('没有活动', 'No activities')}>
                    {t('换个条件，或到项目里写一个活动。', 'Change the filters, or write one below a project.')}
                  </Empty>
                ) : undefined
              }
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}

function columns(): readonly Column<Row>[] {
  const of = (name: keyof typeof activityColumns) => factColumn(activityColumns, name);
  return [
    { ...of('title'), cell: (row) => row.title },
    {
      key: 'state',
      label: t('状态', 'State'),
      cell: (row) => <Tag state={stateTone(row.state)}>{stateWords(row.state)}</Tag>,
    },
    { ...of('starts_at'), cell: (row) => moment(row.starts_at) },
    { ...of('ends_at'), hidden: true, cell: (row) => moment(row.ends_at) },
    { ...of('shifts'), cell: (row) => number(row.shifts) },
    { ...of('seats_taken'), cell: (row) => `${number(row.seats_taken)} / ${number(row.capacity)}` },
    { ...of('waiting'), cell: (row) => number(row.waiting) },
    { ...of('category'), cell: (row) => categoryWords(row.category) },
    { ...of('place'), cell: (row) => row.place },
    { key: 'leader', label: t('负责人', 'In charge'), cell: (row) => row.leader_name },
    { ...of('organization'), cell: (row) => row.organization_name },
    { ...of('project'), hidden: true, cell: (row) => row.project_title },
  ];
}
