import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { shortDay, t } from '../../ui/words.ts';
import type { Project } from './project-shown.ts';

/** P38 伙伴计划 */
export function Partners({ project }: { project: Project }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [contribution, setContribution] = useState('');
  const link = useWrite('post', '/api/projects/{project_id}/partners', ['/api/projects/{project_id}']);
  async function send(): Promise<void> {
    if (await link.send({ path: { project_id: project.id }, body: { name, contribution } })) {
      setOpen(false);
      setName('');
      setContribution('');
    }
  }
  return (
    <>
      <h2 className="title">{t('伙伴计划', 'Partners')}</h2>
      {project.partners.length === 0 ? (
        <p className="mute">{t('还没有伙伴。', 'No partners yet.')}</p>
      ) : (
        <KeyValues
          rows={project.partners.map((partner) => ({
            key: partner.name,
            value: partner.contribution,
            note: shortDay(partner.linked_at),
          }))}
        />
      )}
      {project.can.link_partner && (
        <p>
          <Button icon="plus" onClick={() => setOpen(true)}>
            {t('加一个伙伴', 'Add a partner')}
          </Button>
        </p>
      )}
      <Dialog open={open} title={t('加一个伙伴', 'Add a partner')} onClose={() => setOpen(false)}>
        <Form problem={link.problem} onSubmit={() => void send()}>
          <TextInput name="name" label={t('伙伴名称', 'Partner')} value={name} onChange={setName} />
          <TextInput
            name="contribution"
            label={t('支持什么', 'What they contribute')}
            value={contribution}
            onChange={setContribution}
          />
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{t('先不加', 'Not now')}</Button>
            <Button kind="do" type="submit" running={link.running}>
              {t('加为伙伴', 'Add the partner')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
