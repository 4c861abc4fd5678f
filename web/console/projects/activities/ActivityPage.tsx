import { projectsDesk } from '../../../../domain/projects/paths.ts';
import { useRead } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { Timeline, type TimelineEvent } from '../../../ui/Timeline.tsx';
import { t } from '../../../ui/words.ts';
import { Page, Split } from '../../Page.tsx';
import { decisionWords, stateTone, stateWords } from '../names.ts';
import { PublishingTrace } from './PublishingTrace.tsx';
import { changedShifts, changeTitle } from '../changes/ActivityChanges.tsx';
import { PublishActions } from './PublishActions.tsx';
import { Matter } from './Matter.tsx';
import type { Activity } from './activity-shown.ts';
import '../projects.css';

export default function ActivityPage({ params }: { params: Readonly<Record<string, string>> }) {
  const activity_id = params['activity_id'] ?? '';
  const read = useRead('/api/activities/{activity_id}', { path: { activity_id } });
  return (
    <Page>
      <Reading of={read} what={t('活动', 'the activity')}>
        {(activity) => (
          <>
            <PageHead
              title={activity.title}
              beside={<Tag state={stateTone(activity.state)}>{stateWords(activity.state)}</Tag>}
              crumbs={[
                { words: t('项目', 'Projects'), href: projectsDesk.projects() },
                { words: activity.project_title, href: projectsDesk.project({ project_id: activity.project_id }) },
                { words: activity.title },
              ]}
              actions={<HeadActions activity={activity} />}
            />
            <Split
              label={t('发布', 'Publishing')}
              actions={<PublishActions activity={activity} />}
              aside={<Aside activity={activity} />}
            >
              <Matter activity={activity} />
            </Split>
          </>
        )}
      </Reading>
    </Page>
  );
}

function HeadActions({ activity }: { activity: Activity }) {
  const published = activity.state === 'published' || activity.state === 'ended';
  return (
    <>
      {activity.can.edit && (
        <LinkButton href={projectsDesk.editActivity({ activity_id: activity.id })}>{t('修改', 'Edit')}</LinkButton>
      )}
      {activity.can.roster && published && (
        <LinkButton icon="list" href={projectsDesk.signedUp({ activity_id: activity.id })}>
          {t('名单', 'Roster')}
        </LinkButton>
      )}
      {published && (
        <LinkButton outside icon="file" href={`/api/activities/${activity.id}/poster.pdf`}>
          {t('海报', 'Poster')}
        </LinkButton>
      )}
    </>
  );
}

function Aside({ activity }: { activity: Activity }) {
  return (
    <>
      {(activity.can.edit || activity.can.submit || activity.can.approve) && (
        <PublishingTrace activity_id={activity.id} organization_id={activity.organization_id} />
      )}
      <h2 className="title">{t('经过', 'History')}</h2>
      {activity.decisions.length === 0 ? (
        <p className="mute">
          {activity.state === 'draft'
            ? t('还是草稿，没有提交过。', 'A draft, not submitted yet.')
            : t(
                `由${activity.organization_name}提交和发布，经过在它那里看。`,
                `Submitted and published by ${activity.organization_name}, where its history is kept.`,
              )}
        </p>
      ) : (
        <Timeline events={history(activity)} />
      )}
    </>
  );
}

/** Decisions about the activity and changes of its shifts, in the order in which they happened. */
function history(activity: Activity): TimelineEvent[] {
  const said = (...parts: (string | null)[]): string =>
    parts.filter((part) => part !== null && part !== '').join(t('：', ': '));
  const decisions = activity.decisions.map((each, index) => ({
    key: String(index),
    who: each.decision === 'cancelled' ? ('hot' as const) : ('person' as const),
    title: decisionWords(each.decision),
    at: each.decided_at,
    children: said(each.decided_by_name, each.reason),
  }));
  const changes = activity.activity_changes
    .filter((change) => change.decision !== null)
    .reverse()
    .map((change) => ({
      // they come newest first
      key: change.id,
      who: 'person' as const,
      title: changeTitle(change),
      at: change.decided_at ?? change.asked_at,
      children: [changedShifts(change), said(change.asked_by_name, change.reason), change.decision_reason ?? '']
        .filter((part) => part !== '')
        .join(t('。', '. ')),
    }));
  return [...decisions, ...changes].sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
}
