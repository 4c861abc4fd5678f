import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { usePages, useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { useFilters } from '../../../ui/query-string.ts';
import { PersonSearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { OrganizationTree } from '../../organizations/tree/OrganizationTree.tsx';
import { useChosen } from '../../organizations/tree/use-chosen.ts';
import { Page } from '../../Page.tsx';
import { GrantDialog } from './GrantDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { sentence } from './permission-words.ts';
import { RoleDialog } from './RoleDialog.tsx';
import { WaitingGrants } from './WaitingGrants.tsx';
import './roles.css';

export type Role = Answer<'get', '/api/roles'>['rows'][number];
type Grant = Answer<'get', '/api/grants'>['rows'][number];

/** Roles as sets of permission sentences, and who holds them where. */
export default function Roles() {
  const { chosen, choose } = useChosen();
  const { filters, setFilter } = useFilters();
  const [granting, setGranting] = useState(false);
  const [shaping, setShaping] = useState<Role | 'new' | null>(null);
  const query = { query: { organization_id: chosen ?? '' } };
  const roles = useRead('/api/roles', query, { enabled: chosen !== undefined, keepPrevious: true });
  const [words] = usePersonWords('grants');
  const grants = usePages(
    '/api/grants',
    { query: { organization_id: chosen ?? '', limit: 200 }, ...personHeader(words) },
    { enabled: chosen !== undefined },
  );
  const waiting = useRead('/api/waiting-grants');
  const part = filters['part'] ?? 'grants';
  return (
    <Page tree={<OrganizationTree value={chosen} onChoose={choose} />}>
      <PageHead
        title={t('权限', 'Roles and grants')}
        beside={t('谁也不能授出自己没有的权限', 'Nobody grants what they do not hold')}
        actions={
          <>
            {roles.data?.can.shape && (
              <Button onClick={() => setShaping('new')}>{t('新设角色', 'Shape a role')}</Button>
            )}
            {roles.data?.can.shape && (
              <Button kind="do" onClick={() => setGranting(true)}>
                {t('授予权限', 'Grant a role')}
              </Button>
            )}
          </>
        }
      />
      <div className="block">
        <Tabs
          label={t('权限', 'Roles and grants')}
          value={part}
          onChange={(key) => setFilter({ part: key })}
          tabs={[
            {
              key: 'grants',
              words: t('谁有什么权限', 'Who holds what'),
              ...(grants.first ? { count: grants.first.count } : {}),
            },
            {
              key: 'waiting',
              words: t('等第二位同意', 'Wait for a second yes'),
              ...(waiting.data ? { count: waiting.data.count } : {}),
            },
            { key: 'roles', words: t('角色', 'Roles'), ...(roles.data ? { count: roles.data.rows.length } : {}) },
          ]}
        >
          {part === 'waiting' ? (
            <WaitingGrants />
          ) : part === 'roles' ? (
            <Reading of={roles} what={t('角色', 'the roles')}>
              {(answer) => <RoleTable rows={answer.rows} onChange={setShaping} />}
            </Reading>
          ) : (
            <>
              <PersonSearchBox label={t('姓名、手机末四位', 'Name, last four digits of the phone')} list="grants" />
              <Reading of={grants.read} what={t('权限', 'the grants')}>
                {(rows) => <GrantTable rows={rows} total={grants.first?.count ?? rows.length} more={grants.more} />}
              </Reading>
            </>
          )}
        </Tabs>
      </div>
      {chosen !== undefined && (
        <GrantDialog
          open={granting}
          organizationId={chosen}
          roles={roles.data?.rows ?? []}
          onClose={() => setGranting(false)}
        />
      )}
      {chosen !== undefined && <RoleDialog role={shaping} organizationId={chosen} onClose={() => setShaping(null)} />}
    </Page>
  );
}

function GrantTable({
  rows,
  total,
  more,
}: {
  rows: readonly Grant[];
  total: number;
  more: ReturnType<typeof usePages>['more'];
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

function RoleTable({ rows, onChange }: { rows: readonly Role[]; onChange: (role: Role) => void }) {
  return (
    <DataTable
      name="roles"
      label={t('角色', 'Roles')}
      rows={rows}
      rowKey={(row) => row.id}
      total={rows.length}
      columns={[
        { key: 'name', label: t('角色', 'Role'), cell: (row) => <b>{t(row.name_zh, row.name_en)}</b> },
        {
          key: 'owner',
          label: t('谁设的', 'Shaped by'),
          cell: (row) => row.organization_name ?? t('系统自带', 'Built in'),
        },
        {
          key: 'permissions',
          label: t('能做什么', 'May do'),
          cell: (row) => (
            <span className="role-may" title={row.permissions.map(sentence).join('\n')}>
              {row.permissions.slice(0, 3).map(sentence).join(t('；', '; '))}
              {row.permissions.length > 3 &&
                t(` 等 ${row.permissions.length} 项`, ` and ${row.permissions.length - 3} more`)}
            </span>
          ),
        },
        { key: 'holders', label: t('人数', 'Holders'), right: true, cell: (row) => row.holders },
        {
          key: 'change',
          label: t('操作', 'Action'),
          cell: (row) =>
            row.can.change && (
              <button type="button" className="link" onClick={() => onChange(row)}>
                {t('修改', 'Change')}
              </button>
            ),
        },
      ]}
    />
  );
}
