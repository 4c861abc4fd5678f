import { ownPhone } from '../../domain/paths.ts';
import type { Answer } from '../api/client.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Preferences } from '../ui/Preferences.tsx';
import { t } from '../ui/words.ts';

type AccountMenuProps = {
  me: Answer<'get', '/api/me'> | undefined;
  open: boolean;
  onClose: () => void;
  onSignOut: () => void;
};

/** Who I am here, how I want to see it, where I am signed in, and the way out. */
export function AccountMenu({ me, open, onClose, onSignOut }: AccountMenuProps) {
  return (
    <Dialog open={open} title={me?.person?.name || t('我的账号', 'My account')} onClose={onClose}>
      {me && me.grants.length > 0 && (
        <ul className="desks">
          {me.grants.map((grant) => (
            <li key={grant.organization_id + grant.role_en}>
              {grant.organization_name}
              <span>
                {t(grant.role_zh, grant.role_en)}
                {grant.is_below && t('，含下级', ', and below')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Preferences />
      <div className="actions">
        <LinkButton href={ownPhone.security()} kind="text">
          {t('登录与安全', 'Sign-in and security')}
        </LinkButton>
        <LinkButton href={ownPhone.phoneNumber()} kind="text">
          {t('换手机号', 'Change the phone')}
        </LinkButton>
        <LinkButton href={ownPhone.home()} kind="text">
          {t('志愿者端', 'Volunteer side')}
        </LinkButton>
        <Button onClick={onSignOut}>{t('退出', 'Sign out')}</Button>
      </div>
    </Dialog>
  );
}
