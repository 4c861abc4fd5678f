import { ownDesk, ownPhone } from '../../../domain/paths.ts';
import type { Answer } from '../../api/client.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { t } from '../../ui/words.ts';
import { sentence } from '../accounts/roles/permission-words.ts';

/** What was given and does not count yet, and what is missing for it. */
export function Shut({ shut }: { shut: Answer<'get', '/api/me'>['shut'] }) {
  const needsAuthenticator = shut.some((one) => one.waits_for === 'authenticator');
  return (
    <section className="shut" aria-label={t('还差一步的权限', 'Permissions that wait')}>
      <h2 className="title">{t('还差一步', 'One step is missing')}</h2>
      <ul className="desk-list">
        {shut.map((one) => (
          <li key={one.organization_name + one.role_en + one.waits_for}>
            <b>
              {one.organization_name} · {t(one.role_zh, one.role_en)}
            </b>
            <span>
              {one.waits_for === 'owner'
                ? t(
                    '这台设备只用过验证码登录：先证明是您本人',
                    'only a code was given on this device: show first that it is you',
                  )
                : one.waits_for === 'authenticator'
                  ? t(
                      '用验证器登录后才打开：没有的先添加；已有的，退出后重新登录，输动态码',
                      'opens after signing in with the authenticator: add one, or sign out and in again with its digits',
                    )
                  : t(
                      `等第二位管理员同意，其余已可用：${one.permissions.map(sentence).join('；')}`,
                      `waits for a second administrator’s yes, all else works: ${one.permissions.map(sentence).join('; ')}`,
                    )}
            </span>
          </li>
        ))}
      </ul>
      {shut.some((one) => one.waits_for === 'owner') && (
        <p className="actions">
          <LinkButton href={ownPhone.owner({ next: ownDesk.home() })}>{t('证明是我', 'Show that it is me')}</LinkButton>
        </p>
      )}
      {needsAuthenticator && (
        <p className="actions">
          <LinkButton href={ownPhone.security()}>{t('添加验证器', 'Add the authenticator')}</LinkButton>
        </p>
      )}
    </section>
  );
}
