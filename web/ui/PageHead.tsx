import { useEffect, type ReactNode } from 'react';
import type { Address } from '../../domain/address.ts';
import { Link } from './navigation.tsx';
import { t } from './words.ts';

export type Crumb = { readonly words: string; readonly href?: Address };

function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumb" aria-label={t('位置', 'You are here')}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={index} aria-current={index === crumbs.length - 1 ? 'page' : undefined}>
            {crumb.href === undefined ? crumb.words : <Link href={crumb.href}>{crumb.words}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

type PageHeadProps = {
  title: string;
  crumbs?: readonly Crumb[];
  /** a tag or the date of the figures */ beside?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

/** Breadcrumb, title, actions; figures and details follow as children. */
export function PageHead({ title, crumbs, beside, actions, children }: PageHeadProps) {
  useTitle(title);
  return (
    <header className="head">
      {crumbs && <Breadcrumb crumbs={crumbs} />}
      <div className="row">
        <h1 className="title">{title}</h1>
        {beside && <span className="beside">{beside}</span>}
        {actions && <div className="head-actions">{actions}</div>}
      </div>
      {children}
    </header>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${t('青志', 'Qingzhi')}`;
  }, [title]);
}
