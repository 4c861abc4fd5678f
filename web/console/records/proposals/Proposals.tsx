import { recordsDesk } from '../../../../domain/records/paths.ts';
import { isWaiting, proposalKinds, type ProposalKind } from '../../../../domain/records/two-people.ts';
import type { Answer } from '../../../api/client.ts';
import { usePages } from '../../../api/query.ts';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { DueTag } from '../../../ui/DueTag.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { moment, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { RecordsTree } from '../service/RecordsTree.tsx';

export type ProposalRow = Answer<'get', '/api/record-proposals'>['rows'][number];
const views = ['waiting', 'overdue', 'to_handle', 'to_approve', 'mine', 'approved', 'returned'] as const;

export function kindWords(kind: ProposalKind): string {
  return {
    correction: t('更正', 'Correction'),
    back_fill: t('补录', 'Back-fill'),
    import: t('导入', 'Import'),
    appeal: t('申诉', 'Appeal'),
  }[kind];
}

export function StateTag({ state }: { state: ProposalRow['state'] }) {
  if (state === 'approved') return <Tag state="ok">{t('已同意', 'Approved')}</Tag>;
  if (state === 'returned') return <Tag state="behind">{t('已退回', 'Sent back')}</Tag>;
  return <Tag state="due">{state === 'requested' ? t('等经办', 'To handle') : t('等第二人', 'Second person')}</Tag>;
}

/** Corrections, appeals, back-fills and imports: nothing counts until two people have agreed. */
export default function Proposals() {
  const { filters } = useFilters();
  const view = views.find((one) => one === filters['view']) ?? 'waiting';
  const kind = proposalKinds.find((one) => one === filters['kind']);
  const list = usePages('/api/record-proposals', {
    query: { view, limit: 50, ...(kind === undefined ? {} : { kind }) },
  });
  const title = {
    waiting: t('待复核', 'To decide'),
    overdue: t('逾期没办', 'Overdue'),
    to_handle: t('等您经办', 'For you to handle'),
    to_approve: t('等您做第二人', 'You as second person'),
    mine: t('我经办的', 'Handled by me'),
    approved: t('已同意', 'Approved'),
    returned: t('已退回', 'Sent back'),
  }[view];
  const at = recordsDesk.proposals(kind === undefined ? (view === 'waiting' ? {} : { view }) : { kind });
  return (
    <Page tree={<RecordsTree at={at} />}>
      <PageHead
        title={kind === undefined ? title : `${title}${t('，', ', ')}${kindWords(kind)}`}
        crumbs={[{ words: t('记录', 'Records'), href: recordsDesk.confirmations() }, { words: title }]}
      />
      <div className="block">
        <Reading of={list.read} what={t('申请', 'proposals')}>
          {(rows) => (
            <DataTable
              name="proposals"
              label={title}
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.proposal_id}
              rowHref={(row) => recordsDesk.proposal({ proposal_id: row.proposal_id })}
              more={list.more}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('没有要办的', 'Nothing here')}>
                        {t(
                          '志愿者提出更正或申诉，或有人提出补录，会出现在这里。',
                          'Corrections, appeals and back-fills appear here.',
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

function columns(): readonly Column<ProposalRow>[] {
  return [
    { key: 'title', label: t('活动', 'Activity'), cell: (row) => row.title },
    { key: 'kind', label: t('类型', 'Kind'), cell: (row) => kindWords(row.kind) },
    {
      key: 'people',
      label: t('涉及', 'People'),
      cell: (row) => (
        <>
          <Masked text={row.first_name} />
          {row.people > 1 && t(`等 ${row.people} 人`, ` and ${row.people - 1} more`)}
        </>
      ),
    },
    { key: 'by', label: t('提出', 'Asked by'), cell: (row) => <Masked text={row.requested_by} /> },
    { key: 'at', label: t('时间', 'When'), cell: (row) => moment(row.requested_at) },
    { key: 'state', label: t('状态', 'State'), cell: (row) => <StateTag state={row.state} /> },
    {
      key: 'due',
      label: t('期限', 'Due'),
      cell: (row) => <DueTag of={row.deadline} settled={!isWaiting(row.state)} />,
    },
    {
      key: 'reason',
      label: t('理由', 'Reason'),
      cell: (row) => (
        <span className="soft">
          {row.reason.slice(0, 24)}
          {row.reason.length > 24 ? '…' : ''}
        </span>
      ),
    },
  ];
}
