import { ownDesk } from '../../../domain/paths.ts';
import type { PresenceSource } from '../../../domain/records/presence.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Masked } from '../../ui/Person.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { SourceStamp } from '../../ui/SourceStamp.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { duration, moment, t } from '../../ui/words.ts';

const rows: readonly {
  id: string;
  name: string;
  source: PresenceSource;
  minutes: number;
  at: string;
  late: boolean;
}[] = [
  { id: '1', name: '林○○', source: 'rotating_code', minutes: 190, at: '2026-11-15T04:10:00Z', late: true },
  { id: '2', name: '沙马○○', source: 'back_fill', minutes: 90, at: '2026-11-08T04:10:00Z', late: false },
  { id: '3', name: '王○', source: 'self_declared', minutes: 60, at: '2026-11-03T08:00:00Z', late: false },
];

export function ListParts() {
  return (
    <section className="full">
      <h2 className="title">{t('列表', 'List')}</h2>
      <Chips
        filters={[
          {
            name: 'state',
            label: t('状态', 'State'),
            options: [{ value: 'wait', label: t('待确认', 'Waiting'), count: 38 }],
          },
          { name: 'source', label: t('来源', 'Source'), options: [{ value: 'sign', label: t('签到签退', 'Checked') }] },
        ]}
      >
        <SearchBox label={t('找人', 'Find a person')} />
      </Chips>
      <DataTable
        name="gallery"
        label={t('服务记录', 'Service records')}
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        rowHref={(row) => ownDesk.gallery({ row: row.id })}
        hot={(row) => row.late}
        total={38}
        more={{ load: () => undefined, running: false }}
        columns={[
          { key: 'name', label: t('志愿者', 'Volunteer'), cell: (row) => <Masked text={row.name} />, sort: 'name' },
          {
            key: 'state',
            label: t('状态', 'State'),
            cell: (row) => (
              <Tag state={row.late ? 'late' : 'due'}>{row.late ? t('逾期', 'Late') : t('待确认', 'Waiting')}</Tag>
            ),
          },
          { key: 'source', label: t('来源', 'Source'), cell: (row) => <SourceStamp of={row.source} small withWords /> },
          { key: 'at', label: t('时间', 'When'), cell: (row) => moment(row.at), sort: 'at' },
          {
            key: 'minutes',
            label: t('时长', 'Duration'),
            right: true,
            cell: (row) => <b className="fig">{duration(row.minutes)}</b>,
            sort: 'minutes',
          },
        ]}
        bulk={(chosen, clear) => (
          <Button kind="do" onClick={clear}>
            {t(`确认 ${chosen.length} 条`, `Confirm ${chosen.length}`)}
          </Button>
        )}
      />
    </section>
  );
}
