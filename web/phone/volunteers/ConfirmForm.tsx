import { useState } from 'react';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox, RadioGroup } from '../../ui/Choice.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { OrganizationPicker, type Picked } from '../../ui/OrganizationPicker.tsx';
import { Reading } from '../../ui/States.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';
import { DocumentFields, documentBody, emptyDocument } from '../../ui/DocumentFields.tsx';
import { Agreement } from './Terms.tsx';

export type Waiting = {
  readonly id: string;
  readonly role: 'parent' | 'teacher';
  readonly expires_at: string;
  readonly organization: Picked | null;
  readonly child: { readonly name: string; readonly school: string | null; readonly is_pupil: boolean } | null;
};

const refresh = ['/api/guardian-requests', '/api/me'] as const;

/** The guardian gives the own name and agrees; for a child under 14 also the child's data, which exist nowhere before. */
export function ConfirmForm({
  request,
  myName,
  onDone,
}: {
  request: Waiting;
  myName: string | null;
  onDone: () => void;
}) {
  const [name, setName] = useState(myName ?? '');
  const [relation, setRelation] = useState('parent');
  const [draft, setDraft] = useState(emptyDocument);
  const [team, setTeam] = useState<Picked | null>(request.organization);
  const [pupil, setPupil] = useState({ is_pupil: true, school: '', teacher_phone: '' });
  const [agrees, setAgrees] = useState(false);
  const [asked, setAsked] = useState(false);
  const page = useRead('/api/registration', { query: team ? { organization_id: team.id } : {} });
  const confirm = useWrite('post', '/api/guardian-requests/{request_id}/confirmation', refresh);
  const refuse = useWrite('post', '/api/guardian-requests/{request_id}/refusal', refresh);
  const path = { request_id: request.id };

  async function send(version: string): Promise<void> {
    setAsked(true);
    if (!agrees || (!request.child && !team)) return;
    const child = request.child
      ? undefined
      : {
          ...documentBody(draft),
          organization_id: team?.id ?? '',
          is_pupil: pupil.is_pupil,
          school: pupil.school || null,
          teacher_phone: pupil.teacher_phone || null,
          acknowledges_spirit: true as const,
          terms_version: version,
        };
    const answer = await confirm.send({
      path,
      body: {
        guardian_name: name,
        relation: request.role === 'teacher' ? 'teacher' : (relation as 'parent' | 'other_guardian'),
        ...(child ? { child } : {}),
      },
    });
    if (!answer) return;
    toast(
      answer.number ? t(`已注册，编号 ${answer.number}`, `Registered, number ${answer.number}`) : t('已同意', 'Agreed'),
    );
    onDone();
  }
  async function sayNo(): Promise<void> {
    if (await refuse.send({ path })) onDone();
  }
  return (
    <Reading of={page} what={t('注册须知', 'what to know')}>
      {({ spirit, terms }) => (
        <Form problem={confirm.problem ?? refuse.problem} onSubmit={() => void send(terms.version)}>
          <TextInput
            name="guardian_name"
            label={request.role === 'teacher' ? t('老师姓名', 'Teacher’s name') : t('您的姓名', 'Your name')}
            autoComplete="name"
            value={name}
            onChange={setName}
          />
          {request.role === 'parent' && (
            <RadioGroup
              name="relation"
              label={t('您是孩子的', 'You are the child’s')}
              value={relation}
              onChange={setRelation}
              options={[
                { value: 'parent', label: t('父亲或母亲', 'Father or mother') },
                { value: 'other_guardian', label: t('其他监护人', 'Other guardian') },
              ]}
            />
          )}
          {!request.child && (
            <fieldset className="child">
              <legend className="title part">{t('孩子的资料', 'The child')}</legend>
              <DocumentFields draft={draft} onChange={setDraft} />
              <OrganizationPicker
                name="organization_id"
                label={t('加入哪支队伍', 'Which team')}
                value={team}
                onChange={setTeam}
              />
              {asked && !team && (
                <p className="wrong" role="alert">
                  {t('选一支队伍', 'Choose a team')}
                </p>
              )}
              <Checkbox
                name="is_pupil"
                checked={pupil.is_pupil}
                onChange={(is_pupil) => setPupil({ ...pupil, is_pupil })}
                label={t('是中小学生', 'Is a school pupil')}
                hint={t('还要老师同意', 'The teacher agrees as well')}
              />
              {pupil.is_pupil && (
                <TextInput
                  name="school"
                  label={t('学校', 'School')}
                  value={pupil.school}
                  onChange={(school) => setPupil({ ...pupil, school })}
                />
              )}
              {pupil.is_pupil && (
                <TextInput
                  name="teacher_phone"
                  label={t('老师的手机号', 'Teacher’s phone')}
                  type="tel"
                  inputMode="tel"
                  value={pupil.teacher_phone}
                  onChange={(teacher_phone) => setPupil({ ...pupil, teacher_phone })}
                />
              )}
            </fieldset>
          )}
          <Agreement
            terms={terms}
            spirit={spirit}
            agrees={agrees}
            onAgree={setAgrees}
            error={asked && !agrees ? t('看过并同意，才能确认', 'Read and agree to confirm') : undefined}
          />
          <div className="actions">
            <Button onClick={() => void sayNo()} running={refuse.running}>
              {t('不同意', 'I do not agree')}
            </Button>
            <Button kind="do" type="submit" running={confirm.running}>
              {request.child ? t('同意', 'I agree') : t('同意并注册', 'Agree and register')}
            </Button>
          </div>
        </Form>
      )}
    </Reading>
  );
}
