import { recordsDesk } from '../../../../domain/records/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import type { Answer } from '../../../api/client.ts';
import { Button } from '../../../ui/Button.tsx';
import type { Column } from '../../../ui/DataTable.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { clock, duration, plural, shortDay, t } from '../../../ui/words.ts';

export type Row = Answer<'get', '/api/confirmations'>['rows'][number];

export function standingWords(standing: Row['standing']): string {
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
  const from = row.first_in_at && clock(row.first_in_at);
  return (
    <>
      <span className="red">{row.first_in_at === null ? t('没签到', 'no check-in') : t('没签退', 'missing')}</span>
      {row.can.propose && (
        <>
          {' '}
          <Link href={recordsDesk.backFill({ shift_id: row.shift_id, person: row.volunteer_id, from })}>
            {t('补签退', 'Add the check-out')}
          </Link>
        </>
      )}
    </>
  );
}

const sameCode = (others: number): string =>
  t(`和另外 ${others} 人同一个码`, `same code as ${others} ${plural(others, 'other', 'others')}`);

export function ConfirmButton({ picked, onOpen }: { picked: readonly Row[]; onOpen: (able: readonly Row[]) => void }) {
  const able = picked.filter((row) => row.can.confirm);
  return (
    <Button
      kind="do"
      disabledReason={
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

export function columns(onConfirm: (row: Row) => void): readonly Column<Row>[] {
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
      cell: (row) => <Link href={recordsDesk.board({ shift_id: row.shift_id })}>{row.activity_title}</Link>,
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
