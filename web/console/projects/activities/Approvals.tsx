import { projectsDesk } from '../../../../domain/projects/paths.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import type { Column } from '../../../ui/DataTable.tsx';
import { moment, number, t } from '../../../ui/words.ts';
import { categoryWords } from '../names.ts';
import { ProjectListPage } from '../ProjectListPage.tsx';

type Row = Answer<'get', '/api/activity-approvals'>['rows'][number];

/** What waits for me, oldest first, with why it came up. */
export default function Approvals() {
  return (
    <ProjectListPage
      name="approvals"
      title={t('待审核的活动', 'Activities to approve')}
      label={t('待审核的活动', 'Activities to approve')}
      read={useRead('/api/activity-approvals')}
      columns={columns()}
      rowKey={(row) => row.activity_change_id ?? row.id}
      rowHref={(row) => projectsDesk.activity({ activity_id: row.id })}
      empty={{
        title: t('没有等您审核的', 'Nothing waits for you'),
        words: t('下级提交的活动和改动会出现在这里。', 'What units below submit appears here.'),
      }}
    />
  );
}

function columns(): readonly Column<Row>[] {
  return [
    {
      key: 'title',
      label: t('名称', 'Name'),
      cell: (row) => (row.activity_change_id === null ? row.title : t(`${row.title}（改动）`, `${row.title} (change)`)),
    },
    {
      key: 'reason',
      label: t('为什么要审', 'Why it came up'),
      cell: (row) => row.reasons.map((reason) => t(reason.zh, reason.en)).join(t('；', '; ')),
    },
    { key: 'organization', label: t('组织', 'Unit'), cell: (row) => row.organization_name },
    { key: 'starts', label: t('开始', 'Starts'), cell: (row) => moment(row.starts_at) },
    { key: 'capacity', label: t('名额', 'Places'), right: true, cell: (row) => number(row.capacity) },
    { key: 'category', label: t('类别', 'Category'), cell: (row) => categoryWords(row.category) },
    {
      key: 'submitted',
      label: t('提交', 'Submitted'),
      cell: (row) => `${row.submitted_by_name} ${moment(row.submitted_at)}`,
    },
  ];
}
