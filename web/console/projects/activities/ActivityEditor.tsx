import { projectsDesk } from '../../../../domain/projects/paths.ts';
import { useRead } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { Empty, Forbidden, Reading } from '../../../ui/States.tsx';
import { t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { draftOf, emptyActivity } from './activity-draft.ts';
import { Editor } from './Editor.tsx';
import '../projects.css';

/** One page, top to bottom, as an organiser thinks: what, when, where, who, the risks, the check-in. */
export default function ActivityEditor({ params }: { params: Readonly<Record<string, string>> }) {
  const { activity_id, project_id } = params;
  const read = useRead(
    '/api/activities/{activity_id}',
    { path: { activity_id: activity_id ?? '' } },
    { enabled: activity_id !== undefined },
  );
  if (activity_id === undefined)
    return (
      <Page>
        <NewActivity project_id={project_id ?? ''} />
      </Page>
    );
  return (
    <Page>
      <Reading of={read} what={t('活动', 'the activity')}>
        {(activity) => (
          <Editor
            initial={draftOf(activity)}
            activity_id={activity.id}
            project={{
              id: activity.project_id,
              title: activity.project_title,
              organization_id: activity.organization_id,
            }}
          />
        )}
      </Reading>
    </Page>
  );
}

function NewActivity({ project_id }: { project_id: string }) {
  const read = useRead('/api/projects/{project_id}', { path: { project_id } });
  const me = useMe().data?.person;
  if (!me) return null; // whoever writes it leads, unless others are named
  return (
    <Reading of={read} what={t('项目', 'the project')}>
      {(project) =>
        project.closing !== null ? (
          <Empty
            title={t('项目已结项，不能再发活动', 'The project is closed: no more activities')}
            action={
              <LinkButton href={projectsDesk.project({ project_id: project.id })}>
                {t('看项目', 'See the project')}
              </LinkButton>
            }
          />
        ) : !project.can.write_activity ? (
          <Forbidden
            title={t('您没有给这个项目写活动的权限', 'You may not add activities to this project')}
            action={
              <LinkButton href={projectsDesk.project({ project_id: project.id })}>
                {t('看项目', 'See the project')}
              </LinkButton>
            }
          />
        ) : (
          <Editor
            initial={{
              ...emptyActivity,
              category: project.category,
              topics: [...project.topics],
              leaders: [{ id: me.id, name: me.name, stays: true }],
            }}
            project={project}
          />
        )
      }
    </Reading>
  );
}
