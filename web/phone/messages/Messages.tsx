import { ownAddress } from '../../../domain/address.ts';
import { ownPhone } from '../../../domain/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { usePages, useWrite } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Glyph } from '../../ui/Tag.tsx';
import { moment, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import './messages.css';

/** What the platform told this person, newest first; one tap leads to what it is about. */
export default function Messages() {
  const { read, more } = usePages('/api/me/notices', { query: { limit: 30 } });
  const marking = useWrite('put', '/api/me/notices/read', ['/api/me/notices', '/api/me']);
  const unread = useMe().data?.unread_notices ?? 0;
  return (
    <Screen
      title={t('消息', 'Messages')}
      quietTitle
      tabs
      corner={
        unread > 0 && (
          <button type="button" className="ic word" onClick={() => void marking.send({ body: {} })}>
            {t('全部已读', 'All read')}
          </button>
        )
      }
    >
      <section className="hello">
        <h2 className="title">{unread > 0 ? t(`${unread} 条新消息`, `${unread} new`) : t('消息', 'Messages')}</h2>
        <p>
          <Link href={ownPhone.messageChoices()}>{t('提醒设置', 'How messages come')}</Link>
        </p>
      </section>
      <Reading of={read} what={t('消息', 'messages')}>
        {(rows) =>
          rows.length === 0 ? (
            <div className="block">
              <Empty title={t('还没有消息', 'No messages yet')}>
                {t(
                  '报名有变化、时数入账、有人看过您的资料，都会在这里告诉您。',
                  'Changes to your sign-ups, posted hours, and who looked at your data are told here.',
                )}
              </Empty>
            </div>
          ) : (
            <>
              <ul className="messages">
                {rows.map((notice) => (
                  <li key={notice.id} className={notice.is_read ? undefined : 'new'}>
                    {!notice.is_read && (
                      <>
                        <Glyph state="due" />
                        <span className="unseen">{t('新，', 'New, ')}</span>
                      </>
                    )}
                    <div>
                      <p>
                        {notice.link === null ? (
                          notice.sentence
                        ) : (
                          <Link
                            href={ownAddress(notice.link) ?? ownPhone.home()}
                            onClick={() => {
                              if (!notice.is_read) void marking.send({ body: { ids: [notice.id] } });
                            }}
                          >
                            {notice.sentence}
                          </Link>
                        )}
                      </p>
                      <time dateTime={notice.at}>{moment(notice.at)}</time>
                    </div>
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
    </Screen>
  );
}
