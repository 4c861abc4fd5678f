import { useState } from 'react';
import { Link } from 'wouter';
import { confirmationStandings, qualities, qualityNames, type Quality } from '../../../../domain/records/attendance.ts';
import type { Answer } from '../../../api/client.ts';
import { usePages, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, type Column } from '../../../ui/DataTable.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NumberInput, Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { useFilters } from '../../../ui/query-string.ts';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { TodayBoards } from '../../../ui/TodayBoards.tsx';
import { toast } from '../../../ui/toast.tsx';
import { clock, duration, plural, shortDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { RecordsTree } from './RecordsTree.tsx';
import '../records.css';

type Row = Answer<'get', '/api/confirmations'>['rows'][number];

/** P27: hours appear after the leader confirms, one by one or many at once, each with its evaluation. */
export default function Confirmations() {
  const { filters } = useFilters();
  const shift = filters['shift'];
  const standing = confirmationStandings.find((one) => one === filters['standing']);
  const list = usePages('/api/confirmations', {
    query: {
      limit: 100,
      ...(shift === undefined ? {} : { shift_id: shift }),
      ...(standing === undefined ? {} : { standing }),
    },
  });
  const [chosen, setChosen] = useState<readonly Row[] | null>(null);
  return (
    <Page tree={<RecordsTree at="/records" />}>
      <PageHead
        title={t('待确认', 'To confirm')}
        crumbs={[{ words: t('记录', 'Records') }, { words: t('待确认', 'To confirm') }]}
      />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'standing',
              label: t('情况', 'Standing'),
              options: confirmationStandings.map((one) => ({ value: one, label: standingWords(one) })),
            },
          ]}
        />
      </div>
      <div className="block">
        <TodayBoards />
        <Reading of={list.read} what={t('待确认的签到', 'attendances')}>
          {(rows) => (
            <DataTable
              name="confirmations"
              label={t('待确认的签到', 'Attendances to confirm')}
              columns={columns((row) => setChosen([row]))}
              rows={rows}
              rowKey={(row) => row.attendance_id}
              more={list.more}
              rowName={(row) => `${row.name} ${row.activity_title}`}
              hot={(row) => row.standing === 'stamp_missing'}
              bulk={(picked, clear) => (
                <ConfirmButton
                  picked={picked}
                  onOpen={(able) => {
                    setChosen(able);
                    clear();
                  }}
                />
              )}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('都确认完了', 'All confirmed')}>
                        {t('有人签退后，会出现在这里。', 'Those who check out appear here.')}
                      </Empty>
                    ),
                  }
                : {})}
            />
          )}
        </Reading>
      </div>
      {chosen !== null && <ConfirmDialog rows={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function standingWords(standing: Row['standing']): string {
  return {
    serving: t('服务中', 'Serving now'),
    to_confirm: t('等确认', 'To confirm'),
    stamp_missing: t('没签退，要补', 'Check-out missing'),
    asked: t('补签在办', 'Being corrected'),
  }[standing];
}

/** A running service is never red; who forgot to check out gets a way on. */
function outWords(row: Row) {
  if (row.standing !== 'stamp_missing') return <span className="mute">{standingWords(row.standing)}</span>;
  const from = row.first_in_at === null ? '' : `&from=${clock(row.first_in_at)}`;
  return (
    <>
      <span className="red">{row.first_in_at === null ? t('没签到', 'no check-in') : t('没签退', 'missing')}</span>
      {row.can.propose && (
        <>
          {' '}
          <Link href={`/records/back-fill/${row.shift_id}?person=${row.volunteer_id}${from}`}>
            {t('补签退', 'Add the check-out')}
          </Link>
        </>
      )}
    </>
  );
}

const sameCode = (others: number): string =>
  t(`和另外 ${others} 人同一个码`, `same code as ${others} ${plural(others, 'other', 'others')}`);

function ConfirmButton({ picked, onOpen }: { picked: readonly Row[]; onOpen: (able: readonly Row[]) => void }) {
  const able = picked.filter((row) => row.can.confirm);
  return (
    <Button
      kind="do"
      notNow={
        able.length === 0
          ? t(
              '所选的还没有签退，或是您本人的、您凭编号姓名登记的',
              'not checked out yet, your own, or entered by you by number and name',
            )
          : undefined
      }
      onClick={() => onOpen(able)}
    >
      {t(`确认 ${able.length} 人`, `Confirm ${able.length}`)}
    </Button>
  );
}

function columns(onConfirm: (row: Row) => void): readonly Column<Row>[] {
  return [
    { key: 'name', label: t('志愿者', 'Volunteer'), cell: (row) => <Masked text={row.name} /> },
    {
      key: 'number',
      label: t('编号', 'Number'),
      cell: (row) => (
        <>
          {row.number}
          {row.adult_missing && <span className="red"> {t('家长没到', 'no parent came')}</span>}
        </>
      ),
    },
    {
      key: 'activity',
      label: t('活动', 'Activity'),
      cell: (row) => <Link href={`/records/board/${row.shift_id}`}>{row.activity_title}</Link>,
    },
    { key: 'day', label: t('日期', 'Day'), cell: (row) => shortDay(row.service_day) },
    {
      key: 'planned',
      label: t('计划', 'Planned'),
      cell: (row) => `${clock(row.planned_from)}–${clock(row.planned_to)}`,
    },
    { key: 'in', label: t('签到', 'In'), cell: (row) => (row.first_in_at === null ? '–' : clock(row.first_in_at)) },
    {
      key: 'out',
      label: t('签退', 'Out'),
      cell: (row) => (row.last_out_at === null ? outWords(row) : clock(row.last_out_at)),
    },
    {
      key: 'source',
      label: t('来源', 'Source'),
      cell: (row) =>
        row.source === null ? (
          '–'
        ) : (
          <>
            <SourceStamp of={row.source} small />
            {row.is_late && <span className="mute"> {t('补传', 'late')}</span>}
            {row.same_late_code > 0 && <span className="red"> {sameCode(row.same_late_code)}</span>}
          </>
        ),
    },
    {
      key: 'minutes',
      label: t('在场', 'Present'),
      right: true,
      cell: (row) => <b className="fig">{duration(row.stamped_minutes)}</b>,
    },
    {
      key: 'act',
      label: t('操作', 'Action'),
      cell: (row) =>
        row.can.confirm ? (
          <Button kind="text" label={t(`确认${row.name}`, `Confirm ${row.name}`)} onClick={() => onConfirm(row)}>
            {t('确认', 'Confirm')}
          </Button>
        ) : null,
    },
  ];
}

function ConfirmDialog({ rows, onClose }: { rows: readonly Row[]; onClose: () => void }) {
  const [quality, setQuality] = useState<Quality>('good');
  const [content, setContent] = useState('');
  const [served, setServed] = useState('');
  const [note, setNote] = useState('');
  const confirming = useWrite('post', '/api/confirmations', ['/api/confirmations', '/api/service-records']);
  const language = preferences().language;
  const alone = rows.filter((row) => row.adult_missing);
  const together = rows.filter((row) => row.same_late_code > 0);
  async function send(): Promise<void> {
    const shared = {
      quality,
      ...(content.trim() === '' ? {} : { content: content.trim() }),
      ...(served === '' ? {} : { people_served: Number(served) }),
      ...(note.trim() === '' ? {} : { quality_note: note.trim() }),
    };
    const answer = await confirming.send({
      body: {
        lines: rows.map((row) => ({ volunteer_id: row.volunteer_id, attendance_id: row.attendance_id, ...shared })),
      },
    });
    if (answer === undefined) return;
    const posted = answer.results.filter((result) => result.record?.state === 'confirmed').length;
    const waiting = answer.results.filter(
      (result) => result.record !== null && result.record.state !== 'confirmed',
    ).length;
    const refused = answer.results.filter((result) => result.refusal !== null);
    toast(
      t(
        `${posted} 人入账${waiting > 0 ? `，${waiting} 人超长，等上级审核` : ''}`,
        `${posted} posted${waiting > 0 ? `, ${waiting} wait for a higher body` : ''}`,
      ),
    );
    for (const one of refused.slice(0, 3)) toast(one.refusal_sentence ?? '', 'trouble');
    onClose();
  }
  return (
    <Dialog open title={t(`确认 ${rows.length} 人的服务`, `Confirm the service of ${rows.length}`)} onClose={onClose}>
      <Form problem={confirming.problem} onSubmit={() => void send()}>
        <Select
          name="quality"
          label={t('服务评价', 'Evaluation')}
          value={quality}
          onChange={(value) => setQuality(value as Quality)}
          options={qualities.map((one) => ({ value: one, label: qualityNames[one][language] }))}
        />
        <TextInput
          name="content"
          label={t('做了什么', 'What was done')}
          hint={t('不填就用活动名称', 'Left out, the activity’s name stands')}
          optional
          value={content}
          onChange={setContent}
          maxLength={200}
        />
        <NumberInput
          name="people_served"
          label={t('服务了多少人', 'People served')}
          optional
          value={served}
          onChange={setServed}
          min={0}
          unit={t('人', 'people')}
        />
        <TextInput
          name="quality_note"
          label={t('评语', 'Remark')}
          optional
          value={note}
          onChange={setNote}
          maxLength={200}
        />
        {alone.length > 0 && (
          <p className="form-problem" role="note">
            {t(
              `有 ${alone.length} 个孩子要家长一起，家长没有签到；没看到家长的，先不要确认`,
              `${alone.length} children take part only with a parent, and no parent checked in: do not confirm where you saw none`,
            )}
          </p>
        )}
        {together.length > 0 && (
          <p className="form-problem" role="note">
            {t(
              `有 ${together.length} 人是事后补传的码，和别人的是同一个；没看到本人的，先不要确认`,
              `${together.length} sent a code late that others sent too: do not confirm whom you did not see`,
            )}
          </p>
        )}
        <p className="hint">
          {t(
            '时长按签到签退和计时规则算，不能手填。',
            'Minutes follow from the stamps and the rule book: they cannot be typed.',
          )}
        </p>
        <div className="actions">
          <Button onClick={onClose}>{t('先不确认', 'Not now')}</Button>
          <Button kind="do" type="submit" running={confirming.running}>
            {t('确认入账', 'Confirm and post')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
