import { useLocation } from 'wouter';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { useHeld } from '../../../api/session.ts';
import { Tree, type TreeNode } from '../../../ui/Tree.tsx';
import { t } from '../../../ui/words.ts';
import { whereHeld } from '../../home/waiting-lines.ts';
import { TreeColumn } from '../../Page.tsx';
import { deskOf, mayOpen, type DeskPlace } from './desk-places.ts';

type Counts = Answer<'get', '/api/record-proposals'>['counts'];
type Known = { readonly waiting: number | undefined; readonly counts: Counts | undefined };

const count = (value: number | undefined) => (value === undefined ? {} : { count: value });
const nodesOf: Readonly<Record<DeskPlace, (known: Known) => readonly TreeNode[]>> = {
  '/records/boards': () => [{ key: '/records/boards', words: t('现场签到', 'Check-in now') }],
  '/records': ({ waiting }) => [{ key: '/records', words: t('待确认', 'To confirm'), ...count(waiting) }],
  '/records/proposals': ({ counts }) => [
    {
      key: '/records/proposals',
      words: t('待复核', 'To decide'),
      ...count(counts?.waiting),
      children: [
        {
          key: '/records/proposals?kind=correction',
          words: t('更正申请', 'Corrections'),
          ...count(counts?.correction),
        },
        { key: '/records/proposals?kind=back_fill', words: t('补录申请', 'Back-fills'), ...count(counts?.back_fill) },
        { key: '/records/proposals?kind=import', words: t('导入申请', 'Imports'), ...count(counts?.import) },
      ],
    },
    { key: '/records/proposals?view=mine', words: t('我经办的', 'Handled by me'), ...count(counts?.mine) },
    { key: '/records/proposals?view=approved', words: t('已同意', 'Approved'), ...count(counts?.approved) },
    { key: '/records/proposals?view=returned', words: t('已退回', 'Sent back'), ...count(counts?.returned) },
  ],
  '/records/list': () => [
    {
      key: '/records/list',
      words: t('服务记录', 'Service records'),
      children: [
        { key: '/records/list?state=awaiting_parent', words: t('超 8 小时待审', 'Over 8 h') },
        { key: '/records/list?state=awaiting_province', words: t('超 12 小时待审', 'Over 12 h') },
        { key: '/records/list?state=reversed', words: t('已冲回', 'Struck') },
      ],
    },
  ],
};

/** The desk of records: what waits, what I handled, what is done; each as far as the person may open it. */
export function RecordsTree({ at }: { at: string }) {
  const [, go] = useLocation();
  const held = useHeld();
  const one = { query: { limit: 1 } };
  const counts = useRead('/api/record-proposals', one, {
    enabled: mayOpen(held, '/records/proposals'),
    refreshMs: 60_000,
  }).data?.counts;
  const waiting = useRead('/api/confirmations', one, whereHeld(held, 'records.confirm')).data?.waiting;
  const nodes = deskOf(held).flatMap((place) => nodesOf[place]({ waiting, counts }));
  return (
    <TreeColumn label={t('记录', 'Records')} name={t('签到与服务记录', 'Check-in and records')}>
      <Tree
        label={t('记录', 'Records')}
        nodes={nodes}
        value={at}
        onChoose={(node) => go(node.key)}
        startOpen={['/records/proposals', '/records/list']}
      />
    </TreeColumn>
  );
}
