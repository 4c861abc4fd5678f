import { projectsDesk } from '../../../domain/projects/paths.ts';
import { Link, usePath } from '../../ui/navigation.tsx';
import { useHeld } from '../../api/session.ts';
import { t } from '../../ui/words.ts';
import './projects.css';

const pages = [
  { href: projectsDesk.projects(), words: () => t('项目', 'Projects'), needs: 'projects.read' },
  { href: projectsDesk.activities(), words: () => t('活动', 'Activities'), needs: 'projects.read' },
  { href: projectsDesk.approvals(), words: () => t('待审核', 'Approvals'), needs: 'projects.approve' },
  { href: projectsDesk.repeated(), words: () => t('活动转项目', 'Activity to project'), needs: 'projects.read' },
  { href: projectsDesk.figures(), words: () => t('达标与主题', 'Quotas and topics'), needs: 'projects.read' },
] as const;

/** The pages of this module that the person may open, under each head. */
export function ProjectNav() {
  const path = usePath();
  const held = useHeld();
  return (
    <nav className="sub-nav" aria-label={t('项目与活动', 'Projects and activities')}>
      {pages
        .filter((page) => held.has(page.needs))
        .map((page) => (
          <Link key={page.href} href={page.href} aria-current={path === page.href ? 'page' : undefined}>
            {page.words()}
          </Link>
        ))}
    </nav>
  );
}
