import { useState } from 'react';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select, TextInput } from '../../../ui/Field.tsx';
import { Form, ProblemNote } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { Activity } from './activity-shown.ts';

/** P74 联办: ask another organisation, of any city; it answers here. */
export function CoHosts({ activity }: { activity: Activity }) {
  const [open, setOpen] = useState(false);
  const answer = useWrite('put', '/api/activities/{activity_id}/co-hosts/{organization_id}/answer', [
    '/api/activities/{activity_id}',
  ]);
  const asked = activity.co_hosts.filter((host) => host.can.answer);
  if (asked.length === 0 && !activity.can.invite_host) return null;
  return (
    <>
      <h2 className="title">{t('联合主办', 'Hosted together')}</h2>
      {answer.problem && <ProblemNote problem={answer.problem} />}
      {asked.map((host) => (
        <p key={host.organization_id} className="actions">
          <span>
            {t(
              `${activity.organization_name}请${host.name}联合主办。`,
              `${activity.organization_name} asks ${host.name} to host together.`,
            )}
          </span>
          {(['declined', 'accepted'] as const).map((said) => (
            <Button
              key={said}
              running={answer.running}
              onClick={() =>
                void answer
                  .send({
                    path: { activity_id: activity.id, organization_id: host.organization_id },
                    body: { answer: said },
                  })
                  .then((done) => done && toast(t('已答复', 'Answered')))
              }
            >
              {said === 'accepted' ? t('同意联办', 'Host together') : t('这次不联办', 'Not this time')}
            </Button>
          ))}
        </p>
      ))}
      {activity.can.invite_host && (
        <p>
          <Button icon="plus" onClick={() => setOpen(true)}>
            {t('请一个组织联办', 'Ask another unit')}
          </Button>
        </p>
      )}
      {open && <AskCoHost activity_id={activity.id} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskCoHost({ activity_id, onClose }: { activity_id: string; onClose: () => void }) {
  const [q, setQ] = useState('');
  const [organization_id, setOrganization] = useState('');
  const found = useRead(
    '/api/organizations/search',
    { query: { words: q } },
    { enabled: q.trim().length >= 2, keepPrevious: true },
  );
  const invite = useWrite('post', '/api/activities/{activity_id}/co-hosts', ['/api/activities/{activity_id}']);
  async function send(): Promise<void> {
    if (await invite.send({ path: { activity_id }, body: { organization_id } })) {
      onClose();
      toast(t('已发出邀请，等对方答复', 'Asked; they answer'));
    }
  }
  return (
    <Dialog open title={t('请一个组织联办', 'Ask another unit')} onClose={onClose}>
      <Form problem={invite.problem} onSubmit={() => void send()}>
        <TextInput name="q" label={t('找组织', 'Find a unit')} type="search" value={q} onChange={setQ} />
        <Select
          name="organization_id"
          label={t('组织', 'Unit')}
          empty={t('先在上面输入两个字', 'Type two characters above')}
          value={organization_id}
          onChange={setOrganization}
          options={(found.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name_zh }))}
        />
        <div className="actions">
          <Button onClick={onClose}>{t('先不请', 'Not now')}</Button>
          <Button
            kind="do"
            type="submit"
            running={invite.running}
            disabledReason={organization_id === '' ? t('先选一个组织', 'Choose a unit first') : undefined}
          >
            {t('发出邀请', 'Ask')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
