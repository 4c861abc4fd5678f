/** The county overview as a sheet. */
import { lineStates } from '../../../domain/organizations/county-overview.ts';
import type { OverviewLine } from './county-overview.ts';

export const overviewColumns = [
  { header: '序号', width: 6 },
  { header: '地市' },
  { header: '县（市、区）' },
  { header: '组织', width: 28 },
  { header: '组织数', width: 8 },
  { header: '状态' },
  { header: '四步', width: 8 },
  { header: '卡在哪里', width: 24 },
  { header: '期限' },
  { header: '下一步', width: 32 },
  { header: '片区' },
  { header: '盯县干部' },
  { header: '负责人' },
  { header: '会员', width: 8 },
  { header: '专职', width: 8 },
  { header: '依据调研', width: 28 },
  { header: '更新' },
] as const;

export function overviewCells(line: OverviewLine, index: number): (string | number)[] {
  return [
    index + 1,
    line.city_name,
    line.county_name,
    line.organization_name ?? '未成立',
    line.organizations,
    lineStates[line.state].zh,
    `${line.closed_steps.length}/4`,
    line.bottleneck ?? '',
    line.due_on ?? '',
    line.next_step,
    line.area ?? '',
    line.watcher ?? '',
    line.responsible ?? '',
    line.members ?? '',
    line.staff ?? '',
    line.sources
      .map((one) => `${cellNames[one.cell]} ${one.visited_on}${one.before === null ? '' : `（原 ${one.before}）`}`)
      .join('；'),
    line.updated_on ?? '',
  ];
}

const cellNames = { due: '期限', responsible: '负责人', members: '会员', staff: '专职' } as const;
