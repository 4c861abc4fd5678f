import { ownDesk, ownPhone } from '../../../domain/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { businessDate } from '../../../domain/time.ts';
import { useMe } from '../../api/session.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Forbidden, Reading } from '../../ui/States.tsx';
import { day, t } from '../../ui/words.ts';
import { modulesFor } from '../modules.ts';
import { TodayBoards } from '../../ui/TodayBoards.tsx';
import { Page } from '../Page.tsx';
import { Alone } from './Alone.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { Owed } from './Owed.tsx';
import { Shut } from './Shut.tsx';
import './home.css';

/** The first page of a desk: which units are mine, and which modules they open. */
export default function Home() {
  const me = useMe();
  return (
    <Page>
      <PageHead
        title={
          me.data?.person ? t(`${me.data.person.name}，您好`, `Hello, ${me.data.person.name}`) : t('工作台', 'Console')
        }
        beside={day(businessDate(new Date()))}
      />
      <div className="block">
        <Reading of={me} what={t('您的权限', 'your permissions')}>
          {(answer) =>
            answer.grants.length === 0 && answer.shut.length > 0 ? (
              <Shut shut={answer.shut} />
            ) : answer.grants.length === 0 ? (
              <Forbidden
                title={t('您还没有工作权限', 'You hold no staff permission yet')}
                action={
                  <LinkButton href={answer.signed_in ? ownPhone.home() : ownPhone.signIn({ next: ownDesk.home() })}>
                    {answer.signed_in ? t('去志愿者端', 'To the volunteer side') : t('登录', 'Sign in')}
                  </LinkButton>
                }
              >
                {t(
                  '请您所在组织的管理员授予角色；授予以后，重新打开这一页。',
                  'Ask the administrator of your unit for a role; then open this page again.',
                )}
              </Forbidden>
            ) : (
              <>
                {answer.shut.length > 0 && <Shut shut={answer.shut} />}
                <TodayBoards />
                <FirstSteps />
                <Alone grants={answer.grants} />
                <Owed />
                <h2 className="title">{t('您的工作范围', 'Your desks')}</h2>
                <ul className="desk-list">
                  {answer.grants.map((grant) => (
                    <li key={grant.organization_id + grant.role_en}>
                      <b>
                        {grant.organization_name}
                        {grant.is_below && t('及以下', ' and below')}
                      </b>
                      <span>{t(grant.role_zh, grant.role_en)}</span>
                    </li>
                  ))}
                </ul>
                <h2 className="title">{t('从这里开始', 'Begin here')}</h2>
                <ul className="module-list">
                  {modulesFor(answer.grants.flatMap((grant) => grant.permissions)).map((module) => (
                    <li key={module.page.pattern}>
                      <Link href={module.page()}>
                        <b className="title">{module.words()}</b>
                        <span>{module.note()}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </>
            )
          }
        </Reading>
      </div>
    </Page>
  );
}
