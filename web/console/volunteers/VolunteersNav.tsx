import { volunteersDesk } from '../../../domain/volunteers/paths.ts';
import { Link, usePath } from '../../ui/navigation.tsx';
import { useHeld, useMe } from '../../api/session.ts';
import { t } from '../../ui/words.ts';
import { TreeColumn } from '../Page.tsx';
import './volunteers.css';

const desks = [
  { href: volunteersDesk.roster(), words: () => t('名册', 'Roster'), needs: 'volunteers.read' },
  { href: volunteersDesk.registerOne(), words: () => t('登记一人', 'Register one'), needs: 'volunteers.register' },
  { href: volunteersDesk.import(), words: () => t('导入', 'Import'), needs: 'volunteers.register' },
  { href: volunteersDesk.joiners(), words: () => t('新注册', 'Joiners'), needs: 'volunteers.read' },
  { href: volunteersDesk.residents(), words: () => t('小区居民', 'Residents'), needs: 'volunteers.read' },
  { href: volunteersDesk.league(), words: () => t('团员注册', 'League members'), needs: 'volunteers.read' },
  { href: volunteersDesk.matters(), words: () => t('权益事项', 'Rights matters'), needs: 'volunteers.rights' },
  { href: volunteersDesk.honours(), words: () => t('荣誉核实', 'Honours to confirm'), needs: 'volunteers.edit' },
  { href: volunteersDesk.merges(), words: () => t('合并请求', 'Merge requests'), needs: 'volunteers.merge' },
  { href: volunteersDesk.recoveries(), words: () => t('找回账号', 'Lost phones'), needs: 'volunteers.merge' },
  {
    href: volunteersDesk.minors(),
    words: () => t('未成年人查看', 'Access to minors'),
    needs: 'volunteers.approve_minor_access',
  },
  { href: volunteersDesk.terms(), words: () => t('权利和义务', 'Rights and duties'), needs: 'organizations.rules' },
  { href: volunteersDesk.cards(), words: () => t('查卡', 'Look up a card'), needs: 'volunteers.read' },
] as const;

/** The desks of this module that the person may open. */
export function VolunteersNav() {
  const me = useMe();
  const path = usePath();
  const held = useHeld();
  const first = me.data?.grants[0];
  return (
    <TreeColumn
      label={t('志愿者', 'Volunteers')}
      {...(first ? { level: t('我的工作范围', 'My desk'), name: first.organization_name } : {})}
    >
      <nav aria-label={t('志愿者的各页', 'Pages of this module')}>
        <ul className="side-nav">
          {desks
            .filter((desk) => held.has(desk.needs))
            .map((desk) => (
              <li key={desk.href}>
                <Link href={desk.href} aria-current={path === desk.href ? 'page' : undefined}>
                  {desk.words()}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </TreeColumn>
  );
}

/** The organisations where the person holds a permission, for forms that need one. */
export function useDesks(permission: string): readonly { id: string; name: string }[] {
  const me = useMe();
  return (me.data?.grants ?? [])
    .filter((grant) => grant.permissions.includes(permission))
    .map((grant) => ({ id: grant.organization_id, name: grant.organization_name }));
}
