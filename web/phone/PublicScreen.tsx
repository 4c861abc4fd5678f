/** The frame of a page that anyone opens: no tabs, and on a wide screen two columns. */
import type { ReactNode } from 'react';
import { ownPhone } from '../../domain/paths.ts';
import { projectsPhone } from '../../domain/projects/paths.ts';
import { recordsPhone } from '../../domain/records/paths.ts';
import { ledgerPhone } from '../../domain/ledger/paths.ts';
import { Link } from '../ui/navigation.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Logo } from '../ui/Logo.tsx';
import { useTitle } from '../ui/PageHead.tsx';
import { prefer, usePreferences } from '../ui/preferences.ts';
import { t } from '../ui/words.ts';
import { signInHref } from './sign-in/sign-in-href.ts';
import './public.css';

type PublicScreenProps = {
  title: string;
  children: ReactNode;
  aside?: ReactNode;
  /** a link at the right end of the bar */ corner?: ReactNode;
};

export function PublicScreen({ title, children, aside, corner }: PublicScreenProps) {
  useTitle(title);
  const { language, type } = usePreferences();
  return (
    <div className="public">
      <a className="skip" href="#main">
        {t('跳到正文', 'Skip to the page')}
      </a>
      <header className="public-bar">
        <Link href={ownPhone.home()}>
          <Logo />
        </Link>
        <b>{title}</b>
        <span className="corner">{corner}</span>
      </header>
      <div className={aside ? 'public-body two' : 'public-body'}>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        {aside && <aside aria-label={t('旁边', 'SessionPreload')}>{aside}</aside>}
      </div>
      <footer className="public-foot">
        <nav aria-label={t('公开页', 'Public pages')}>
          <Link href={projectsPhone.openActivities()}>{t('公开招募', 'Open activities')}</Link>
          <Link href={recordsPhone.verify()}>{t('证明查验', 'Verify a certificate')}</Link>
          <Link href={ledgerPhone.seals()}>{t('账本封存', 'Ledger seals')}</Link>
          <Link href={signInHref()}>{t('登录', 'Sign in')}</Link>
        </nav>
        <p>
          <button
            type="button"
            className="link"
            onClick={() => prefer({ type: type === 'large' ? 'normal' : 'large' })}
          >
            <Icon name="eye" size={16} />
            {type === 'large' ? t('普通字', 'Normal type') : t('大字', 'Large type')}
          </button>
          <button
            type="button"
            className="link"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}
          >
            {language === 'zh' ? 'English' : '中文'}
          </button>
        </p>
      </footer>
    </div>
  );
}
