import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { ownPhone, ownDesk } from '../../../domain/paths.ts';
import { Link, useGo, useSearch } from '../../ui/navigation.tsx';
import { call, type Answer } from '../../api/client.ts';
import { flush } from '../../api/outbox.ts';
import { forgetSeen } from '../../api/sign-in-again.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import { CodeForm } from './CodeForm.tsx';
import { DemonstrationPeople } from './DemonstrationPeople.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { ownAddress, type Address } from '../../../domain/address.ts';
import type { SignedIn } from './signed-in.ts';
import './sign-in.css';

/** A parent or a teacher who was asked comes for that, and not to register. */
async function firstPlace(): Promise<Address> {
  const waiting = await (
    call('get', '/api/guardian-requests', {}) as Promise<Answer<'get', '/api/guardian-requests'>>
  ).catch(() => null);
  return waiting !== null && waiting.rows.length > 0 ? volunteersPhone.guardian() : volunteersPhone.register();
}

/** What this person's session could not send any more goes out now. */
const sendQueued = (): void => void flush().catch(() => undefined);

/** One sign-in for everyone: volunteers go to the phone, staff to the console, each back to where they came from. */
export default function SignIn() {
  const [way, setWay] = useState('code');
  const [needsDigits, setNeedsDigits] = useState(false);
  const [forgotPassword, setForgotPassword] = useState(false);
  const queries = useQueryClient();
  const go = useGo();
  const next = ownAddress(new URLSearchParams(useSearch()).get('next'));

  function arrive(start: Address, wanted = forgotPassword ? ownPhone.security({ forgotten: 1 }) : next): void {
    queries.clear();
    forgetSeen(); // what the former person saw here
    go(wanted ?? start, { replace: true });
  }
  function onSignedIn(answer: SignedIn): void {
    if (answer.second_factor !== 'needed') sendQueued();
    if (answer.second_factor === 'needed') setNeedsDigits(true);
    else if (answer.is_new) void firstPlace().then((place) => arrive(place, next));
    else if (answer.must_show_owner) {
      const start = answer.second_factor === 'enrol' ? ownDesk.home() : ownPhone.home();
      const after = forgotPassword ? ownPhone.security({ forgotten: 1 }) : (next ?? start);
      arrive(ownPhone.owner(), ownPhone.owner({ next: after }));
    } else if (answer.second_factor === 'enrol')
      go(ownPhone.security({ [forgotPassword ? 'forgotten' : 'enrol']: 1, next }), { replace: true });
    else arrive(answer.second_factor === 'done' ? ownDesk.home() : ownPhone.home());
  }
  return (
    <PublicScreen
      title={t('登录', 'Sign in')}
      aside={
        <DemonstrationPeople
          onArrived={(surface) => arrive(surface === 'console' ? ownDesk.home() : ownPhone.home())}
        />
      }
    >
      <div className="sheet sign-in">
        <h1 className="title">
          {needsDigits ? t('再输动态码', 'Now the digits') : t('登录青志', 'Sign in to Qingzhi')}
        </h1>
        {needsDigits ? (
          <SecondFactor
            onDone={() => {
              sendQueued();
              arrive(ownDesk.home());
            }}
          />
        ) : (
          <>
            {forgotPassword && (
              <p className="hint">
                {t(
                  '先用手机验证码登录，登录后马上设新密码。',
                  'Sign in by a code to your phone first; you set a new password right after.',
                )}
              </p>
            )}
            <Tabs
              label={t('登录方式', 'Ways to sign in')}
              value={way}
              onChange={(chosen) => {
                setWay(chosen);
                setForgotPassword(false);
              }}
              tabs={[
                { key: 'code', words: t('手机验证码', 'Code by phone') },
                { key: 'password', words: t('密码', 'Password') },
              ]}
            >
              {way === 'code' ? (
                <CodeForm onSignedIn={onSignedIn} />
              ) : (
                <PasswordForm
                  onSignedIn={onSignedIn}
                  onForgotten={() => {
                    setWay('code');
                    setForgotPassword(true);
                  }}
                />
              )}
            </Tabs>
            <p className="new-here">
              {t('第一次来？', 'First time here?')}{' '}
              <Link
                href={next?.startsWith(volunteersPhone.register.pattern) === true ? next : volunteersPhone.register()}
              >
                {t('注册成为志愿者', 'Register as a volunteer')}
              </Link>
            </p>
          </>
        )}
      </div>
    </PublicScreen>
  );
}
