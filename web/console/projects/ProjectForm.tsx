import { useRead } from '../../api/query.ts';
import { Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';
import { Editor } from './ProjectEditor.tsx';
import { empty, draftOf } from './project-draft.ts';
import './projects.css';

/** Propose a project, change it, or turn repeated activities (?activities=…) into one (P36). */
export default function ProjectForm({ params }: { params: Readonly<Record<string, string>> }) {
  const project_id = params['project_id'];
  const read = useRead(
    '/api/projects/{project_id}',
    { path: { project_id: project_id ?? '' } },
    { enabled: project_id !== undefined },
  );
  if (project_id === undefined)
    return (
      <Page>
        <Editor initial={empty} />
      </Page>
    );
  return (
    <Page>
      <Reading of={read} what={t('项目', 'the project')}>
        {(project) => <Editor initial={draftOf(project)} project={project} />}
      </Reading>
    </Page>
  );
}
