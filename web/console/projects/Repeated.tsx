import { projectsDesk } from '../../../domain/projects/paths.ts';
import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { LinkButton } from '../../ui/Button.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import { number, shortDay, t } from '../../ui/words.ts';
import { categoryWords } from './names.ts';
import { ProjectListPage } from './ProjectListPage.tsx';

type Row = Answer<'get', '/api/repeated-activities'>['rows'][number];

/** P36 推动志愿服务活动向志愿服务项目转化 */
export default function Repeated() {
  return (
    <ProjectListPage
      name="repeated"
      title={t('活动转项目', 'Activity to project')}
      label={t('重复办的活动', 'Activities held again and again')}
      read={useRead('/api/repeated-activities')}
      columns={columns()}
      rowKey={(row) => row.organization_id + row.title}
      empty={{
        title: t('没有重复办的活动', 'None repeated'),
        words: t(
          '同一个名字办过两次以上的活动会列在这里，可以转成项目。',
          'Activities held twice or more under one name are listed here and can become a project.',
        ),
      }}
    />
  );
}

function columns(): readonly Column<Row>[] {
  return [
    { key: 'title', label: t('名称', 'Name'), cell: (row) => row.title },
    { key: 'times', label: t('办过', 'Times'), right: true, cell: (row) => number(row.times) },
    { key: 'to_come', label: t('还要办', 'To come'), right: true, cell: (row) => number(row.to_come) },
    {
      key: 'last',
      label: t('最近一次', 'Last'),
      cell: (row) => (row.last_starts_at === null ? t('还没办过', 'not yet') : shortDay(row.last_starts_at)),
    },
    { key: 'category', label: t('类别', 'Category'), cell: (row) => categoryWords(row.category) },
    { key: 'organization', label: t('组织', 'Unit'), cell: (row) => row.organization_name },
    {
      key: 'convert',
      label: t('转为项目', 'Convert'),
      cell: (row) => (
        <LinkButton
          kind="text"
          href={projectsDesk.newProject({ activities: row.activity_ids.join(','), title: row.title })}
        >
          {t(`把“${row.title}”转为项目`, `Turn “${row.title}” into a project`)}
        </LinkButton>
      ),
    },
  ];
}
