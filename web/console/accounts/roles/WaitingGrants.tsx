import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { ProblemNote } from '../../../ui/Form.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { sentence } from './permission-words.ts';

type Waiting = Answer<'get', '/api/waiting-grants'>['rows'][number];

/** Grants that can approve: a second administrator says yes before those permissions count. */
export function WaitingGrants() {
  const waiting = useRead('/api/waiting-grants');
  const confirm = useWrite('post', '/api/grants/{grant_id}/confirmation', ['/api/grants', '/api/waiting-grants']);
  async function agree(row: Waiting): Promise<void> {
    if (await confirm.send({ path: { grant_id: row.id } }))
      toast(t('已同意，这些权限现在生效', 'Agreed: these permissions count now'));
  }
  return (
    <>
      {confirm.problem && <ProblemNote problem={confirm.problem} />}
      <Reading of={waiting} what={t('等同意的授权', 'grants that wait')}>
        {({ rows, count }) => (
          <DataTable
            name="waiting-grants"
            label={t('等第二位同意', 'Wait for a second yes')}
            rows={rows}
            rowKey={(row) => row.id}
            total={count}
            columns={[
              {
                key: 'person',
                label: t('姓名', 'Person'),
                cell: (row) => <b>{row.person_name || row.phone_hint || t('未填姓名', 'No name yet')}</b>,
              },
              {
                key: 'role',
                label: t('角色', 'Role'),
                cell: (row) =>
                  `${t(row.role_zh, row.role_en)} · ${row.organization_name}${row.is_below ? t('及以下', ' and below') : ''}`,
              },
              {
                key: 'waits',
                label: t('等同意的权限', 'Permissions that wait'),
                cell: (row) => row.waits_for.map(sentence).join(t('；', '; ')),
              },
              {
                key: 'by',
                label: t('谁授予', 'Granted by'),
                cell: (row) => (
                  <span className="soft">
                    {row.granted_by_name}，{longDay(row.granted_at)}
                  </span>
                ),
              },
              {
                key: 'confirm',
                label: t('操作', 'Action'),
                cell: (row) =>
                  row.can.confirm ? (
                    <button type="button" className="link" onClick={() => void agree(row)}>
                      {t('同意', 'Agree')}
                    </button>
                  ) : (
                    <span className="mute">{t('要另一位管理员', 'Another administrator')}</span>
                  ),
              },
            ]}
            {...(rows.length === 0
              ? {
                  state: (
                    <Empty title={t('没有等同意的授权', 'No grant waits')}>
                      {t(
                        '有审核权限的角色授予以后，要第二位管理员在这里同意才生效。',
                        'A role that can approve counts after a second administrator agrees here.',
                      )}
                    </Empty>
                  ),
                }
              : {})}
          />
        )}
      </Reading>
    </>
  );
}
