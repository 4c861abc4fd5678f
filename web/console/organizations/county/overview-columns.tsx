/** The columns of the county overview: each figure is counted by the product, or told by who visited. */
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { lineStates } from '../../../../domain/organizations/county-overview.ts';
import type { Answer } from '../../../api/client.ts';
import type { Column } from '../../../ui/DataTable.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, number, shortDay, t } from '../../../ui/words.ts';
import { FourSteps, Deadline } from './FourSteps.tsx';

export type Overview = Answer<'get', '/api/county-overview'>;
type Line = Overview['rows'][number];

export function columns(): readonly Column<Line>[] {
  return [
    { key: 'county', label: t('县（市、区）', 'County'), cell: (row) => row.county_name },
    { key: 'city', label: t('地市', 'City'), cell: (row) => <span className="soft">{row.city_name}</span> },
    {
      key: 'organization',
      label: t('组织', 'Organisation'),
      cell: (row) => row.organization_name ?? <span className="mute">{t('未成立', 'Not founded')}</span>,
    },
    {
      key: 'state',
      label: t('状态', 'State'),
      cell: (row) => <Tag state={row.state}>{t(lineStates[row.state].zh, lineStates[row.state].en)}</Tag>,
    },
    { key: 'steps', label: t('四步', 'Four steps'), cell: (row) => <FourSteps closed={row.closed_steps} /> },
    {
      key: 'bottleneck',
      label: t('卡在哪里', 'Stuck at'),
      cell: (row) => (
        <span className="gives" title={row.bottleneck ?? ''}>
          {row.bottleneck ?? ''}
        </span>
      ),
    },
    {
      key: 'due',
      label: t('期限', 'Deadline'),
      cell: (row) => (
        <>
          <Deadline days={row.days_left} state={row.state} />
          <FromVisit row={row} cell="due" />
        </>
      ),
    },
    { key: 'class', label: t('类别', 'Class'), cell: (row) => row.class, hidden: true }, // G27
    {
      key: 'next',
      label: t('下一步', 'Next'),
      cell: (row) => (
        <span className="soft gives" title={row.next_step}>
          {row.next_step}
        </span>
      ),
    },
    {
      key: 'members',
      label: t('会员', 'Members'),
      right: true,
      cell: (row) => <Counted row={row} cell="members" />,
      value: (row) => row.members,
    },
    {
      key: 'staff',
      label: t('专职', 'Staff'),
      right: true,
      cell: (row) => <Counted row={row} cell="staff" />,
      value: (row) => row.staff,
      hidden: true,
    },
    { key: 'area', label: t('片区', 'Area'), cell: (row) => row.area ?? '', hidden: true },
    {
      key: 'watcher',
      label: t('盯县干部', 'Watcher'),
      cell: (row) => row.watcher ?? <span className="mute">{t('未定', 'None')}</span>,
    },
    {
      key: 'responsible',
      label: t('负责人', 'Responsible'),
      cell: (row) => (
        <>
          {row.responsible ?? ''}
          <FromVisit row={row} cell="responsible" />
        </>
      ),
    },
    {
      key: 'updated',
      label: t('更新', 'Updated'),
      right: true,
      cell: (row) => <span className="mute">{row.updated_on === null ? '' : shortDay(row.updated_on)}</span>,
    },
  ];
}

type Cell = Line['sources'][number]['cell'];

/** G18: the value stands there since a visit; the mark says from what it was corrected and opens the visit. */
function FromVisit({ row, cell }: { row: Line; cell: Cell }) {
  const source = row.sources.find((one) => one.cell === cell);
  if (source === undefined) return null;
  const words = t(
    `${longDay(source.visited_on)}实地调研后更正${source.before === null ? '' : `，原为 ${source.before}`}`,
    `Corrected after the visit of ${longDay(source.visited_on)}${source.before === null ? '' : `; it was ${source.before}`}`,
  );
  return (
    <>
      {' '}
      <Link
        className="from-visit"
        href={organizationsDesk.organizations({ at: source.organization_id, part: 'tasks' })}
        title={words}
        aria-label={words}
      >
        {t('调', 'visit')}
      </Link>
    </>
  );
}

function Counted({ row, cell }: { row: Line; cell: 'members' | 'staff' }) {
  const value = row[cell];
  return value === null ? (
    <span className="mute" title={t('没有填', 'Not recorded')}>
      —
    </span>
  ) : (
    <>
      <span className="fig">{number(value)}</span>
      <FromVisit row={row} cell={cell} />
    </>
  );
}
