import { Link } from '../../ui/navigation.tsx';
import { NoAnswer } from '../../api/problem.ts';
import { useWaiting } from '../../api/session.ts';
import { useOnline } from '../../ui/online.ts';
import { OutboxList } from '../../ui/OutboxList.tsx';
import { Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { clock, t } from '../../ui/words.ts';
import { manifests } from '../nouns.ts';
import { waitingShelves, type WaitingRead } from './waiting-lines.ts';

/** What waits for this person, each line with its count: what every noun has, shelf by shelf. */
export function Waiting({ held }: { held: ReadonlySet<string> }) {
  const found = manifests.flatMap(({ useWaiting }) => (useWaiting === undefined ? [] : [useWaiting(held)])); // always the same hooks
  const reads = Object.values(Object.assign({}, ...found.map((one) => one.reads)) as Record<string, WaitingRead>);
  const every = found.flatMap((one) => one.lines);
  const lines = waitingShelves.flatMap((shelf) => every.filter((line) => line.shelf === shelf));
  const waiting = lines.filter((line) => line.count !== undefined && line.count > 0);
  return (
    <>
      <h2 className="title">{t('等您处理', 'Waiting for you')}</h2>
      <Known reads={reads} isNothing={waiting.length === 0} />
      {waiting.length > 0 && (
        <ul className="waiting">
          {waiting.map((line) => (
            <li key={line.href}>
              <Link href={line.href}>
                <b className="fig">{line.count}</b>
                <span>{line.words}</span>
                {line.late !== undefined && <Tag state="late">{t(`逾期 ${line.late}`, `${line.late} late`)}</Tag>}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** "All done" is said only where everything was answered; else what is not known, and of when the numbers are. */
function Known({ reads, isNothing }: { reads: readonly WaitingRead[]; isNothing: boolean }) {
  const kept = useWaiting();
  const isOnline = useOnline();
  const failed = reads.filter((read) => read.error !== null);
  const isLost = !isOnline || failed.some((read) => read.error instanceof NoAnswer);
  const isAsking = reads.some(
    (read) => read.data === undefined && read.error === null && read.fetchStatus === 'fetching',
  );
  const unknown = failed.filter((read) => read.data === undefined).length;
  const isKnown = !isLost && !isAsking && failed.length === 0;
  const since = Math.min(...reads.filter((read) => read.data !== undefined).map((read) => read.dataUpdatedAt));
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
          {Number.isFinite(since) && unknown === 0
            ? t(
                `没有信号，这是 ${clock(new Date(since).toISOString())} 的数，之后有没有新的不知道。`,
                `No signal: these are the numbers of ${clock(new Date(since).toISOString())}; what came since is not known.`,
              )
            : t(
                '没有信号，等您处理的事不知道还有多少，有信号会自己更新。',
                'No signal: how much waits for you is not known, and is asked again by itself.',
              )}
        </p>
      )}
      {!isLost && failed.length > 0 && (
        <p className="soft" role="status">
          {t(
            `有 ${failed.length} 项没有取到，不知道还有没有等您处理的。`,
            `${failed.length} could not be fetched: whether something waits there is not known.`,
          )}
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
