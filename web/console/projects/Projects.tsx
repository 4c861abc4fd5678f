import { projectsDesk } from '../../../domain/projects/paths.ts';
import { stageNames, stages } from '../../../domain/projects/stages.ts';
import { projectColumns, projectFigures } from '../../../domain/projects/list-columns.ts';
import { categories } from '../../../domain/projects/categories.ts';
import type { Answer } from '../../api/client.ts';
import { useList } from '../../api/list.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { DataTable, factColumn, type Column } from '../../ui/DataTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { number, shortDay, t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';
import { SavedViews } from '../SavedViews.tsx';
import { categoryOptions, categoryWords } from './names.ts';
import { OnlyOf } from './activities/OnlyOf.tsx';
import { ProjectNav } from './ProjectNav.tsx';

type Row = Answer<'get', '/api/projects'>['rows'][number];

export default function Projects() {
  const { filters } = useFilters();
  const asked = query(filters);
  const list = useList('/api/projects', { columns: projectColumns, figures: projectFigures }, { query: asked });
  return (
    <Page>
      <PageHead
        title={t('项目', 'Projects')}
        actions={
          <LinkButton kind="do" icon="plus" href={projectsDesk.newProject()}>
            {t('立项', 'Propose a project')}
          </LinkButton>
        }
      >
        <ProjectNav />
      </PageHead>
      <SavedViews list="projects" />
      <OnlyOf />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'stage',
              label: t('阶段', 'Stage'),
              options: stages.map((stage) => ({ value: stage, label: t(stageNames[stage].zh, stageNames[stage].en) })),
            },
            { name: 'category', label: t('类别', 'Category'), options: categoryOptions() },
            {
              name: 'is_national',
              label: t('级别', 'Level'),
              options: [{ value: 'true', label: t('全国性', 'National') }],
            },
            {
              name: 'is_closed',
              label: t('结项', 'Closed'),
              options: [
                { value: 'true', label: t('已结项', 'Closed') },
                { value: 'false', label: t('进行中', 'Running') },
              ],
            },
          ]}
        />
        <span className="sp">
          <SearchBox label={t('项目名称', 'Project name')} />
        </span>
      </div>
      <div className="block">
        <Reading of={list.read} what={t('项目', 'projects')}>
          {(rows) => (
            <DataTable
              name="projects"
              label={t('项目', 'Projects')}
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.id}
              rowHref={(row) => projectsDesk.project({ project_id: row.id })}
              more={list.more}
              list={list}
              state={
                rows.length === 0 ? (
                  Object.keys(asked).length > 0 ? (
                    <Empty title={t('没有这样的项目', 'No such project')}>
                      {t('换个条件，或清掉条件。', 'Change the conditions or clear them.')}
                    </Empty>
                  ) : (
                    <Empty
                      title={t('还没有项目', 'No projects yet')}
                      action={
                        <LinkButton href={projectsDesk.newProject()}>{t('立一个项目', 'Propose one')}</LinkButton>
                      }
                    >
                      {t(
                        '先写清三条原则，立项后在下面发活动。',
                        'Answer the three principles; activities hang below a project.',
                      )}
                    </Empty>
                  )
                ) : undefined
              }
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}

function query(filters: Readonly<Record<string, string>>) {
  const stage = stages.find((each) => each === filters['stage']);
  const category = categories.find((each) => each === filters['category']);
  const isClosed = (['true', 'false'] as const).find((each) => each === filters['is_closed']);
  return {
    ...(filters['organization_id'] ? { organization_id: filters['organization_id'] } : {}),
    ...(filters['topic'] ? { topic: filters['topic'] } : {}),
    ...(filters['q'] ? { q: filters['q'] } : {}),
    ...(stage ? { stage } : {}),
    ...(category ? { category } : {}),
    ...(filters['is_national'] ? { is_national: 'true' as const } : {}),
    ...(isClosed ? { is_closed: isClosed } : {}),
  };
}

function columns(): readonly Column<Row>[] {
  const of = (name: keyof typeof projectColumns) => factColumn(projectColumns, name);
  return [
    { ...of('title'), cell: (row) => row.title },
    {
      key: 'stage',
      label: t('阶段', 'Stage'),
      cell: (row) =>
        row.closed_at !== null ? (
          <Tag state="ok">{t('已结项', 'Closed')}</Tag>
        ) : row.stage === null ? (
          <Tag state="none">{t('未开始', 'Not begun')}</Tag>
        ) : (
          <Tag state="due">{t(stageNames[row.stage].zh, stageNames[row.stage].en)}</Tag>
        ),
    },
    { ...of('category'), cell: (row) => categoryWords(row.category) },
    {
      ...of('brand'),
      cell: (row) =>
        [row.brand, row.is_national ? t('全国性', 'National') : ''].filter((each) => each !== '').join(' · '),
    },
    { ...of('organization'), cell: (row) => row.organization_name },
    { key: 'activities', label: t('活动', 'Activities'), right: true, cell: (row) => number(row.activities) },
    { key: 'served', label: t('报名人次', 'Places taken'), right: true, cell: (row) => number(row.served) },
    { ...of('created_at'), cell: (row) => shortDay(row.created_at) },
  ];
}
