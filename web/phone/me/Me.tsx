import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { ownDesk } from '../../../domain/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { useMe, useSignOut } from '../../api/session.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Preferences } from '../../ui/Preferences.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { routes } from '../routes.ts';
import { Screen } from '../Screen.tsx';
import { signInHref } from '../sign-in/sign-in-href.ts';
import { meLinks } from './links.ts';
import './me.css';

export default function Me() {
  const me = useMe();
  const signOut = useSignOut();
  const known = new Set(routes.map(({ page }) => page.pattern));
  return (
    <Screen title={t('我的', 'Me')} quietTitle tabs>
      <div className="me-page">
        <Reading of={me} what={t('您的资料', 'your record')}>
          {({ person, can }) =>
            person === null ? (
              <Empty
                title={t('您还没有登录', 'You are not signed in')}
                action={
                  <LinkButton kind="do" href={signInHref()}>
                    {t('登录', 'Sign in')}
                  </LinkButton>
                }
              >
                {t('登录后看自己的报名、时数和证明。', 'Sign in to see your sign-ups, hours and certificates.')}
              </Empty>
            ) : (
              <>
                <section className="hello me-name">
                  <h2 className="title">{person.name || t('志愿者', 'Volunteer')}</h2>
                  <p>
                    {person.volunteer_number ? (
                      t(`志愿者编号 ${person.volunteer_number}`, `Volunteer number ${person.volunteer_number}`)
                    ) : (
                      <Link href={volunteersPhone.register()}>
                        {t('还没有注册成为志愿者，去注册', 'Not registered as a volunteer yet: register')}
                      </Link>
                    )}
                  </p>
                </section>
                <ul className="me-links">
                  {can.open_console && (
                    <li>
                      <a href={ownDesk.home()}>
                        <Icon name="columns" size={22} />
                        <span>
                          <b>{t('工作台', 'Console')}</b>
                          <small>
                            {t('组织、审核、名单，宜用电脑', 'Units, reviews, rosters; best on a computer')}
                          </small>
                        </span>
                        <Icon name="forward" size={18} />
                      </a>
                    </li>
                  )}
                  {meLinks
                    .filter((link) => known.has(link.href))
                    .map((link) => (
                      <li key={link.href}>
                        <Link href={link.href}>
                          <Icon name={link.icon} size={22} />
                          <span>
                            <b>{link.words()}</b>
                            <small>{link.note()}</small>
                          </span>
                          <Icon name="forward" size={18} />
                        </Link>
                      </li>
                    ))}
                </ul>
              </>
            )
          }
        </Reading>
        <section className="block">
          <h2 className="title part">{t('显示', 'Display')}</h2>
          <Preferences />
        </section>
        {me.data?.signed_in && (
          <p className="block">
            <Button large onClick={() => void signOut()}>
              {t('退出登录', 'Sign out')}
            </Button>
          </p>
        )}
      </div>
    </Screen>
  );
}
