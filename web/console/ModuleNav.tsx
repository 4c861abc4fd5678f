import { useEffect, useRef, useState } from 'react';
import { ownDesk } from '../../domain/paths.ts';
import { accountsDesk } from '../../domain/accounts/paths.ts';
import { Link, usePath } from '../ui/navigation.tsx';
import { useHeld, useMe, useSignOut } from '../api/session.ts';
import { Icon } from '../ui/Icon.tsx';
import { Logo } from '../ui/Logo.tsx';
import { t } from '../ui/words.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { modulesFor } from './modules.ts';

/** The dark edge at left: the mark, the modules, and who is signed in. */
export function ModuleNav() {
  const path = usePath();
  const [open, setOpen] = useState(false);
  const modules = useRef<HTMLDivElement>(null);
  const me = useMe().data;
  const signOut = useSignOut();
  const name = me?.person?.name ?? '';
  const unread = me?.unread_notices ?? 0;
  const held = useHeld();
  // On a narrow screen the modules stand in a row that scrolls: the one that is open stays in sight.
  useEffect(() => {
    modules.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path, me]);
  return (
    <nav className="module-nav" aria-label={t('模块', 'Modules')}>
      <Link href={ownDesk.home()} className="module-nav-logo">
        <Logo column />
      </Link>
      {me?.is_demonstration && <p className="module-nav-note">{t('演示', 'Demo')}</p>}
      <div className="module-nav-list" ref={modules}>
        {modulesFor([...held]).map((module) => {
          const on = path === module.page.pattern || path.startsWith(`${module.page.pattern}/`);
          return (
            <Link
              key={module.page.pattern}
              href={module.page()}
              className={on ? 'on' : ''}
              aria-current={on ? 'page' : undefined}
            >
              {module.words()}
            </Link>
          );
        })}
      </div>
      <Link
        href={accountsDesk.messages()}
        className={path === accountsDesk.messages.pattern ? 'bell on' : 'bell'}
        aria-current={path === accountsDesk.messages.pattern ? 'page' : undefined}
        aria-label={unread > 0 ? t(`${unread} 条新消息`, `${unread} new messages`) : t('消息', 'Messages')}
      >
        <Icon name="bell" size={22} />
        {unread > 0 && <em aria-hidden="true">{unread > 99 ? '99' : unread}</em>}
      </Link>
      <button
        type="button"
        className="me"
        aria-haspopup="dialog"
        aria-label={t('我的账号', 'My account')}
        onClick={() => setOpen(true)}
      >
        {name.slice(0, 1) || t('我', 'I')}
      </button>
      <AccountMenu me={me} open={open} onClose={() => setOpen(false)} onSignOut={() => void signOut()} />
    </nav>
  );
}
