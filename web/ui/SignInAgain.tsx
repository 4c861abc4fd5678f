import { useEffect, useRef, useState } from 'react';
import { ownPhone } from '../../domain/paths.ts';
import { call, meNow } from '../api/client.ts';
import { forgetSeen, onSignInAgain, personHere } from '../api/sign-in-again.ts';
import { CodeForm } from '../phone/sign-in/CodeForm.tsx';
import { PasswordForm } from '../phone/sign-in/PasswordForm.tsx';
import { SecondFactor } from '../phone/sign-in/SecondFactor.tsx';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Tabs } from './Tabs.tsx';
import { t } from './words.ts';

/** Over the page on which somebody was typing when the session ended. Another person gets a page of their own. */
export function SignInAgain() {
  const [open, setOpen] = useState(false);
  const [way, setWay] = useState('code');
  const [needsDigits, setNeedsDigits] = useState(false);
  const [isDemonstration, setDemonstration] = useState(false);
  const answer = useRef<(done: boolean) => void>(() => undefined);
  useEffect(
    () =>
      onSignInAgain(
        () =>
          new Promise((resolve) => {
            answer.current = resolve;
            setNeedsDigits(false);
            setOpen(true);
            void meNow().then((now) => setDemonstration(now?.is_demonstration ?? false));
          }),
      ),
    [],
  );

  function close(done: boolean): void {
    setOpen(false);
    answer.current(done);
  }
  async function arrived(): Promise<void> {
    const now = await meNow();
    if (now?.person?.id === personHere()) close(true);
    else {
      forgetSeen();
      location.assign(ownPhone.home()); // somebody else must not send what the first one typed, nor see what the first one saw
    }
  }
  async function asDemonstration(): Promise<void> {
    await call('post', '/api/sign-in/demonstration', { body: { person_id: personHere() } }).catch(() => undefined);
    await arrived();
  }
  return (
    <Dialog
      open={open}
      title={
        needsDigits
          ? t('再输动态码', 'Now the digits')
          : t('登录已到时间，请再登录一次', 'Your session has ended: sign in again')
      }
      onClose={() => close(false)}
    >
      <p className="hint">
        {t('您填的都还在，登录后自动接着送出。', 'What you typed is still here and is sent once you are signed in.')}
      </p>
      {isDemonstration && (
        <p>
          <Button kind="do" onClick={() => void asDemonstration()}>
            {t('演示：还是这个人，接着用', 'Demonstration: go on as the same person')}
          </Button>
        </p>
      )}
      {needsDigits ? (
        <SecondFactor onDone={() => void arrived()} />
      ) : (
        <Tabs
          label={t('登录方式', 'Ways to sign in')}
          value={way}
          onChange={setWay}
          tabs={[
            { key: 'code', words: t('手机验证码', 'Code by phone') },
            { key: 'password', words: t('密码', 'Password') },
          ]}
        >
          {way === 'code' ? (
            <CodeForm
              onSignedIn={(signed) => (signed.second_factor === 'needed' ? setNeedsDigits(true) : void arrived())}
            />
          ) : (
            <PasswordForm onSignedIn={() => void arrived()} onForgotten={() => setWay('code')} />
          )}
        </Tabs>
      )}
    </Dialog>
  );
}
