import { useState, type ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { t } from '../ui/words.ts';

type PageProps = {
  /** The tree column, 224 px: usually `TreeColumn`. */
  tree?: ReactNode;
  /** PageHead first, then what it heads; see Split for two columns. */
  children: ReactNode;
};

/** One page of the console: a tree column if there is one, and the page. */
export function Page({ tree, children }: PageProps) {
  return (
    <>
      {tree}
      <main className="page" id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** Two columns under the head: the matter at left, the decision at right with its buttons at the foot. */
export function Split({
  children,
  aside,
  label,
  actions,
}: {
  children: ReactNode;
  aside: ReactNode;
  label: string;
  actions?: ReactNode;
}) {
  return (
    <div className="split">
      <div className="split-main" role="region" aria-label={t('正文', 'Main part')} tabIndex={0}>
        {children}
      </div>
      <aside className="split-aside" aria-label={label}>
        <div className="split-scroll" tabIndex={0} role="group" aria-label={label}>
          {aside}
        </div>
        {actions && <div className="split-actions">{actions}</div>}
      </aside>
    </div>
  );
}

type TreeColumnProps = {
  level?: string;
  name?: string;
  label: string;
  search?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
};

/** The tree column: whose desk this is, a search, the tree, and what stands at its foot. On a narrow screen it is folded behind its name. */
export function TreeColumn({ level, name, label, search, children, foot }: TreeColumnProps) {
  const [open, setOpen] = useState(false);
  return (
    <aside className={open ? 'tree is-open' : 'tree'} aria-label={label}>
      <button type="button" className="tree-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        <Icon name={open ? 'up' : 'down'} size={18} />
      </button>
      {name && (
        <p className="who">
          {level}
          <b>{name}</b>
        </p>
      )}
      {search}
      {children}
      {foot && <div className="tree-foot">{foot}</div>}
    </aside>
  );
}
