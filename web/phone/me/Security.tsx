import { ownDesk, ownPhone } from '../../../domain/paths.ts';
import { Link, useSearch } from '../../ui/navigation.tsx';
import { useRead, useWrite } from '../../api/query.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { toast } from '../../ui/toast.tsx';
import { moment, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { ownAddress } from '../../../domain/address.ts';
import { AuthenticatorForm } from './AuthenticatorForm.tsx';
import { PasswordChange } from './PasswordChange.tsx';
import './me.css';

/** How one signs in, and every device where one is signed in; each can be signed out from here. */
export default function Security() {
  const search = new URLSearchParams(useSearch());
  const startsForgotten = search.has('forgotten');
  const onward = ownAddress(search.get('next')) ?? ownDesk.home();
  const security = useRead('/api/me/security');
  const ending = useWrite('delete', '/api/me/sessions/{session_id}', ['/api/me/security']);
  const confirming = useWrite('post', '/api/me/sessions/{session_id}/owner', ['/api/me/security']);
  async function confirm(session_id: string): Promise<void> {
    if (await confirming.send({ path: { session_id } })) toast(t('那台设备也认识您了', 'That device knows you now'));
  }
  async function end(session_id: string): Promise<void> {
    if (await ending.send({ path: { session_id } })) toast(t('那台设备已退出', 'That device is signed out'));
  }
  return (
    <Screen title={t('登录与安全', 'Sign-in and security')} back={ownPhone.me()}>
      <Reading of={security} what={t('登录方式', 'how you sign in')}>
        {(answer) => (
          <div className="block">
            <p className="lead">
              {answer.phone_hint
                ? t(`登录手机 ${answer.phone_hint}`, `Sign-in phone ${answer.phone_hint}`)
                : t('没有登录手机', 'No sign-in phone')}{' '}
              <Link href={ownPhone.phoneNumber()}>{t('换手机号', 'Change it')}</Link>
            </p>
            <h2 className="title part">
              {t('验证器', 'Authenticator')}{' '}
              {answer.has_authenticator ? (
                <Tag state="ok">{t('已开', 'On')}</Tag>
              ) : answer.is_staff ? (
                <Tag state="behind">{t('还没开', 'Not yet')}</Tag>
              ) : null}
            </h2>
            {answer.is_staff && !answer.has_authenticator && (
              <p className="lead">
                {t(
                  '您有工作权限，请开通验证器：短信可能被别人偷看或转走，验证器更安全，有的权限开通后才能用。',
                  'You hold staff permissions: turn the authenticator on. Others may read or divert text messages; an authenticator is safer, and some permissions work only with it.',
                )}
              </p>
            )}
            {!answer.has_authenticator && <AuthenticatorForm />}
            {answer.is_staff && (
              <p>
                <LinkButton kind={answer.has_authenticator ? 'do' : undefined} href={onward}>
                  {answer.has_authenticator
                    ? t('去工作台', 'To the console')
                    : t('先不开，去工作台', 'Later: to the console')}
                </LinkButton>
              </p>
            )}
            <h2 className="title part">{t('密码', 'Password')}</h2>
            <PasswordChange
              hasPassword={answer.has_password}
              mayReplace={answer.can.replace_password}
              startsForgotten={startsForgotten}
            />
            <h2 className="title part">
              {t(`登录着的设备，${answer.sessions.length} 台`, `Signed in on ${answer.sessions.length}`)}
            </h2>
            <ul className="rows">
              {answer.sessions.map((session) => (
                <li key={session.id}>
                  <div>
                    <b>{session.device}</b>
                    {!session.is_owner_shown && (
                      <>
                        {' '}
                        <Tag state="behind">{t('还没证明是您', 'Not shown to be you')}</Tag>
                      </>
                    )}
                    <small>
                      {session.is_current
                        ? t('就是这台', 'This device')
                        : t(`最近 ${moment(session.last_seen_at)}`, `Last seen ${moment(session.last_seen_at)}`)}
                      {t('，', ', ')}
                      {t(`${moment(session.created_at)} 登录`, `since ${moment(session.created_at)}`)}
                    </small>
                  </div>
                  {session.can.confirm_owner && (
                    <Button running={confirming.running} onClick={() => void confirm(session.id)}>
                      {t('是我', 'It is me')}
                    </Button>
                  )}
                  {!session.is_current && (
                    <Button
                      onClick={() => void end(session.id)}
                      disabledReason={
                        session.can.end
                          ? undefined
                          : t(
                              '为了安全，重新登录后 15 分钟内才能让别的设备退出',
                              'For safety, other devices are signed out within 15 minutes of signing in',
                            )
                      }
                    >
                      {t('让它退出', 'Sign it out')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
      </Reading>
    </Screen>
  );
}
