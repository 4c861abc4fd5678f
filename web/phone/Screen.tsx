/** The frame of a phone page: nav bar, offline banner, page, one red action, five tabs. */
import type { ReactNode } from 'react';
import type { Address } from '../../domain/address.ts';
import { ownPhone } from '../../domain/paths.ts';
import { projectsPhone } from '../../domain/projects/paths.ts';
import { recordsPhone } from '../../domain/records/paths.ts';
import { Link, usePath } from '../ui/navigation.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Logo } from '../ui/Logo.tsx';
import { useOnline } from '../ui/online.ts';
import { useTitle } from '../ui/PageHead.tsx';
import { t } from '../ui/words.ts';
import { useMe, useWaiting } from '../api/session.ts';

type ScreenProps = {
  title: string;
  /** Where the arrow leads; without it the mark stands there. */
  back?: Address;
  /** The title is not repeated in the nav bar when the page has a large one of its own. */
  quietTitle?: boolean;
  /** Right end of the nav bar. */
  corner?: ReactNode;
  /** The red action, above the tabs. */
  action?: ReactNode;
  tabs?: boolean;
  /** Dark green ground, for the card that is shown to others. */
  deep?: boolean;
  children: ReactNode;
};

export function Screen({
  title,
  back,
  quietTitle = false,
  corner,
  action,
  tabs = false,
  deep = false,
  children,
}: ScreenProps) {
  useTitle(title);
  return (
    <div className={deep ? 'phone deep' : 'phone'}>
      <a className="skip" href="#main">
        {t('跳到正文', 'Skip to the page')}
      </a>
      <header className="nav">
        {back === undefined ? (
          <Link href={ownPhone.home()}>
            <Logo />
          </Link>
        ) : (
          <Link className="ic" href={back} aria-label={t('返回', 'Back')}>
            <Icon name="back" size={22} />
          </Link>
        )}
        {quietTitle ? <h1 className="unseen">{title}</h1> : <h1>{title}</h1>}
        {corner && <div className="corner">{corner}</div>}
      </header>
      <OfflineBanner />
      <OwnerBanner />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {(action || tabs) && (
        <div className="foot">
          {action && (
            <section className="act" aria-label={t('这一页的操作', 'Action')}>
              {action}
            </section>
          )}
          {tabs && <TabBar />}
        </div>
      )}
    </div>
  );
}

/** One tap target in the corner of the nav bar: an icon, or a word. */
export function Corner({ href, icon, label, count }: { href: Address; icon: IconName; label: string; count?: number }) {
  return (
    <Link className="ic" href={href} aria-label={label}>
      <Icon name={icon} size={22} />
      {count !== undefined && count > 0 && <em aria-hidden="true">{count > 99 ? '99' : count}</em>}
    </Link>
  );
}

/** What is masked and shut until the owner has shown to be the owner, and where that is done. */
function OwnerBanner() {
  const path = usePath();
  const ways = useMe().data?.owner_ways ?? [];
  if (ways.length === 0 || path === ownPhone.owner.pattern) return null;
  return (
    <p className="offline" role="status">
      <Icon name="shield" size={18} />
      <span>
        {t('这台设备还不认识您，资料打着码。', 'This device does not know you yet; your data are masked.')}{' '}
        <Link href={ownPhone.owner()}>{t('证明是我', 'Show that it is me')}</Link>
      </span>
    </p>
  );
}

function OfflineBanner() {
  const online = useOnline();
  const waiting = useWaiting();
  if (online && waiting === 0) return null;
  return (
    <p className="offline" role="status">
      <Icon name="noSignal" size={18} />
      {waiting === 0
        ? t('现在没有信号，看过的页还能看', 'No signal: pages you have seen still open')
        : online
          ? t(`${waiting} 条正在补传`, `Sending ${waiting} kept on this phone`)
          : t(`现在没有信号，${waiting} 条已存好，有信号自动补传`, `No signal: ${waiting} kept, sent when it is back`)}
    </p>
  );
}

const tabs: readonly { href: Address; icon: IconName; words: () => string }[] = [
  { href: ownPhone.home(), icon: 'home', words: () => t('首页', 'Home') },
  { href: projectsPhone.activities(), icon: 'calendar', words: () => t('活动', 'Activities') },
  { href: recordsPhone.hours(), icon: 'ledger', words: () => t('时数', 'Hours') },
  { href: ownPhone.messages(), icon: 'speech', words: () => t('消息', 'Messages') },
  { href: ownPhone.me(), icon: 'person', words: () => t('我的', 'Me') },
];

function TabBar() {
  const path = usePath();
  return (
    <nav className="tabs" aria-label={t('主导航', 'Main')}>
      {tabs.map((tab) => {
        const on = path === tab.href || (tab.href !== ownPhone.home() && path.startsWith(`${tab.href}/`));
        return (
          <Link key={tab.href} href={tab.href} className={on ? 'on' : ''} aria-current={on ? 'page' : undefined}>
            <Icon name={tab.icon} size={22} />
            {tab.words()}
          </Link>
        );
      })}
    </nav>
  );
}
