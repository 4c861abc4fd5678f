/** A page is one line in the list of routes; its code is fetched when it is first opened. */
import { lazy, Suspense, useEffect, useRef, type ComponentType, type ReactNode } from 'react';
import { Route as At, Switch, useLocation } from 'wouter';
import type { PagePattern } from '../../domain/address.ts';
import { Loading } from './States.tsx';
import { t } from './words.ts';

export type PageProps = { readonly params: Readonly<Record<string, string>> };
export type Route = {
  readonly page: PagePattern;
  /** The page is the default export. */
  readonly load: () => Promise<{ default: ComponentType<PageProps> }>;
};

type Ready = { readonly path: string; readonly Page: ComponentType<PageProps> };

/** Made once at start: a lazy component must keep its identity. */
export function ready(routes: readonly Route[]): readonly Ready[] {
  return routes.map(({ page, load }) => ({ path: page.pattern, Page: lazy(load) }));
}

export function Pages({ pages, missing }: { pages: readonly Ready[]; missing: ReactNode }) {
  return (
    <Suspense
      fallback={
        <div className="loading-page">
          <Loading what={t('这一页', 'this page')} />
        </div>
      }
    >
      <FocusOnArrival />
      <Switch>
        {pages.map(({ path, Page }) => (
          <At key={path} path={path}>
            {(params) => (
              <Page
                params={Object.fromEntries(
                  Object.entries(params).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
                )}
              />
            )}
          </At>
        ))}
        <At>{missing}</At>
      </Switch>
    </Suspense>
  );
}

/** After a step to another page the focus goes to its main part, as on a full load; not on the first. */
function FocusOnArrival() {
  const [path] = useLocation();
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.getElementById('main')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
  return null;
}
