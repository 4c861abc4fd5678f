import { Button, LinkButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Preferences } from '../ui/Preferences.tsx';
import { t } from '../ui/words.ts';

type AccountMenuProps = { name: string; open: boolean; onClose: () => void; onSignOut?: () => void };

export function AccountMenu({ name, open, onClose, onSignOut }: AccountMenuProps) {
  return (
    <Dialog open={open} title={name || t('我的账号', 'My account')} onClose={onClose}>
      <Preferences />
      <div className="actions">
        <LinkButton href="/sessions" kind="text">{t('登录过的设备', 'Where I am signed in')}</LinkButton>
        <Button onClick={() => onSignOut?.()}>{t('退出', 'Sign out')}</Button>
      </div>
    </Dialog>
  );
}
