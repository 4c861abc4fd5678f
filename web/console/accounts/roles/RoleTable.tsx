import { DataTable } from '../../../ui/DataTable.tsx';
import { t } from '../../../ui/words.ts';
import { sentence } from './permission-words.ts';
import type { Role } from './roles-shown.ts';

export function RoleTable({ rows, onChange }: { rows: readonly Role[]; onChange: (role: Role) => void }) {
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
