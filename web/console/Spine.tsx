import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Mark } from '../ui/Mark.tsx';
import { t } from '../ui/words.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { modules } from './modules.ts';

/** The dark edge at left: the mark, the modules, and who is signed in. */
export function Spine({ name = '', badges = {} }: { name?: string; badges?: Readonly<Record<string, number>> }) {
  const [path] = useLocation();
  const [open, setOpen] = useState(false);
  return (
    <nav className="spine" aria-label={t('模块', 'Modules')}>
      <Link href="/" className="spine-mark"><Mark column /></Link>
      {modules.map((module) => {
        const on = path.startsWith(module.path);
        const count = module.badge === undefined ? 0 : (badges[module.badge] ?? 0);
        return (
          <Link key={module.path} href={module.path} className={on ? 'on' : ''} aria-current={on ? 'page' : undefined}>
            {module.words()}
            {count > 0 && <em aria-label={t(`${count} 件等您`, `${count} waiting for you`)}>{count > 99 ? '99' : count}</em>}
          </Link>
        );
      })}
      <button type="button" className="me" aria-haspopup="dialog" aria-label={t('我的账号', 'My account')} onClick={() => setOpen(true)}>
        {name.slice(0, 1) || t('我', 'I')}
      </button>
      <AccountMenu name={name} open={open} onClose={() => setOpen(false)} />
    </nav>
  );
}
