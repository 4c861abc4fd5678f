import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { isExpired, NoAnswer } from '../../../api/problem.ts';
import { useOutbox, useReadableAfterSession } from '../../../api/session.ts';
import { useRead } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { OutboxList } from '../../../ui/OutboxList.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import type { PageProps } from '../../../ui/routes.tsx';
import { Reading } from '../../../ui/States.tsx';
import { clock, period, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { arrivalsWithQueued } from './arrivals.ts';
import { RecordsTree } from '../service/RecordsTree.tsx';
import { useOfflineBoards } from './use-offline-boards.ts';
import { useReturn, useArrivals } from './use-arrivals.ts';
import { Code } from './Code.tsx';
import { Arrivals } from './Arrivals.tsx';
import '../records.css';

/** The organiser's screen: the code that changes every 30 seconds, and who has arrived. */
export default function Board({ params }: PageProps) {
  const shiftId = params['shift_id'] ?? '';
  const code = useRead('/api/shifts/{shift_id}/code', { path: { shift_id: shiftId } }, { keepPrevious: true });
  // the code always asks the server, the list may be the one kept
  const isLost = code.error instanceof NoAnswer;
  const isOver = isExpired(code.error);
  useOfflineBoards();
  useReadableAfterSession();
  useReturn(isLost);
  const board = useRead(
    '/api/shifts/{shift_id}/board',
    { path: { shift_id: shiftId } },
    { refreshMs: 30_000, keepPrevious: true },
  );
  useArrivals(shiftId, isLost || isOver);
  const kept = useOutbox();
  const client = useQueryClient();
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['/api/shifts/{shift_id}/board'] });
  }, [client, kept.length]);
  const people = board.data === undefined ? [] : arrivalsWithQueued(board.data, kept).rows;
  const shift = board.data?.shift;
  return (
    <Page tree={<RecordsTree at={recordsDesk.boards()} />}>
      <PageHead
        title={shift?.activity_title ?? t('现场签到', 'Check-in board')}
        crumbs={[
          { words: t('记录', 'Records'), href: recordsDesk.confirmations() },
          { words: t('现场签到', 'Check-in now'), href: recordsDesk.boards() },
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
              <LinkButton href={recordsDesk.backFill({ shift_id: shiftId })}>
                {t('补录或导入', 'Back-fill or import')}
              </LinkButton>
            )}
            {board.data?.can.confirm && (
              <LinkButton kind="do" href={recordsDesk.confirmations({ shift: shiftId })}>
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
          <OutboxList title={t('没传上的，请看一下', 'Not taken by the server: please look')} refusedOnly />
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
