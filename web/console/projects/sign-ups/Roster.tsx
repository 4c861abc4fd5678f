import { useState } from 'react';
import { projectsDesk } from '../../../../domain/projects/paths.ts';
import { useRead } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { PersonSearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { moment, period, t } from '../../../ui/words.ts';
import { DownloadPeople } from '../../DownloadPeople.tsx';
import { Page } from '../../Page.tsx';
import { rosterQuery, type RosterRow } from './roster-shown.ts';
import { columns } from './roster-columns.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { NoShow } from './NoShow.tsx';
import '../projects.css';

export default function Roster({ params }: { params: Readonly<Record<string, string>> }) {
  const activity_id = params['activity_id'] ?? '';
  const { filters } = useFilters();
  const [words] = usePersonWords(`roster ${activity_id}`);
  const shown = rosterQuery(filters);
  const read = useRead(
    '/api/activities/{activity_id}/roster',
    { path: { activity_id }, query: shown, ...personHeader(words) },
    { keepPrevious: true },
  );
  const [dialog, setDialog] = useState<'message' | 'invite' | null>(null);
  const [absent, setAbsent] = useState<RosterRow | null>(null);
  const search = new URLSearchParams(shown).toString();
  return (
    <Page>
      <Reading of={read} what={t('名单', 'the roster')}>
        {(roster) => (
          <>
            <PageHead
              title={t('报名名单', 'Roster')}
              beside={roster.place}
              crumbs={[
                { words: t('项目', 'Projects'), href: projectsDesk.projects() },
                { words: roster.title, href: projectsDesk.activity({ activity_id }) },
                { words: t('名单', 'Roster') },
              ]}
              actions={
                <>
                  {roster.can.invite && <Button onClick={() => setDialog('invite')}>{t('邀请', 'Invite')}</Button>}
                  <DownloadPeople path={`/api/activities/${activity_id}/roster.xlsx?${search}`} words={words}>
                    Excel
                  </DownloadPeople>
                  <LinkButton icon="file" href={projectsDesk.printSignedUp({ activity_id, ...shown })}>
                    {t('打印', 'Print')}
                  </LinkButton>
                  {roster.can.message && (
                    <Button kind="do" icon="speech" onClick={() => setDialog('message')}>
                      {t('发消息', 'Send a message')}
                    </Button>
                  )}
                </>
              }
            />
            <div className="filt">
              <Chips
                filters={[
                  {
                    name: 'shift_id',
                    label: t('班次', 'Shift'),
                    options: roster.shifts.map((shift) => ({
                      value: shift.id,
                      label: period(shift.starts_at, shift.ends_at),
                      count: shift.seats_taken,
                    })),
                  },
                  {
                    name: 'show',
                    label: t('名额', 'Place'),
                    options: [
                      { value: 'seat', label: t('有名额', 'Seats') },
                      { value: 'waitlist', label: t('候补', 'Waiting') },
                      { value: 'ended', label: t('退出和未到', 'Withdrawn and absent') },
                    ],
                  },
                ]}
              />
              <span className="sp">
                <PersonSearchBox
                  list={`roster ${activity_id}`}
                  label={t('姓名、拼音首字母、编号、手机尾号', 'Name, number, last digits')}
                />
              </span>
            </div>
            <div className="block">
              <DataTable
                name="roster"
                label={t('报名名单', 'Roster')}
                columns={columns(setAbsent)}
                rows={roster.rows}
                rowKey={(row) => row.sign_up_id}
                state={
                  roster.rows.length === 0 ? (
                    <Empty title={t('没有人', 'Nobody')}>
                      {t('还没有人报名，或没有符合条件的。', 'Nobody signed up yet, or nobody fits the filters.')}
                    </Empty>
                  ) : undefined
                }
              />
              {roster.messages.length > 0 && (
                <>
                  <h2 className="title">{t('发过的消息', 'Messages sent')}</h2>
                  <ul className="shift-rows">
                    {roster.messages.map((message) => (
                      <li key={message.id}>
                        {message.text}
                        <span className="soft">
                          {moment(message.sent_at)} {message.sent_by_name}{' '}
                          {t(`${message.recipients} 人`, `${message.recipients} people`)}
                        </span>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </div>
            <MessageDialog
              open={dialog === 'message'}
              onClose={() => setDialog(null)}
              activity_id={activity_id}
              roster={roster}
            />
            <InviteDialog
              open={dialog === 'invite'}
              onClose={() => setDialog(null)}
              activity_id={activity_id}
              roster={roster}
            />
            {absent && <NoShow row={absent} activity_id={activity_id} onClose={() => setAbsent(null)} />}
          </>
        )}
      </Reading>
    </Page>
  );
}
