import { useState } from 'react';
import { useWrite, type More } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Empty } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { InviteDialog } from './InviteDialog.tsx';
import type { Grant } from './roles-shown.ts';

export function GrantTable({
  rows,
  total,
  more,
}: {
  rows: readonly Grant[];
  total: number;
  more: More<Grant> | undefined;
}) {
  const [ending, setEnding] = useState<Grant | null>(null);
  const [inviting, setInviting] = useState<Grant | null>(null);
  const end = useWrite('delete', '/api/grants/{grant_id}', ['/api/grants', '/api/roles']);
  async function confirm(reason: string): Promise<void> {
    if (ending === null || !(await end.send({ path: { grant_id: ending.id }, body: { reason } }))) return;
    toast(t('权限已收回', 'The grant has ended'));
    setEnding(null);
  }
  return (
    <>
      <DataTable
        name="grants"
        label={t('谁有什么权限', 'Who holds what')}
        rows={rows}
        rowKey={(row) => row.id}
        total={total}
        more={more}
        columns={[
          {
            key: 'person',
            label: t('姓名', 'Person'),
            cell: (row) => <b>{row.person_name || row.phone_hint || t('未填姓名', 'No name yet')}</b>,
          },
          {
            key: 'role',
            label: t('角色', 'Role'),
            cell: (row) => (
              <>
                {t(row.role_zh, row.role_en)}
                {row.ended_at === null && row.waits_for.length > 0 && (
                  <>
                    {' '}
                    <Tag state="behind">{t('审核权限等第二位同意', 'Approving part waits for a second yes')}</Tag>
                  </>
                )}
              </>
            ),
          },
          {
            key: 'organization',
            label: t('在哪里', 'Where'),
            cell: (row) =>
              `${row.organization_name}${row.is_below ? t('及以下', ' and below') : ''}${row.activity_title ? ` · ${row.activity_title}` : ''}`,
          },
          {
            key: 'until',
            label: t('到哪天', 'Until'),
            cell: (row) =>
              row.valid_until === null ? <span className="mute">{t('长期', 'Open')}</span> : longDay(row.valid_until),
          },
          {
            key: 'by',
            label: t('谁授予', 'Granted by'),
            cell: (row) => <span className="soft">{row.granted_by_name ?? t('系统', 'System')}</span>,
          },
          {
            key: 'end',
            label: t('操作', 'Action'),
            cell: (row) => (
              <>
                {row.can.invite && (
                  <>
                    <button type="button" className="link" onClick={() => setInviting(row)}>
                      {t('登录链接', 'Sign-in link')}
                    </button>{' '}
                  </>
                )}
                {row.can.end && (
                  <button type="button" className="link" onClick={() => setEnding(row)}>
                    {t('收回', 'End')}
                  </button>
                )}
              </>
            ),
          },
        ]}
        {...(rows.length === 0
          ? {
              state: (
                <Empty title={t('还没有人有权限', 'Nobody holds a role here')}>
                  {t('授予以后会列在这里。', 'Grants are listed here.')}
                </Empty>
              ),
            }
          : {})}
      />
      <InviteDialog grant={inviting} onClose={() => setInviting(null)} />
      <Ask
        open={ending !== null}
        title={t(
          `收回${ending?.person_name ?? ''}的“${ending?.role_zh ?? ''}”`,
          `End “${ending?.role_en ?? ''}” of ${ending?.person_name ?? ''}`,
        )}
        verb={t('收回权限', 'End the grant')}
        reason={{ label: t('理由', 'Reason') }}
        running={end.running}
        problem={end.problem}
        onClose={() => setEnding(null)}
        onConfirm={(reason) => void confirm(reason)}
        effects={[{ what: t('已做的事', 'What was done'), value: t('保留，记录里查得到', 'stays, and is on record') }]}
      />
    </>
  );
}
