import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { t } from '../../../ui/words.ts';
import { type Shown, refresh } from './person-shown.ts';

export function Edit({ one, onDone }: { one: Shown; onDone: () => void }) {
  const [draft, setDraft] = useState({
    is_pupil: one.is_pupil,
    is_self_supporting: one.is_self_supporting,
    is_league_member: one.is_league_member,
    school: one.school ?? '',
  });
  const [home, setHome] = useState<Picked | null>(one.organization);
  const [reason, setReason] = useState('');
  const save = useWrite('put', '/api/volunteers/{volunteer_id}', refresh);
  async function send(): Promise<void> {
    if (
      home &&
      (await save.send({
        path: { volunteer_id: one.id },
        body: { ...draft, school: draft.school || null, organization_id: home.id, reason },
      }))
    )
      onDone();
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('更正', 'Correct')}</h2>
      <Checkbox
        name="is_pupil"
        checked={draft.is_pupil}
        onChange={(is_pupil) => setDraft({ ...draft, is_pupil })}
        label={t('中小学生', 'School pupil')}
      />
      <Checkbox
        name="is_league_member"
        checked={draft.is_league_member}
        onChange={(is_league_member) => setDraft({ ...draft, is_league_member })}
        label={t('共青团员', 'League member')}
      />
      <Checkbox
        name="is_self_supporting"
        checked={draft.is_self_supporting}
        onChange={(is_self_supporting) => setDraft({ ...draft, is_self_supporting })}
        label={t('满 16 周岁，靠自己工作生活', '16 or older, living on own work')}
      />
      <TextInput
        name="school"
        label={t('学校', 'School')}
        optional
        value={draft.school}
        onChange={(school) => setDraft({ ...draft, school })}
      />
      <OrganizationPicker name="organization_id" label={t('组织', 'Organisation')} value={home} onChange={setHome} />
      <Textarea name="reason" label={t('理由', 'Reason')} value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onDone}>{t('先不改', 'Not now')}</Button>
        <Button kind="do" type="submit" running={save.running}>
          {t('保存更正', 'Save')}
        </Button>
      </div>
    </Form>
  );
}
