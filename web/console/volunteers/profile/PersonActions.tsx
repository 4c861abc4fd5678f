import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { DateInput, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { SecondPerson } from '../../SecondPerson.tsx';
import { AskMerge } from '../merges/AskMerge.tsx';
import { AskPhoneRecovery } from '../phone-recovery/AskPhoneRecovery.tsx';
import { VolunteerLink } from '../registration/VolunteerLink.tsx';
import { VerifySkill } from './VerifySkill.tsx';

type Shown = Answer<'get', '/api/volunteers/{volunteer_id}'>;
const refresh = ['/api/volunteers/{volunteer_id}', '/api/volunteers'] as const;

/** Looking at full data, correcting, honouring: each with its reason, and each only where `can` says so. */
export function PersonActions({ one }: { one: Shown }) {
  const [open, setOpen] = useState<'edit' | 'honour' | 'insure' | 'skill' | 'merge' | 'phone' | 'link' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <FullData one={one} />
      {one.can.edit &&
        (open === 'edit' ? (
          <Edit one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('edit')}>{t('更正身份和组织', 'Correct status and unit')}</Button>
          </p>
        ))}
      {one.can.honour &&
        (open === 'honour' ? (
          <Honour one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('honour')}>{t('登记荣誉', 'Record an honour')}</Button>
          </p>
        ))}
      {one.can.edit &&
        (open === 'insure' ? (
          <Insure one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('insure')}>{t('登记意外险', 'Record accident cover')}</Button>
          </p>
        ))}
      {one.can.edit &&
        (open === 'skill' ? (
          <VerifySkill one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('skill')}>{t('核实技能证书', 'Verify a qualification')}</Button>
          </p>
        ))}
      {one.can.recover_phone &&
        (open === 'phone' ? (
          <AskPhoneRecovery one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('phone')}>{t('换手机号，找回账号', 'New phone for a lost one')}</Button>
          </p>
        ))}
      {one.can.link &&
        (open === 'link' ? (
          <VolunteerLink volunteerId={one.id} />
        ) : (
          <p>
            <Button onClick={() => setOpen('link')}>{t('给登录链接', 'Give a sign-in link')}</Button>
          </p>
        ))}
      {one.can.merge &&
        (open === 'merge' ? (
          <AskMerge one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('merge')}>{t('和另一注册是同一人', 'Same person as another')}</Button>
          </p>
        ))}
    </>
  );
}

/** A minor's data needs a second person first; the look itself always needs a reason that the person can read. */
function FullData({ one }: { one: Shown }) {
  const [reason, setReason] = useState('');
  const path = { volunteer_id: one.id };
  const reveal = useWrite('post', '/api/volunteers/{volunteer_id}/reveal', refresh);
  const ask = useWrite('post', '/api/volunteers/{volunteer_id}/minor-access', refresh);
  const access = one.minor_access;
  const full = reveal.answer;
  if (full) {
    return (
      <section className="full-data">
        <KeyValues
          rows={[
            { key: t('姓名', 'Name'), value: full.name },
            { key: t('证件号码', 'Document'), value: full.document_number },
            { key: t('手机', 'Phone'), value: full.phone },
            { key: t('出生', 'Born'), value: full.birth_date && longDay(full.birth_date) },
          ]}
        />
        <p className="mute">
          {t(
            '这次查看已记录，本人（监护人）看得到。',
            'This look is on record, and the person or guardian can see it.',
          )}
        </p>
      </section>
    );
  }
  if (!one.can.reveal && !one.can.ask_minor_access) {
    return access.state === 'asked' ? (
      <p>
        <Tag state="due">{t('已申请查看，等另一人批准', 'Asked: another person decides')}</Tag>
      </p>
    ) : null;
  }
  const needsApproval = one.can.ask_minor_access;
  return (
    <Form
      problem={reveal.problem ?? ask.problem}
      onSubmit={() =>
        void (needsApproval ? ask.send({ path, body: { reason } }) : reveal.send({ path, body: { reason } }))
      }
    >
      <h2 className="title">{t('完整信息', 'Full data')}</h2>
      {needsApproval && (
        <p className="mute">
          {t('未成年人：先申请，由另一人批准几天。', 'A minor: ask first, another person approves for some days.')}
        </p>
      )}
      {needsApproval && one.organization && (
        <SecondPerson at={one.organization.id} permission="volunteers.approve_minor_access" />
      )}
      {access.state === 'approved' && access.expires_at && (
        <p>
          <Tag state="ok">
            {t(`已批准，到 ${longDay(access.expires_at)}`, `Approved until ${longDay(access.expires_at)}`)}
          </Tag>
        </p>
      )}
      <Textarea
        name="reason"
        label={t('理由', 'Reason')}
        hint={
          needsApproval || access.state === 'approved'
            ? t('家长能查到谁看过、为什么看。', 'The guardian can see who looked, and why.')
            : t('本人能查到谁看过、为什么看。', 'The person can see who looked, and why.')
        }
        value={reason}
        onChange={setReason}
      />
      <Button
        type="submit"
        running={reveal.running || ask.running}
        notNow={reason.trim().length < 2 ? t('先写理由', 'give a reason first') : undefined}
      >
        {needsApproval ? t('申请查看', 'Ask for access') : t('看完整信息', 'See the full data')}
      </Button>
    </Form>
  );
}

function Edit({ one, onDone }: { one: Shown; onDone: () => void }) {
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

function Honour({ one, onDone }: { one: Shown; onDone: () => void }) {
  const [draft, setDraft] = useState({ title: '', issued_on: '', document: '' });
  const [issuer, setIssuer] = useState<Picked | null>(one.organization);
  const [outside, setOutside] = useState('');
  const save = useWrite('post', '/api/volunteers/{volunteer_id}/honours', refresh);
  async function send(): Promise<void> {
    const by = outside.trim() !== '' ? { issuer_name: outside } : issuer ? { issuer_id: issuer.id } : {};
    const saved = await save.send({ path: { volunteer_id: one.id }, body: { ...draft, ...by } });
    if (!saved) return;
    toast(
      saved.is_confirmed
        ? t('已登记，本人会收到消息', 'Recorded: the person is told')
        : t(
            '已登记；颁发单位核实以前，注明“未经核实”',
            'Recorded; it says “not confirmed” until the issuer confirms it',
          ),
    );
    onDone();
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('登记荣誉', 'Record an honour')}</h2>
      <TextInput
        name="title"
        label={t('荣誉名称', 'Honour')}
        value={draft.title}
        onChange={(title) => setDraft({ ...draft, title })}
      />
      <OrganizationPicker name="issuer_id" label={t('颁发单位', 'Issued by')} value={issuer} onChange={setIssuer} />
      <TextInput
        name="issuer_name"
        label={t('平台里没有的颁发单位', 'Issuer that is not on the platform')}
        optional
        value={outside}
        onChange={setOutside}
        hint={t(
          '填了就以它为准，一直注明“未经颁发单位核实”',
          'Counts instead of the one above, and always says “not confirmed by the issuer”',
        )}
      />
      <DateInput
        name="issued_on"
        label={t('颁发日期', 'Issued on')}
        value={draft.issued_on}
        onChange={(issued_on) => setDraft({ ...draft, issued_on })}
      />
      <TextInput
        name="document"
        label={t('文号', 'Document')}
        optional
        value={draft.document}
        onChange={(document) => setDraft({ ...draft, document })}
      />
      <div className="actions">
        <Button onClick={onDone}>{t('先不登', 'Not now')}</Button>
        <Button kind="do" type="submit" running={save.running}>
          {t('登记荣誉', 'Record')}
        </Button>
      </div>
    </Form>
  );
}

function Insure({ one, onDone }: { one: Shown; onDone: () => void }) {
  const [draft, setDraft] = useState({ insurer: '', policy_number: '', valid_from: '', valid_until: '' });
  const save = useWrite('post', '/api/volunteers/{volunteer_id}/insurance', refresh);
  async function send(): Promise<void> {
    if (await save.send({ path: { volunteer_id: one.id }, body: draft })) onDone();
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()}>
      <h2 className="title">{t('登记意外险', 'Record accident cover')}</h2>
      <TextInput
        name="insurer"
        label={t('保险公司', 'Insurer')}
        value={draft.insurer}
        onChange={(insurer) => setDraft({ ...draft, insurer })}
      />
      <TextInput
        name="policy_number"
        label={t('保单号', 'Policy number')}
        value={draft.policy_number}
        onChange={(policy_number) => setDraft({ ...draft, policy_number })}
      />
      <DateInput
        name="valid_from"
        label={t('起', 'From')}
        value={draft.valid_from}
        onChange={(valid_from) => setDraft({ ...draft, valid_from })}
      />
      <DateInput
        name="valid_until"
        label={t('止', 'Until')}
        value={draft.valid_until}
        onChange={(valid_until) => setDraft({ ...draft, valid_until })}
      />
      <div className="actions">
        <Button onClick={onDone}>{t('先不登', 'Not now')}</Button>
        <Button kind="do" type="submit" running={save.running}>
          {t('登记意外险', 'Record')}
        </Button>
      </div>
    </Form>
  );
}
