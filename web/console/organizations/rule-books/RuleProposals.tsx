import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, moment, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { loosenedWords } from './rule-words.ts';

type Row = Answer<'get', '/api/rule-book-proposals'>['rows'][number];

export function ProposalState({ row }: { row: Pick<Row, 'state' | 'can'> }) {
  if (row.state === 'issued') return <Tag state="ok">{t('已发布', 'Issued')}</Tag>;
  if (row.state === 'refused') return <Tag state="behind">{t('没有同意', 'Refused')}</Tag>;
  if (row.state === 'withdrawn') return <Tag state="behind">{t('已撤回', 'Taken back')}</Tag>;
  return (
    <Tag state="due">{row.can.approve ? t('等您同意', 'Waits for you') : t('等别人同意', 'Waits for another')}</Tag>
  );
}

/** Rule books that wait for somebody's yes, and what became of those before. */
export default function RuleProposals() {
  const { filters } = useFilters();
  const view = filters['view'] === 'decided' ? 'decided' : 'waiting';
  const read = useRead('/api/rule-book-proposals', { query: { view } });
  return (
    <Page>
      <PageHead
        title={t('等审批的规则', 'Proposed rule books')}
        crumbs={[
          { words: t('规则', 'Rules'), href: organizationsDesk.rules() },
          { words: t('等审批的规则', 'Proposals') },
        ]}
      />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'view',
              label: t('状态', 'State'),
              all: t('等审批', 'Waiting'),
              options: [{ value: 'decided', label: t('办过的', 'Decided') }],
            },
          ]}
        />
      </div>
      <div className="block">
        <Reading of={read} what={t('规则', 'the proposals')}>
          {({ rows }) => (
            <DataTable
              name="rule-proposals"
              label={t('等审批的规则', 'Proposed rule books')}
              columns={columns()}
              rows={rows}
              rowKey={(row) => row.id}
              rowHref={(row) => organizationsDesk.ruleProposal({ proposal_id: row.id })}
              total={rows.length}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('没有要办的', 'Nothing here')}>
                        {t(
                          '本级和下级提出的规则修订，等同意的会列在这里。',
                          'Revisions that wait for somebody’s yes are listed here.',
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

function columns(): readonly Column<Row>[] {
  return [
    { key: 'organization', label: t('组织', 'Unit'), cell: (row) => row.organization_name },
    { key: 'kind', label: t('规则', 'Rules'), cell: (row) => t(row.zh, row.en) },
    {
      key: 'from',
      label: t('从哪天起', 'From'),
      cell: (row) => (
        <>
          {longDay(row.valid_from)} {row.is_backdated && <Tag state="late">{t('早于提出', 'Backdated')}</Tag>}
        </>
      ),
    },
    {
      key: 'loosened',
      label: t('放宽', 'Looser'),
      cell: (row) => (row.loosened.length === 0 ? t('没有', 'Nothing') : loosenedWords(row.loosened)),
    },
    { key: 'by', label: t('谁提出', 'Proposed by'), cell: (row) => row.proposed_by_name ?? '' },
    { key: 'at', label: t('时间', 'When'), cell: (row) => moment(row.proposed_at) },
    { key: 'state', label: t('状态', 'State'), cell: (row) => <ProposalState row={row} /> },
  ];
}
