import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { useGo } from '../../ui/navigation.tsx';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioGroup } from '../../ui/Choice.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form, ProblemNote } from '../../ui/Form.tsx';
import { Reading } from '../../ui/States.tsx';
import { toast } from '../../ui/toast.tsx';
import { longDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import './me.css';

type Security = Answer<'get', '/api/me/security'>;

/** The number one signs in with: its own code proves the new one, and it must still be the owner who asks. */
export default function Phone() {
  const security = useRead('/api/me/security');
  return (
    <Screen title={t('手机号', 'Phone number')} back={ownPhone.me()}>
      <Reading of={security} what={t('登录手机', 'your sign-in phone')}>
        {(answer) => (
          <div className="block">
            <p className="lead">
              {answer.phone_hint
                ? t(`现在用 ${answer.phone_hint} 登录。`, `You sign in with ${answer.phone_hint}.`)
                : t('现在没有登录手机。', 'There is no sign-in phone.')}
            </p>
            <WaitingPhones />
            <ChangePhone security={answer} />
            <h2 className="title part">
              {t('旧号码收不到短信，也忘了密码', 'The old number is gone, and no password')}
            </h2>
            <p className="lead">
              {t(
                '请带证件到所在组织，请工作人员在您的页面上办“换手机号”。由两位同事核对，旧号码会收到通知。',
                'Bring your document to your organisation: staff change the number on your page. Two colleagues check it, and the old number is told.',
              )}
            </p>
          </div>
        )}
      </Reading>
    </Screen>
  );
}

/** Staff were shown a document and want to change the number: whoever did not ask for it stops it here. */
function WaitingPhones() {
  const waiting = useRead('/api/me/phone-recoveries');
  const objecting = useWrite('post', '/api/me/phone-recoveries/{recovery_id}/objection', ['/api/me/phone-recoveries']);
  return (
    <>
      {objecting.problem && <ProblemNote problem={objecting.problem} />}
      {(waiting.data?.rows ?? []).map((row) => (
        <div key={row.id} className="form-before" role="status">
          {row.carry_out_after === null
            ? t(
                `有人按您的证件，申请把登录手机号换成 ${row.phone_hint}，还没有同意。`,
                `By your document, somebody asks to move your sign-in to ${row.phone_hint}; nobody has agreed yet.`,
              )
            : t(
                `组织要把您的登录手机号换成 ${row.phone_hint}，${longDay(row.carry_out_after)}生效。`,
                `Your sign-in moves to ${row.phone_hint} on ${longDay(row.carry_out_after)}.`,
              )}
          <p>
            <Button running={objecting.running} onClick={() => void objecting.send({ path: { recovery_id: row.id } })}>
              {t('不是我申请的，停下', 'I did not ask for it: stop')}
            </Button>
          </p>
        </div>
      ))}
    </>
  );
}

function ChangePhone({ security }: { security: Security }) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [by, setBy] = useState(security.has_password ? 'password' : 'old_code');
  const [proof, setProof] = useState('');
  const go = useGo();
  const sending = useWrite('post', '/api/sign-in/codes');
  const asking = useWrite('post', '/api/me/phone/codes');
  const changing = useWrite('put', '/api/me/phone', ['/api/me/security', '/api/me']);
  const sent = sending.answer !== undefined;
  const isFree = security.can.change_phone_freely;
  const hint = (answer: { shown_code: string | null } | undefined): string | undefined =>
    answer &&
    (answer.shown_code
      ? t(
          `没有接短信，验证码在这里：${answer.shown_code}`,
          `No messages are sent here; the code is ${answer.shown_code}`,
        )
      : t('6 位数字，已发出', 'Six digits, on their way'));
  async function submit(): Promise<void> {
    if (!sent) return void (await sending.send({ body: { phone, purpose: 'change_phone' } }));
    const proven = isFree ? {} : by === 'password' ? { password: proof } : { old_code: proof };
    if (!(await changing.send({ body: { phone, code, ...proven } }))) return;
    toast(t('手机号已换，别的设备已退出', 'The number is changed; other devices are signed out'));
    go(ownPhone.security());
  }
  return (
    <Form problem={sending.problem ?? asking.problem ?? changing.problem} onSubmit={() => void submit()}>
      <h2 className="title part">{t('换成新手机号', 'Change to a new number')}</h2>
      <TextInput
        name="phone"
        label={t('新手机号', 'New number')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        onChange={(value) => {
          setPhone(value);
          sending.clear();
          changing.clear();
        }}
      />
      {sent && (
        <TextInput
          name="code"
          label={t('新手机号收到的验证码', 'Code sent to the new number')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          hint={hint(sending.answer)}
          value={code}
          onChange={setCode}
        />
      )}
      {sent && !isFree && (
        <>
          {security.has_password && (
            <RadioGroup
              name="by"
              label={t('证明是您本人', 'Show that it is you')}
              value={by}
              onChange={(value) => {
                setBy(value);
                setProof('');
                changing.clear();
              }}
              options={[
                { value: 'password', label: t('输现在的密码', 'Your password') },
                { value: 'old_code', label: t('旧手机号收一个验证码', 'A code to the old number') },
              ]}
            />
          )}
          {by === 'password' ? (
            <TextInput
              name="password"
              label={t('现在的密码', 'Current password')}
              type="password"
              autoComplete="current-password"
              value={proof}
              onChange={setProof}
            />
          ) : (
            <>
              <p>
                <Button running={asking.running} onClick={() => void asking.send({})}>
                  {t(`给旧手机号 ${security.phone_hint ?? ''} 发验证码`, `Send a code to ${security.phone_hint ?? ''}`)}
                </Button>
              </p>
              <TextInput
                name="old_code"
                label={t('旧手机号收到的验证码', 'Code sent to the old number')}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={6}
                hint={hint(asking.answer)}
                value={proof}
                onChange={setProof}
              />
            </>
          )}
        </>
      )}
      <p className="hint">
        {t(
          '换好后用新手机号登录；旧号码会收到通知，别的设备都退出。',
          'You then sign in with the new number; the old one is told, and other devices are signed out.',
        )}
      </p>
      <div className="actions">
        <Button kind="do" type="submit" running={sending.running || changing.running}>
          {sent ? t('换手机号', 'Change it') : t('发验证码', 'Send a code')}
        </Button>
      </div>
    </Form>
  );
}
