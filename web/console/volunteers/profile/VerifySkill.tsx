import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { DateInput, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';

/** A skill that was shown by a certificate; with a last day it stops counting after it (条例 art. 16). */
export function VerifySkill({
  one,
  onDone,
}: {
  one: Answer<'get', '/api/volunteers/{volunteer_id}'>;
  onDone: () => void;
}) {
  const [draft, setDraft] = useState({
    skill: one.skills.find((said) => !said.is_verified)?.skill ?? '',
    certificate: '',
    valid_until: '',
  });
  const save = useWrite('post', '/api/volunteers/{volunteer_id}/skills', ['/api/volunteers/{volunteer_id}']);
  async function send(): Promise<void> {
    if (
      !(await save.send({ path: { volunteer_id: one.id }, body: { ...draft, valid_until: draft.valid_until || null } }))
    )
      return;
    toast(t('已核实', 'Verified'));
    onDone();
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('核实技能证书', 'Verify a qualification')}</h2>
      <TextInput
        name="skill"
        label={t('技能', 'Skill')}
        hint={t('本人填过的会先填好', 'What the person declared is filled in')}
        value={draft.skill}
        onChange={(skill) => setDraft({ ...draft, skill })}
      />
      <TextInput
        name="certificate"
        label={t('证书名称和编号', 'Certificate and its number')}
        value={draft.certificate}
        onChange={(certificate) => setDraft({ ...draft, certificate })}
      />
      <DateInput
        name="valid_until"
        label={t('有效到', 'Valid until')}
        optional
        hint={t('没有期限的不填', 'Leave empty where it does not expire')}
        value={draft.valid_until}
        onChange={(valid_until) => setDraft({ ...draft, valid_until })}
      />
      <div className="actions">
        <Button onClick={onDone}>{t('先不核', 'Not now')}</Button>
        <Button kind="do" type="submit" running={save.running}>
          {t('看过原件，核实', 'Seen, verify')}
        </Button>
      </div>
    </Form>
  );
}
