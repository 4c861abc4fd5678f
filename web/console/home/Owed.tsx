import { useInbox, type Inbox } from '../../api/inbox.ts';
import { NoAnswer } from '../../api/problem.ts';
import { useWaiting } from '../../api/session.ts';
import { InboxLines } from '../../ui/InboxLines.tsx';
import { useOnline } from '../../ui/online.ts';
import { OutboxList } from '../../ui/OutboxList.tsx';
import { Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { clock, number, t } from '../../ui/words.ts';

/** What waits for this person, as the server counts it. */
export function Owed() {
  const read = useInbox();
  return (
    <>
      <h2 className="title owed-title">
        {t('等您处理', 'Waiting for you')}
        {read.data !== undefined && read.data.count > 0 && <span>{sumOf(read.data)}</span>}
      </h2>
      <Known read={read} />
      {read.data !== undefined && read.data.rows.length > 0 && <InboxLines rows={read.data.rows} />}
    </>
  );
}

function sumOf({ count, overdue }: Inbox): string {
  const late = overdue === 0 ? '' : t(`，${number(overdue)} 件逾期`, `, ${number(overdue)} late`);
  return t(`${number(count)} 件`, `${number(count)} in all`) + late;
}

/** "All done" is said only where everything was answered; else what is not known, and of when the numbers are. */
function Known({ read }: { read: ReturnType<typeof useInbox> }) {
  const kept = useWaiting();
  const isOnline = useOnline();
  const isLost = !isOnline || read.error instanceof NoAnswer;
  const isAsking = read.data === undefined && read.error === null && read.fetchStatus === 'fetching';
  const isNothing = read.data === undefined || read.data.count === 0;
  const isKnown = !isLost && !isAsking && read.error === null;
  return (
    <>
      <OutboxList title={t('没传上的，请看一下', 'Not taken by the server: please look')} refusedOnly />
      {kept > 0 && (
        <p className="soft" role="status">
          {t(
            `这台设备里存着 ${kept} 条，等信号自动补传，请不要清除浏览器数据。`,
            `${kept} kept on this device, sent when the signal is back: do not clear the browser’s data.`,
          )}
        </p>
      )}
      {isLost && (
        <p className="soft" role="status">
          {read.data !== undefined
            ? t(
                `没有信号，这是 ${clock(new Date(read.dataUpdatedAt).toISOString())} 的数，之后有没有新的不知道。`,
                `No signal: these are the numbers of ${clock(new Date(read.dataUpdatedAt).toISOString())}; what came since is not known.`,
              )
            : t(
                '没有信号，等您处理的事不知道还有多少，有信号会自己更新。',
                'No signal: how much waits for you is not known, and is asked again by itself.',
              )}
        </p>
      )}
      {!isLost && read.error !== null && (
        <p className="soft" role="status">
          {t('没有取到，不知道还有没有等您处理的。', 'Not fetched: whether something waits for you is not known.')}
        </p>
      )}
      {isAsking && !isLost && isNothing && <Loading what={t('等您处理的事', 'what waits for you')} />}
      {isNothing && isKnown && kept === 0 && (
        <p className="soft all-done">
          <Tag state="ok">{t('都处理完了', 'All done')}</Tag>
        </p>
      )}
    </>
  );
}
