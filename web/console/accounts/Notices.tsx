import { ownAddress } from '../../../domain/address.ts';
import { accountsDesk } from '../../../domain/accounts/paths.ts';
import { ownDesk } from '../../../domain/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { usePages, useWrite } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Glyph } from '../../ui/Tag.tsx';
import { moment, t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';
import './notices.css';

/** What the platform told this person, at a desk: newest first, each leading to what it is about. */
export default function Notices() {
  const { read, more } = usePages('/api/me/notices', { query: { limit: 50 } });
  const marking = useWrite('put', '/api/me/notices/read', ['/api/me/notices', '/api/me']);
  const unread = useMe().data?.unread_notices ?? 0;
  return (
    <Page>
      <PageHead
        title={t('消息', 'Messages')}
        beside={t(`${unread} 条没看`, `${unread} unread`)}
        actions={
          <>
            <LinkButton href={accountsDesk.messageChoices()}>{t('提醒设置', 'How messages come')}</LinkButton>
            {unread > 0 && (
              <Button running={marking.running} onClick={() => void marking.send({ body: {} })}>
                {t('全部标为已看', 'Mark all as read')}
              </Button>
            )}
          </>
        }
      />
      <div className="block narrow">
        <Reading of={read} what={t('消息', 'messages')}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('还没有消息', 'No messages yet')}>
                {t(
                  '等您处理的、您经手的事有了结果，都会在这里告诉您。',
                  'What waits for you, and what came of what you did, is told here.',
                )}
              </Empty>
            ) : (
              <>
                <ul className="notices">
                  {rows.map((notice) => (
                    <li key={notice.id} className={notice.is_read ? undefined : 'new'}>
                      {notice.is_read ? <span /> : <Glyph state="due" />}
                      <p>
                        {!notice.is_read && <span className="unseen">{t('没看，', 'Unread, ')}</span>}
                        {notice.link === null ? (
                          notice.sentence
                        ) : (
                          <Link
                            href={ownAddress(notice.link) ?? ownDesk.home()}
                            onClick={() => void marking.send({ body: { ids: [notice.id] } })}
                          >
                            {notice.sentence}
                          </Link>
                        )}
                      </p>
                      <time dateTime={notice.at}>{moment(notice.at)}</time>
                    </li>
                  ))}
                </ul>
                {more && (
                  <p className="more">
                    <Button onClick={more.load} running={more.running}>
                      {t('看更早的', 'Show earlier')}
                    </Button>
                  </p>
                )}
              </>
            )
          }
        </Reading>
      </div>
    </Page>
  );
}
