/** The history of one service record, the same for the volunteer on the phone and for staff. */
import type { Answer } from '../api/client.ts';
import { actionWordsIn } from '../../domain/audit-actions.ts';
import { recordsActions } from '../../domain/records/audit-actions.ts';
import { qualityNames } from '../../domain/records/attendance.ts';
import { sourceTable } from '../../domain/records/presence.ts';
import { KeyValues } from './KeyValues.tsx';
import { preferences } from './preferences.ts';
import { SourceStamp } from './SourceStamp.tsx';
import { Timeline, type TimelineEvent } from './Timeline.tsx';
import { clocksOf, duration, longDay, longMoment, moment, t } from './words.ts';

export type RecordAnswer = Answer<'get', '/api/service-records/{volunteer_id}/{record_id}'>;

export function RecordSummary({ record }: { record: RecordAnswer }) {
  const language = preferences().language;
  const isStruck = record.state === 'reversed' || record.state === 'superseded';
  return (
    <KeyValues
      rows={[
        {
          key: isStruck ? t('原计入', 'Counted') : t('计入', 'Counts'),
          value: (
            <>
              <SourceStamp of={record.source} small />{' '}
              <b className="fig">{isStruck ? <s>{duration(record.minutes)}</s> : duration(record.minutes)}</b>{' '}
              {record.balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary')}
            </>
          ),
          note:
            record.book.version === 0
              ? record.book.name
              : t(
                  `${record.book.name}，第 ${record.book.version} 版`,
                  `${record.book.name}, version ${record.book.version}`,
                ),
        },
        {
          key: t('怎么算的', 'How it was counted'),
          value: (
            <ol className="record-steps">
              {record.steps.map((step, index) => (
                <li key={index}>
                  {step[language]}
                  <b className="fig">{duration(step.minutes)}</b>
                </li>
              ))}
            </ol>
          ),
        },
        {
          key: t('时间', 'Time'),
          value: `${longDay(record.service_day)} ${clocksOf(record.started_at, record.ended_at, record.minutes).join(t(' 至 ', ' to '))}`,
        },
        { key: t('地点', 'Place'), value: record.place },
        { key: t('服务内容', 'Content'), value: record.content },
        {
          key: t('服务对象', 'People served'),
          value: record.people_served === null ? null : t(`${record.people_served} 人`, String(record.people_served)),
        },
        {
          key: t('评价', 'Evaluation'),
          value: record.quality === null ? null : qualityNames[record.quality][language],
          note: record.quality_note,
        },
        { key: t('组织', 'Organisation'), value: record.organization_name },
        { key: t('负责人', 'In charge'), value: record.person_in_charge },
        { key: t('记录人', 'Recorded by'), value: record.recorded_by, note: longMoment(record.recorded_at) },
        {
          key: t('证明', 'Certificates'),
          value:
            record.certificates.length === 0
              ? null
              : record.certificates
                  .map((one) => `${one.number}${one.is_superseded ? t('，已被更正', ', superseded') : ''}`)
                  .join(t('；', '; ')),
        },
      ]}
    />
  );
}

export function RecordTimeline({ record }: { record: RecordAnswer }) {
  const stamped = new Set(['records.check_in', 'records.check_out', 'records.declare']);
  const stamps = record.stamps.map((stamp, index): TimelineEvent & { sort: string } => ({
    key: `stamp ${index}`,
    sort: stamp.stamped_at,
    at: stamp.stamped_at,
    who: sourceTable[stamp.source].strength < 3 ? 'weak' : 'person',
    title: (
      <>
        <SourceStamp of={stamp.source} small /> {stamp.direction === 'in' ? t('签到', 'In') : t('签退', 'Out')}
      </>
    ),
    children: [
      sourceTable[stamp.source][preferences().language],
      stamp.is_late
        ? t(`离线存下，${moment(stamp.arrived_at)} 补传`, `kept offline, arrived ${moment(stamp.arrived_at)}`)
        : '',
      stamp.is_inside === null
        ? ''
        : t(`在场内，精度 ${stamp.accuracy_metres ?? 0} 米`, `inside, accuracy ${stamp.accuracy_metres ?? 0} m`),
      stamp.code_step === null ? '' : t(`步号 ${stamp.code_step}`, `step ${stamp.code_step}`),
    ]
      .filter(Boolean)
      .join(t('，', ', ')),
  }));
  const events = record.events
    .filter((event) => !stamped.has(event.action))
    .map((event, index): TimelineEvent & { sort: string } => ({
      key: `event ${index}`,
      sort: event.at,
      at: event.at,
      who: event.action === 'records.eliminate' ? 'hot' : 'person',
      title: actionWordsIn(recordsActions, event.action)[preferences().language],
      children: [event.actor_name, event.reason].filter((part) => part !== null && part !== '').join(t('：', ': ')),
    }));
  const transfers = record.transfers.map((transfer): TimelineEvent & { sort: string } => ({
    key: transfer.id,
    sort: `${transfer.posted_at}~`,
    at: transfer.posted_at,
    who: 'machine',
    title: t(
      `账本 ${transfer.amount > 0 ? '+' : ''}${duration(transfer.amount)}`,
      `Ledger ${transfer.amount > 0 ? '+' : ''}${duration(transfer.amount)}`,
    ),
    children: t(
      `余额 ${duration(transfer.balance_after)}，指纹 ${transfer.hash.slice(0, 8)}`,
      `balance ${duration(transfer.balance_after)}, fingerprint ${transfer.hash.slice(0, 8)}`,
    ),
  }));
  return <Timeline events={[...stamps, ...events, ...transfers].sort((a, b) => (a.sort < b.sort ? -1 : 1))} />;
}
