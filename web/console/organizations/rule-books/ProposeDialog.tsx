import { useState } from 'react';
import { addDays, businessDate } from '../../../../domain/time.ts';
import type { Answer, Ask } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { SecondPerson } from '../../SecondPerson.tsx';
import { BodyEditor } from './BodyEditor.tsx';
import { BookChanges } from './BookChanges.tsx';
import { BookEffect } from './BookEffect.tsx';
import { loosenedWords, needWords } from './rule-words.ts';
import type { Kind } from './rule-kind.ts';

type Preview = Answer<'post', '/api/organizations/{organization_id}/rule-book-previews'>;
type Sent = Ask<'post', '/api/organizations/{organization_id}/rule-books'>['body'];

export function ProposeDialog({
  kind,
  organizationId,
  open,
  onClose,
}: {
  kind: Kind;
  organizationId: string;
  open: boolean;
  onClose: () => void;
}) {
  return (
    <Dialog open={open} title={t(`提出${kind.zh}新版`, `Propose a version: ${kind.en}`)} onClose={onClose}>
      <ProposeForm kind={kind} organizationId={organizationId} onClose={onClose} />
    </Dialog>
  );
}

/** Begins from what decides now. First what it would have changed and who must agree, then the proposal. */
function ProposeForm({ kind, organizationId, onClose }: { kind: Kind; organizationId: string; onClose: () => void }) {
  const [title, setTitle] = useState(t(`${kind.zh}规则`, kind.en));
  const [citing, setCiting] = useState('');
  const [from, setFrom] = useState(addDays(businessDate(new Date()), 1));
  const [until, setUntil] = useState('');
  const [locked, setLocked] = useState(false);
  const [reason, setReason] = useState('');
  const [body, setBody] = useState<Readonly<Record<string, unknown>>>(kind.decides.body);
  const [seen, setSeen] = useState<Preview | null>(null);
  const preview = useWrite('post', '/api/organizations/{organization_id}/rule-book-previews');
  const propose = useWrite('post', '/api/organizations/{organization_id}/rule-books', [
    '/api/rule-books',
    '/api/rule-book-proposals',
  ]);
  const path = { organization_id: organizationId };
  // checked by the kind's schema
  const sent = (): Sent =>
    ({
      kind: kind.kind,
      title,
      citing_document: citing,
      valid_from: from,
      valid_until: until === '' ? null : until,
      is_locked: locked,
      reason,
      body,
    }) as unknown as Sent;
  async function look(): Promise<void> {
    const answer = await preview.send({ path, body: sent() });
    if (answer) setSeen(answer);
  }
  async function send(): Promise<void> {
    const made = await propose.send({ path, body: sent() });
    if (!made) return;
    toast(
      made.state === 'issued'
        ? t(`第 ${made.version} 版已发布`, `Version ${made.version} is issued`)
        : t('已提出，等同意后生效', 'Proposed: it stands once agreed'),
    );
    onClose();
  }
  if (seen !== null) {
    return (
      <Form problem={propose.problem} onSubmit={() => void send()}>
        <h3>{t('改什么', 'What changes')}</h3>
        <BookChanges before={seen.replaced.body} after={body} loosened={seen.loosened} />
        <h3>{t('影响', 'Effect')}</h3>
        <BookEffect effect={seen.effect} />
        <p>
          {t('谁来同意：', 'Who agrees: ')}
          {needWords(seen.need)}
          {seen.loosened.length > 0 &&
            t(`。放宽的有：${loosenedWords(seen.loosened)}`, `. Looser: ${loosenedWords(seen.loosened)}`)}
        </p>
        {seen.need !== 'nobody' && (
          <SecondPerson
            at={organizationId}
            permission="organizations.rules"
            where={seen.need === 'superior' ? 'above' : 'at'}
          />
        )}
        <Textarea
          name="reason"
          label={t('理由', 'Reason')}
          hint={t('同意的人会看到', 'Whoever agrees reads it')}
          optional={seen.need === 'nobody' || seen.need === 'second'}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        <div className="actions">
          <Button onClick={() => setSeen(null)}>{t('回去改', 'Back')}</Button>
          <Button kind="do" type="submit" running={propose.running}>
            {seen.need === 'nobody' ? t('发布新版', 'Issue it') : t('提出，等同意', 'Propose it')}
          </Button>
        </div>
      </Form>
    );
  }
  return (
    <Form problem={preview.problem} onSubmit={() => void look()}>
      <TextInput name="title" label={t('名称', 'Title')} value={title} onChange={setTitle} />
      <TextInput
        name="citing_document"
        label={t('依据文件', 'Citing document')}
        hint={t('例如 清团发〔2023〕12 号', 'Its number and year')}
        value={citing}
        onChange={setCiting}
      />
      <DateInput
        name="valid_from"
        label={t('从哪天起执行', 'In force from')}
        hint={t('早于今天要上级同意', 'Before today the level above agrees')}
        value={from}
        onChange={setFrom}
      />
      <DateInput
        name="valid_until"
        label={t('执行到哪天', 'In force until')}
        optional
        value={until}
        onChange={setUntil}
      />
      <Checkbox
        name="is_locked"
        label={t('锁定：下级不得另行规定', 'Lock: units below may not issue their own')}
        checked={locked}
        onChange={setLocked}
      />
      <BodyEditor body={body} at="body" onChange={setBody} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不提', 'Not now')}</Button>
        <Button kind="do" type="submit" running={preview.running}>
          {t('看影响', 'See its effect')}
        </Button>
      </div>
    </Form>
  );
}
