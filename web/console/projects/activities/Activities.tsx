import { projectsDesk } from '../../../../domain/projects/paths.ts';
import { categories } from '../../../../domain/projects/categories.ts';
import type { Answer } from '../../../api/client.ts';
import { usePages } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { moment, number, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { activityStates, categoryOptions, categoryWords, stateTone, stateWords } from '../names.ts';
import { OnlyOf, onlyOf } from './OnlyOf.tsx';
import { ProjectNav } from '../ProjectNav.tsx';

type Row = Answer<'get', '/api/activities'>['rows'][number];

export default function Activities() {
  const { filters } = useFilters();
  const writes = (useMe().data?.grants ?? []).some((grant) => grant.permissions.includes('projects.write'));
  const category = categories.find((each) => each === filters['category']);
  const state = activityStates.find((each) => each === filters['state']);
  const { rows, more, read } = usePages('/api/activities', {
    query: {
      limit: 20,
      ...onlyOf(filters),
      ...(filters['q'] ? { q: filters['q'] } : {}),
      ...(category ? { category } : {}),
      ...(state ? { state } : {}),
    },
  });
  return (
    <Page>
      <PageHead
        title={t('活动', 'Activities')}
        actions={
          writes && (
            <LinkButton kind="do" icon="plus" href={projectsDesk.firstActivity()}>
              {t('发起一场活动', 'Start an activity')}
            </LinkButton>
          )
        }
      >
        <ProjectNav />
      </PageHead>
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
        <Reading of={read} what={t('活动', 'activities')}>
          {() => (
            <DataTable
              name="activities"
              label={t('活动', 'Activities')}
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.id}
              rowHref={(row) => projectsDesk.activity({ activity_id: row.id })}
              more={more}
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
  return [
    { key: 'title', label: t('名称', 'Name'), cell: (row) => row.title },
    {
      key: 'state',
      label: t('状态', 'State'),
      cell: (row) => <Tag state={stateTone(row.state)}>{stateWords(row.state)}</Tag>,
    },
    { key: 'starts', label: t('开始', 'Starts'), cell: (row) => moment(row.starts_at) },
    { key: 'shifts', label: t('班次', 'Shifts'), right: true, cell: (row) => number(row.shifts) },
    {
      key: 'seats',
      label: t('已报 / 名额', 'Taken / places'),
      right: true,
      cell: (row) => `${number(row.seats_taken)} / ${number(row.capacity)}`,
    },
    { key: 'waiting', label: t('候补', 'Waiting'), right: true, cell: (row) => number(row.waiting) },
    { key: 'category', label: t('类别', 'Category'), cell: (row) => categoryWords(row.category) },
    { key: 'place', label: t('地点', 'Place'), cell: (row) => row.place },
    { key: 'leader', label: t('负责人', 'In charge'), cell: (row) => row.leader_name },
    { key: 'organization', label: t('组织', 'Unit'), cell: (row) => row.organization_name },
    { key: 'project', label: t('项目', 'Project'), hidden: true, cell: (row) => row.project_title },
  ];
}
