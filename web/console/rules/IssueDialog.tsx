import { useState } from 'react';
import { addDays, businessDate } from '../../../domain/time.ts';
import type { Ask } from '../../api/client.ts';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DateInput, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';
import { BodyEditor } from './BodyEditor.tsx';
import type { Kind } from './RuleBooks.tsx';

export function IssueDialog({ kind, organizationId, open, onClose }: { kind: Kind; organizationId: string; open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title={t(`发布${kind.zh}新版`, `Issue a version: ${kind.en}`)} onClose={onClose}>
      <IssueForm kind={kind} organizationId={organizationId} onClose={onClose} />
    </Dialog>
  );
}

/** Begins from what decides now; the version before ends the day before, what it decided stays. */
function IssueForm({ kind, organizationId, onClose }: { kind: Kind; organizationId: string; onClose: () => void }) {
  const [title, setTitle] = useState(t(`${kind.zh}规则`, kind.en));
  const [citing, setCiting] = useState('');
  const [from, setFrom] = useState(addDays(businessDate(new Date()), 1));
  const [locked, setLocked] = useState(false);
  const [body, setBody] = useState<Readonly<Record<string, unknown>>>(kind.decides.body);
  const issue = useWrite('post', '/api/organizations/{organization_id}/rule-books', ['/api/rule-books']);
  type Body = Ask<'post', '/api/organizations/{organization_id}/rule-books'>['body'];
  async function save(): Promise<void> {
    const sent = { kind: kind.kind, title, citing_document: citing, valid_from: from, is_locked: locked, body } as unknown as Body; // checked by the kind's schema
    const made = await issue.send({ path: { organization_id: organizationId }, body: sent });
    if (!made) return;
    toast(t(`第 ${made.version} 版已发布`, `Version ${made.version} is issued`));
    onClose();
  }
  return (
    <Form problem={issue.problem} onSubmit={() => void save()}>
      <TextInput name="title" label={t('名称', 'Title')} value={title} onChange={setTitle} />
      <TextInput name="citing_document" label={t('依据文件', 'Citing document')} hint={t('例如 清团发〔2023〕12 号', 'Its number and year')} value={citing} onChange={setCiting} />
      <DateInput name="valid_from" label={t('从哪天起执行', 'In force from')} value={from} onChange={setFrom} />
      <Checkbox name="is_locked" label={t('锁定：下级不得另行规定', 'Lock: units below may not issue their own')} checked={locked} onChange={setLocked} />
      <BodyEditor body={body} at="body" onChange={setBody} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不发', 'Not now')}</Button>
        <Button kind="do" type="submit" running={issue.running}>{t('发布新版', 'Issue it')}</Button>
      </div>
    </Form>
  );
}
