import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Textarea } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { shortDay, t } from '../../ui/words.ts';
import type { Project } from './project-shown.ts';

export function Closing({ project }: { project: Project }) {
  const [open, setOpen] = useState(false);
  const [summary, setSummary] = useState('');
  const [praised, setPraised] = useState('');
  const close = useWrite('put', '/api/projects/{project_id}/closing', ['/api/projects/{project_id}', '/api/projects']);
  if (project.closing !== null) {
    return (
      <>
        <h2 className="title">{t('总结表扬', 'Summary and praise')}</h2>
        <p className="prose">{project.closing.summary}</p>
        {project.closing.praised !== '' && (
          <p className="prose">{t(`表扬：${project.closing.praised}`, `Praised: ${project.closing.praised}`)}</p>
        )}
        <p className="mute">
          {shortDay(project.closing.closed_at)} {project.closing.closed_by_name}
        </p>
      </>
    );
  }
  if (!project.can.close)
    return project.close_problem === null ? null : (
      <p className="soft">
        {t('结项：', 'Closing: ')}
        {project.close_problem}
      </p>
    );
  async function send(): Promise<void> {
    if (await close.send({ path: { project_id: project.id }, body: { summary, praised } })) setOpen(false);
  }
  return (
    <>
      <p>
        <Button onClick={() => setOpen(true)}>{t('写总结并结项', 'Write the summary and close')}</Button>
      </p>
      <Dialog open={open} title={t('结项', 'Close the project')} onClose={() => setOpen(false)}>
        <Form problem={close.problem} onSubmit={() => void send()}>
          <Textarea name="summary" label={t('总结', 'Summary')} rows={6} value={summary} onChange={setSummary} />
          <Textarea name="praised" label={t('表扬', 'Praise')} optional value={praised} onChange={setPraised} />
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{t('先不结', 'Not yet')}</Button>
            <Button kind="end" type="submit" running={close.running}>
              {t('结项', 'Close the project')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
