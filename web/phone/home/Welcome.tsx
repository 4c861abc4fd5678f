import { ownPhone } from '../../../domain/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { businessDate } from '../../../domain/time.ts';
import { useRead } from '../../api/query.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { OfferRow } from '../projects/OfferRow.tsx';
import { PublicScreen } from '../PublicScreen.tsx';

/** The start page of someone who is not signed in. */
export function Welcome() {
  const offers = useRead('/api/open-activities', { query: { limit: 6, sort: 'time' } });
  return (
    <PublicScreen title={t('青年志愿服务', 'Youth volunteering')} aside={<Doors />}>
      <section className="sheet welcome">
        <h1 className="title">{t('每一小时，都说得清从哪里来', 'Every hour can say where it came from')}</h1>
        <p className="soft">
          {t(
            '找一场服务，签到签退，时数当天入账；开一份证明，谁都能查验。',
            'Find a service, check in and out, hours posted the same day; a certificate anyone can verify.',
          )}
        </p>
        <p className="welcome-buttons">
          <LinkButton kind="do" large href={ownPhone.signIn()}>
            {t('登录或注册', 'Sign in or register')}
          </LinkButton>
          <LinkButton large href={recordsPhone.verify()}>
            {t('查验一份证明', 'Verify a certificate')}
          </LinkButton>
        </p>
        <h2 className="title near-title">
          {t('正在招人', 'People wanted')}{' '}
          <Link href={projectsPhone.openActivities()}>{t('全部活动', 'All activities')}</Link>
        </h2>
        <Reading of={offers} what={t('活动', 'activities')}>
          {({ rows }) =>
            rows.length === 0 ? (
              <p className="soft">{t('这几天没有公开招募的活动。', 'No open activities these days.')}</p>
            ) : (
              <ul>
                {rows.map((offer) => (
                  <OfferRow
                    key={offer.shift_id}
                    offer={offer}
                    href={projectsPhone.openActivity({ id: offer.id })}
                    today={businessDate(new Date())}
                  />
                ))}
              </ul>
            )
          }
        </Reading>
      </section>
    </PublicScreen>
  );
}

function Doors() {
  return (
    <>
      <section className="oth">
        <h2 className="title">{t('志愿者', 'Volunteers')}</h2>
        <p>
          {t(
            '14 岁起可以注册。报名三步，签到一秒，没有信号也能签。',
            'From the age of 14. Three steps to sign up, a second to check in, even without a signal.',
          )}
        </p>
      </section>
      <section className="oth">
        <h2 className="title">{t('用人单位', 'Schools and employers')}</h2>
        <p>
          {t(
            '收到志愿服务证明？输入编号就能查验，不用注册，不收费。',
            'Received a certificate? Enter its number to verify it: no account, no fee.',
          )}
        </p>
      </section>
      <section className="oth">
        <h2 className="title">{t('组织和团委', 'Organisations and committees')}</h2>
        <p>
          {t(
            '组织、名单、活动、时数、证明在一个工作台，谁做了什么都有记录。',
            'Units, rosters, activities, hours and certificates on one console, with a record of who did what.',
          )}
        </p>
      </section>
    </>
  );
}
