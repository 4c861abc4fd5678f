import { Button } from '../../../ui/Button.tsx';
import type { Column } from '../../../ui/DataTable.tsx';
import { Tag, type State } from '../../../ui/Tag.tsx';
import { moment, t } from '../../../ui/words.ts';
import type { RosterRow } from './roster-shown.ts';

export function placeWords(row: RosterRow): [State, string] {
  if (row.ended_as === 'withdrawn') return ['none', t('已退出', 'Withdrawn')];
  if (row.ended_as === 'withdrawn_late') return ['behind', t('临时退出', 'Late withdrawal')];
  if (row.ended_as === 'no_show') return ['late', t('未到', 'Did not come')];
  if (row.ended_as === 'cancelled') return ['none', t('活动取消', 'Cancelled')];
  return row.place === 'seat'
    ? ['ok', row.promoted_at === null ? t('有名额', 'Seat') : t('候补转正', 'Seat, moved up')]
    : ['due', t(`候补 ${row.waitlist_place ?? ''}`, `Waiting ${row.waitlist_place ?? ''}`)];
}

export function columns(onAbsent: (row: RosterRow) => void): readonly Column<RosterRow>[] {
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
