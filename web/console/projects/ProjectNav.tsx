import { Link, useLocation } from 'wouter';
import { t } from '../../ui/words.ts';
import './projects.css';

const pages = [
  { href: '/projects', words: () => t('项目', 'Projects') },
  { href: '/projects/activities', words: () => t('活动', 'Activities') },
  { href: '/projects/approvals', words: () => t('待审核', 'Approvals') },
  { href: '/projects/repeated', words: () => t('活动转项目', 'Activity to project') },
  { href: '/projects/figures', words: () => t('达标与主题', 'Quotas and topics') },
];

/** The pages of this module, under each head. */
export function ProjectNav() {
  const [path] = useLocation();
  return (
    <nav className="sub-nav" aria-label={t('项目与活动', 'Projects and activities')}>
      {pages.map((page) => (
        <Link key={page.href} href={page.href} aria-current={path === page.href ? 'page' : undefined}>
          {page.words()}
        </Link>
      ))}
    </nav>
  );
}
