import { useState } from 'react';
import { usePages, useRead } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { useFilters } from '../../../ui/query-string.ts';
import { PersonSearchBox } from '../../../ui/SearchBox.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { t } from '../../../ui/words.ts';
import { OrganizationTree } from '../../organizations/tree/OrganizationTree.tsx';
import { useChosen } from '../../organizations/tree/use-chosen.ts';
import { Page } from '../../Page.tsx';
import { GrantDialog } from './GrantDialog.tsx';
import { RoleDialog } from './RoleDialog.tsx';
import { WaitingGrants } from './WaitingGrants.tsx';
import type { Role } from './roles-shown.ts';
import { RoleTable } from './RoleTable.tsx';
import { GrantTable } from './GrantTable.tsx';
import './roles.css';

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
