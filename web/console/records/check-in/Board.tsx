import { useEffect, useState } from 'react';
import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import { stepSeconds } from '../../../../domain/rotating-code.ts';
import { attendanceStateNames, isCheckOutForgotten } from '../../../../domain/records/attendance.ts';
import type { Answer } from '../../../api/client.ts';
import { isExpired, NoAnswer } from '../../../api/problem.ts';
import { useKept, useKeptReadable, useSignInAgain } from '../../../api/session.ts';
import { useRead } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { codeReader } from '../../../ui/camera/read-codes.ts';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Kept } from '../../../ui/Kept.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { Qr } from '../../../ui/Qr.tsx';
import type { PageProps } from '../../../ui/routes.tsx';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { clock, period, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { CardScan } from './CardScan.tsx';
import { arrivalsWithKept, type PersonHere } from './arrivals.ts';
import { RecordsTree } from '../service/RecordsTree.tsx';
import { useKeptOpen } from './use-kept-open.ts';
import '../records.css';

type BoardAnswer = Answer<'get', '/api/shifts/{shift_id}/board'>;

/** The organiser's screen: the code that changes every 30 seconds, and who has arrived. */
export default function Board({ params }: PageProps) {
  const shiftId = params['shift_id'] ?? '';
  const code = useRead('/api/shifts/{shift_id}/code', { path: { shift_id: shiftId } }, { keepPrevious: true });
  // the code always asks the server, the list may be the one kept
  const isLost = code.error instanceof NoAnswer;
  const isOver = isExpired(code.error);
  useKeptOpen();
  useKeptReadable();
  useReturn(isLost);
  const board = useRead(
    '/api/shifts/{shift_id}/board',
    { path: { shift_id: shiftId } },
    { refreshMs: 30_000, keepPrevious: true },
  );
  useArrivals(shiftId, isLost || isOver);
  const kept = useKept();
  const client = useQueryClient();
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['/api/shifts/{shift_id}/board'] });
  }, [client, kept.length]);
  const people = board.data === undefined ? [] : arrivalsWithKept(board.data, kept).rows;
  const shift = board.data?.shift;
  return (
    <Page tree={<RecordsTree at="/records/boards" />}>
      <PageHead
        title={shift?.activity_title ?? t('现场签到', 'Check-in board')}
        crumbs={[
          { words: t('记录', 'Records'), href: '/records' },
          { words: t('现场签到', 'Check-in now'), href: '/records/boards' },
          { words: shift?.activity_title ?? '' },
        ]}
        beside={
          shift && (
            <span className="soft">
              {period(shift.starts_at, shift.ends_at)}
              {t('，', ', ')}
              {shift.place}
            </span>
          )
        }
        actions={
          <>
            {board.data?.can.propose && (
              <LinkButton href={`/records/back-fill/${shiftId}`}>{t('补录或导入', 'Back-fill or import')}</LinkButton>
            )}
            {board.data?.can.confirm && (
              <LinkButton kind="do" href={`/records?shift=${shiftId}`}>
                {t('确认本场', 'Confirm this shift')}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="board">
        <section className="board-code" aria-label={t('签到码', 'Check-in code')}>
          <Code shiftId={shiftId} code={code} isLost={isLost} isOver={isOver} people={people} />
        </section>
        <div className="board-list">
          <Kept title={t('没传上的，请看一下', 'Not taken by the server: please look')} refusedOnly />
          <Reading of={board} what={t('名单', 'the list')}>
            {(answer) => (
              <>
                {isLost && (
                  <p className="board-stopped" role="status">
                    {t(
                      `没有信号，名单停在 ${clock(answer.as_of)}，有信号会自己接上`,
                      `No signal: the list is that of ${clock(answer.as_of)}, and goes on by itself`,
                    )}
                  </p>
                )}
                {isOver && (
                  <p className="board-stopped" role="status">
                    {t(
                      `登录已到时间，名单停在 ${clock(answer.as_of)}，重新登录后接上`,
                      `The session has run out: the list is that of ${clock(answer.as_of)}, and goes on once you are signed in again`,
                    )}
                  </p>
                )}
                <Arrivals answer={answer} />
              </>
            )}
          </Reading>
        </div>
      </div>
    </Page>
  );
}

/** Asks again as soon as the server says that somebody arrived; a stream that was refused begins anew once there are answers again. */
function useArrivals(shiftId: string, isStopped: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (isStopped) return;
    const source = new EventSource(`/api/shifts/${shiftId}/events`);
    source.addEventListener(
      'attendance',
      () => void client.invalidateQueries({ queryKey: ['/api/shifts/{shift_id}/board'] }),
    );
    return () => source.close();
  }, [client, shiftId, isStopped]);
}

/** Without a signal it asks every few seconds, and at once when the device says that it is back. */
function useReturn(isLost: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    const again = (): void => {
      for (const path of codeAndList) void client.invalidateQueries({ queryKey: [path] });
    };
    window.addEventListener('online', again);
    const timer = isLost ? setInterval(again, 5000) : undefined;
    return () => {
      window.removeEventListener('online', again);
      clearInterval(timer);
    };
  }, [client, isLost]);
}

const codeAndList = ['/api/shifts/{shift_id}/code', '/api/shifts/{shift_id}/board'];

type CodeProps = {
  shiftId: string;
  code: UseQueryResult<Answer<'get', '/api/shifts/{shift_id}/code'>, Error>;
  isLost: boolean;
  isOver: boolean;
  people: readonly PersonHere[];
};

function Code({ shiftId, code, isLost, isOver, people }: CodeProps) {
  const client = useQueryClient();
  const goOn = useSignInAgain();
  const [left, setLeft] = useState(stepSeconds);
  const [scanning, setScanning] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => {
      const seconds = stepSeconds - (Math.floor(Date.now() / 1000) % stepSeconds);
      setLeft(seconds);
      if (seconds !== stepSeconds) return;
      for (const path of codeAndList) void client.invalidateQueries({ queryKey: [path] }); // of the list too: a signal may have been lost
    }, 1000);
    return () => clearInterval(timer);
  }, [client]);
  useEffect(() => {
    void codeReader().catch(() => undefined);
  }, []); // fetched while there is a signal
  if (scanning) return <CardScan shiftId={shiftId} isLost={isLost} people={people} onBack={() => setScanning(false)} />;
  const scan = (
    <Button icon="scan" onClick={() => setScanning(true)}>
      {t('改为扫卡或输卡上短码', 'Scan cards or type their digits instead')}
    </Button>
  );
  if (isLost)
    return (
      <div className="board-lost" role="alert">
        <Icon name="noSignal" size={28} />
        <h2 className="title">{t('没有信号，签到码停了', 'No signal: the code has stopped')}</h2>
        <p>
          {t(
            '这一页会自己恢复，不用刷新。等的时候可以扫志愿者的卡，或输卡上短码和编号，收到的先存在这台设备里，有信号自动补传。',
            'This page comes back by itself. Meanwhile scan volunteers’ cards, or type their digits and number: each is kept on this device and sent when the signal is back.',
          )}
        </p>
        {scan}
      </div>
    );
  if (isOver)
    return (
      <div className="board-lost" role="alert">
        <Icon name="shield" size={28} />
        <h2 className="title">{t('登录已到时间，签到码停了', 'The session has run out: the code has stopped')}</h2>
        <p>
          {t(
            '今天的名单还能看。收到的卡先存在这台设备里，重新登录后自动补传。',
            'Today’s list stays open. Cards taken are kept on this device and sent once you are signed in again.',
          )}
        </p>
        <Button kind="do" onClick={() => void goOn()}>
          {t('重新登录', 'Sign in again')}
        </Button>
        {scan}
      </div>
    );
  return (
    <Reading of={code} what={t('签到码', 'the code')}>
      {(answer) => (
        <>
          <h2 className="title">{t('扫码签到、签退', 'Scan to check in and out')}</h2>
          <Qr text={answer.code} size={320} label={t('签到二维码，30 秒一换', 'Check-in code, new every 30 seconds')} />
          <p
            className="digits"
            aria-label={t(`短码 ${[...answer.short_code].join(' ')}`, `Code ${[...answer.short_code].join(' ')}`)}
          >
            {answer.short_code.slice(0, 3)} {answer.short_code.slice(3)}
          </p>
          <div className="cells" aria-hidden="true">
            {Array.from({ length: 15 }, (_, index) => (
              <i key={index} className={index < left / 2 ? '' : 'o'} />
            ))}
          </div>
          <p className="soft">
            {t(`${left} 秒后换新码，没有相机的输入短码`, `New in ${left} s; without a camera type the digits`)}
          </p>
          {scan}
        </>
      )}
    </Reading>
  );
}

function Arrivals({ answer }: { answer: BoardAnswer }) {
  const language = preferences().language;
  const { rows, here, gone } = arrivalsWithKept(answer, useKept());
  if (answer.rows.length === 0)
    return (
      <Empty title={t('还没有人报名', 'Nobody has signed up')}>
        {t('报名的人会列在这里。', 'Those who sign up are listed here.')}
      </Empty>
    );
  return (
    <>
      <Figures>
        <FigureCard
          name={t('在场', 'Here')}
          value={String(here)}
          note={t(`报名 ${answer.counts.signed_up} 人`, `${answer.counts.signed_up} signed up`)}
        />
        <FigureCard name={t('已签退', 'Gone')} value={String(gone)} />
        {answer.counts.uninsured > 0 && (
          <FigureCard
            name={t('没有保险', 'Uninsured')}
            value={String(answer.counts.uninsured)}
            gap
            note={t('不能签到', 'cannot check in')}
          />
        )}
      </Figures>
      <div className="table-scroll" role="region" aria-label={t('到场名单', 'Arrivals')} tabIndex={0}>
        <table className="led stacks" role="table">
          <caption className="unseen">{t('到场名单，最新在前', 'Arrivals, latest first')}</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {t('志愿者', 'Volunteer')}
              </th>
              <th scope="col" role="columnheader">
                {t('编号', 'Number')}
              </th>
              <th scope="col" role="columnheader">
                {t('状态', 'State')}
              </th>
              <th scope="col" role="columnheader">
                {t('签到', 'In')}
              </th>
              <th scope="col" role="columnheader">
                {t('最近', 'Last')}
              </th>
              <th scope="col" role="columnheader">
                {t('来源', 'Source')}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup" aria-live="polite">
            {rows.map((row) => (
              <tr key={row.volunteer_id} role="row" className={row.state === 'checked_in' ? 'fresh' : undefined}>
                <td role="cell">
                  <Masked text={row.name} />
                </td>
                <td role="cell" data-label={t('编号', 'Number')}>
                  {row.number}
                </td>
                <td role="cell" data-label={t('状态', 'State')}>
                  {attendanceStateNames[row.state][language]}
                  {answer.can.propose && isCheckOutForgotten(row.state, new Date(answer.shift.ends_at), new Date()) && (
                    <>
                      {' '}
                      <Link
                        href={`/records/back-fill/${answer.shift.id}?person=${row.volunteer_id}${row.first_in_at === null ? '' : `&from=${clock(row.first_in_at)}`}`}
                      >
                        {t('补签退', 'Add the check-out')}
                      </Link>
                    </>
                  )}
                  {row.kept.length > 0 && <span className="mute"> {t('待补传', 'kept here')}</span>}
                  {answer.shift.requires_insurance && !row.is_insured && (
                    <span className="red"> {t('没有保险', 'uninsured')}</span>
                  )}
                </td>
                <td role="cell" data-label={t('签到', 'In')}>
                  {row.first_in_at === null ? '–' : clock(row.first_in_at)}
                </td>
                <td role="cell" data-label={t('最近', 'Last')}>
                  {row.last_stamp_at === null ? '–' : clock(row.last_stamp_at)}
                </td>
                <td role="cell" data-label={t('来源', 'Source')}>
                  {row.source === null ? (
                    '–'
                  ) : (
                    <>
                      <SourceStamp of={row.source} small />
                      {row.is_late && <span className="mute"> {t('补传', 'late')}</span>}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
