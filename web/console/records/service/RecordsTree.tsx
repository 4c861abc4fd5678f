import { ownAddress } from '../../../../domain/address.ts';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useGo } from '../../../ui/navigation.tsx';
import type { Answer } from '../../../api/client.ts';
import { useOwed } from '../../../api/inbox.ts';
import { useRead } from '../../../api/query.ts';
import { useHeld } from '../../../api/session.ts';
import { Tree, type TreeNode } from '../../../ui/Tree.tsx';
import { t } from '../../../ui/words.ts';
import { TreeColumn } from '../../Page.tsx';
import { deskOf, mayOpen, type DeskPlace } from './desk-places.ts';

type Counts = Answer<'get', '/api/record-proposals'>['counts'];
type Known = { readonly waiting: number | undefined; readonly counts: Counts | undefined };

const count = (value: number | undefined) => (value === undefined ? {} : { count: value });
const nodesOf: Readonly<Record<DeskPlace, (known: Known) => readonly TreeNode[]>> = {
  boards: () => [{ key: recordsDesk.boards(), words: t('现场签到', 'Check-in now') }],
  confirmations: ({ waiting }) => [
    { key: recordsDesk.confirmations(), words: t('待确认', 'To confirm'), ...count(waiting) },
  ],
  proposals: ({ counts }) => [
    {
      key: recordsDesk.proposals(),
      words: t('待复核', 'To decide'),
      ...count(counts?.waiting),
      children: [
        {
          key: recordsDesk.proposals({ kind: 'correction' }),
          words: t('更正申请', 'Corrections'),
          ...count(counts?.correction),
        },
        {
          key: recordsDesk.proposals({ kind: 'back_fill' }),
          words: t('补录申请', 'Back-fills'),
          ...count(counts?.back_fill),
        },
        { key: recordsDesk.proposals({ kind: 'appeal' }), words: t('申诉', 'Appeals'), ...count(counts?.appeal) },
        { key: recordsDesk.proposals({ kind: 'import' }), words: t('导入申请', 'Imports'), ...count(counts?.import) },
      ],
    },
    {
      key: recordsDesk.proposals({ view: 'overdue' }),
      words: t('逾期没办', 'Overdue'),
      ...count(counts?.overdue),
    },
    { key: recordsDesk.proposals({ view: 'mine' }), words: t('我经办的', 'Handled by me'), ...count(counts?.mine) },
    { key: recordsDesk.proposals({ view: 'approved' }), words: t('已同意', 'Approved'), ...count(counts?.approved) },
    { key: recordsDesk.proposals({ view: 'returned' }), words: t('已退回', 'Sent back'), ...count(counts?.returned) },
  ],
  records: () => [
    {
      key: recordsDesk.records(),
      words: t('服务记录', 'Service records'),
      children: [
        { key: recordsDesk.records({ state: 'awaiting_parent' }), words: t('超 8 小时待审', 'Over 8 h') },
        { key: recordsDesk.records({ state: 'awaiting_province' }), words: t('超 12 小时待审', 'Over 12 h') },
        { key: recordsDesk.records({ state: 'reversed' }), words: t('已冲回', 'Struck') },
      ],
    },
  ],
};

/** The desk of records: what waits, what I handled, what is done; each as far as the person may open it. */
export function RecordsTree({ at }: { at: string }) {
  const go = useGo();
  const held = useHeld();
  const one = { query: { limit: 1 } };
  const counts = useRead('/api/record-proposals', one, {
    enabled: mayOpen(held, 'proposals'),
    refreshMs: 60_000,
  }).data?.counts;
  const waiting = useOwed('records.to_confirm', held.has('records.confirm'))?.count;
  const nodes = deskOf(held).flatMap((place) => nodesOf[place]({ waiting, counts }));
  return (
    <TreeColumn label={t('记录', 'Records')} name={t('签到与服务记录', 'Check-in and records')}>
      <Tree
        label={t('记录', 'Records')}
        nodes={nodes}
        value={at}
        onChoose={(node) => go(ownAddress(node.key) ?? recordsDesk.confirmations())}
        startOpen={[recordsDesk.proposals(), recordsDesk.records()]}
      />
    </TreeColumn>
  );
}
