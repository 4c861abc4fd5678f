import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select, Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { PersonSearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag, type State } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { moment, period, t } from '../../../ui/words.ts';
import { DownloadPeople } from '../../DownloadPeople.tsx';
import { Page } from '../../Page.tsx';
import '../projects.css';

export type RosterAnswer = Answer<'get', '/api/activities/{activity_id}/roster'>;
export type RosterRow = RosterAnswer['rows'][number];
const shows = ['seat', 'waitlist', 'ended'] as const;

export function rosterQuery(filters: Readonly<Record<string, string>>) {
  const show = shows.find((each) => each === filters['show']);
  return { ...(filters['shift_id'] ? { shift_id: filters['shift_id'] } : {}), ...(show ? { show } : {}) };
}

export default function Roster({ params }: { params: Readonly<Record<string, string>> }) {
  const activity_id = params['activity_id'] ?? '';
  const { filters } = useFilters();
  const [words] = usePersonWords(`roster ${activity_id}`);
  const read = useRead(
    '/api/activities/{activity_id}/roster',
    { path: { activity_id }, query: rosterQuery(filters), ...personHeader(words) },
    { keepPrevious: true },
  );
  const [dialog, setDialog] = useState<'message' | 'invite' | null>(null);
  const [absent, setAbsent] = useState<RosterRow | null>(null);
  const search = new URLSearchParams(rosterQuery(filters)).toString();
  return (
    <Page>
      <Reading of={read} what={t('名单', 'the roster')}>
        {(roster) => (
          <>
            <PageHead
              title={t('报名名单', 'Roster')}
              beside={roster.place}
              crumbs={[
                { words: t('项目', 'Projects'), href: '/projects' },
                { words: roster.title, href: `/projects/activities/${activity_id}` },
                { words: t('名单', 'Roster') },
              ]}
              actions={
                <>
                  {roster.can.invite && <Button onClick={() => setDialog('invite')}>{t('邀请', 'Invite')}</Button>}
                  <DownloadPeople path={`/api/activities/${activity_id}/roster.xlsx?${search}`} words={words}>
                    Excel
                  </DownloadPeople>
                  <LinkButton icon="file" href={`/projects/activities/${activity_id}/roster/print?${search}`}>
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

export function placeWords(row: RosterRow): [State, string] {
  if (row.ended_as === 'withdrawn') return ['none', t('已退出', 'Withdrawn')];
  if (row.ended_as === 'withdrawn_late') return ['behind', t('临时退出', 'Late withdrawal')];
  if (row.ended_as === 'no_show') return ['late', t('未到', 'Did not come')];
  if (row.ended_as === 'cancelled') return ['none', t('活动取消', 'Cancelled')];
  return row.place === 'seat'
    ? ['ok', row.promoted_at === null ? t('有名额', 'Seat') : t('候补转正', 'Seat, moved up')]
    : ['due', t(`候补 ${row.waitlist_place ?? ''}`, `Waiting ${row.waitlist_place ?? ''}`)];
}

function columns(onAbsent: (row: RosterRow) => void): readonly Column<RosterRow>[] {
  return [
    {
      key: 'name',
      label: t('姓名', 'Name'),
      cell: (row) =>
        row.is_minor ? (
          <>
            {row.name} <Tag state="behind">{t('未成年', 'Minor')}</Tag>
          </>
        ) : (
          row.name
        ),
    },
    {
      key: 'place',
      label: t('名额', 'Place'),
      cell: (row) => {
        const [state, words] = placeWords(row);
        return <Tag state={state}>{words}</Tag>;
      },
    },
    { key: 'shift', label: t('班次', 'Shift'), cell: (row) => moment(row.starts_at) },
    { key: 'number', label: t('志愿者编号', 'Number'), cell: (row) => row.volunteer_number },
    { key: 'phone', label: t('手机', 'Phone'), cell: (row) => row.phone_hint ?? '' },
    { key: 'age', label: t('年龄', 'Age'), right: true, cell: (row) => row.age ?? '' },
    { key: 'organization', label: t('组织', 'Unit'), cell: (row) => row.organization_name },
    { key: 'companion', label: t('陪同家长', 'With parent'), cell: (row) => row.accompanied_by_name ?? '' },
    { key: 'signed', label: t('报名', 'Signed up'), cell: (row) => moment(row.signed_up_at) },
    { key: 'reason', label: t('原因', 'Reason'), hidden: true, cell: (row) => row.end_reason ?? '' },
    {
      key: 'act',
      label: t('操作', 'Action'),
      cell: (row) =>
        row.can.record_no_show ? (
          <Button
            kind="text"
            label={t(`登记${row.name}未到`, `Record that ${row.name} did not come`)}
            onClick={() => onAbsent(row)}
          >
            {t('登记未到', 'Absent')}
          </Button>
        ) : null,
    },
  ];
}

type DialogProps = { open: boolean; onClose: () => void; activity_id: string; roster: RosterAnswer };

function MessageDialog({ open, onClose, activity_id, roster }: DialogProps) {
  const [text, setText] = useState('');
  const [shift_id, setShift] = useState('');
  const send = useWrite('post', '/api/activities/{activity_id}/messages', ['/api/activities/{activity_id}/roster']);
  async function go(): Promise<void> {
    const done = await send.send({ path: { activity_id }, body: { text, ...(shift_id === '' ? {} : { shift_id }) } });
    if (done) {
      setText('');
      onClose();
      toast(t(`已发给 ${done.recipients} 人`, `Sent to ${done.recipients} people`));
    }
  }
  return (
    <Dialog open={open} title={t('给名单上的人发消息', 'Message the roster')} onClose={onClose}>
      <Form problem={send.problem} onSubmit={() => void go()}>
        <Select
          name="shift_id"
          label={t('发给', 'To')}
          value={shift_id}
          onChange={setShift}
          empty={t('全部班次', 'All shifts')}
          options={roster.shifts.map((shift) => ({ value: shift.id, label: period(shift.starts_at, shift.ends_at) }))}
        />
        <Textarea name="text" label={t('说什么', 'Message')} value={text} onChange={setText} />
        <div className="actions">
          <Button onClick={onClose}>{t('先不发', 'Not now')}</Button>
          <Button kind="do" type="submit" running={send.running}>
            {t('发出', 'Send')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function InviteDialog({ open, onClose, activity_id, roster }: DialogProps) {
  const [numbers, setNumbers] = useState('');
  const [message, setMessage] = useState('');
  const [shift_id, setShift] = useState(roster.shifts[0]?.id ?? '');
  const invite = useWrite('post', '/api/activities/{activity_id}/shifts/{shift_id}/invitations', [
    '/api/activities/{activity_id}/roster',
  ]);
  async function go(): Promise<void> {
    const done = await invite.send({
      path: { activity_id, shift_id },
      body: { volunteer_numbers: numbers.split(/[\s,，、]+/).filter((each) => each !== ''), message },
    });
    if (done === undefined) return;
    toast(
      t(`邀请了 ${done.invited} 人，等他们答复`, `${done.invited} invited; they decide`) +
        (done.unknown.length > 0
          ? t(`；没找到：${done.unknown.join('、')}`, `; not found: ${done.unknown.join(', ')}`)
          : ''),
    );
    setNumbers('');
    onClose();
  }
  return (
    <Dialog open={open} title={t('邀请志愿者', 'Invite volunteers')} onClose={onClose}>
      <Form problem={invite.problem} onSubmit={() => void go()}>
        <p className="soft">
          {t('去不去由本人定，邀请不占名额。', 'They decide themselves; an invitation holds no place.')}
        </p>
        <Select
          name="shift_id"
          label={t('班次', 'Shift')}
          value={shift_id}
          onChange={setShift}
          options={roster.shifts.map((shift) => ({ value: shift.id, label: period(shift.starts_at, shift.ends_at) }))}
        />
        <Textarea
          name="volunteer_numbers"
          label={t('志愿者编号', 'Volunteer numbers')}
          hint={t('一行一个，或用空格隔开', 'One a line, or separated by spaces')}
          value={numbers}
          onChange={setNumbers}
        />
        <Textarea
          name="message"
          label={t('附一句话', 'A word with it')}
          optional
          rows={2}
          value={message}
          onChange={setMessage}
        />
        <div className="actions">
          <Button onClick={onClose}>{t('先不邀请', 'Not now')}</Button>
          <Button kind="do" type="submit" running={invite.running}>
            {t('发出邀请', 'Invite')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function NoShow({ row, activity_id, onClose }: { row: RosterRow; activity_id: string; onClose: () => void }) {
  const record = useWrite('put', '/api/activities/{activity_id}/sign-ups/{volunteer_id}/{sign_up_id}/no-show', [
    '/api/activities/{activity_id}/roster',
  ]);
  return (
    <Ask
      open
      title={t(`登记${row.name}未到？`, `Record that ${row.name} did not come?`)}
      onClose={onClose}
      verb={t('登记未到', 'Record')}
      leave={t('先不登记', 'Not now')}
      running={record.running}
      problem={record.problem}
      effects={[
        { what: t('本人', 'The person'), value: t('收到通知，可以提出不对', 'is told and can object') },
        { what: t('时数', 'Hours'), value: t('没有签到，不产生时数', 'none without a check-in') },
      ]}
      reason={{ label: t('情况', 'What happened') }}
      onConfirm={(reason) =>
        void record
          .send({ path: { activity_id, volunteer_id: row.volunteer_id, sign_up_id: row.sign_up_id }, body: { reason } })
          .then((done) => {
            if (done) onClose();
          })
      }
    />
  );
}
