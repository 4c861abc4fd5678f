import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { ownPhone } from '../../../domain/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { usePages, useRead } from '../../api/query.ts';
import type { Answer } from '../../api/client.ts';
import { sealNames, seals, sourceTable, type Seal } from '../../../domain/records/presence.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { OutboxList } from '../../ui/OutboxList.tsx';
import { SourceStamp } from '../../ui/SourceStamp.tsx';
import { preferences } from '../../ui/preferences.ts';
import { useFilters } from '../../ui/query-string.ts';
import { Empty, Reading } from '../../ui/States.tsx';
import { clock, clocksOf, duration, longMoment, month, shortDay, span, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { HoursStars } from './HoursStars.tsx';
import './hours.css';

type Sums = Answer<'get', '/api/my/hours'>;
export type HoursRow = Sums['rows'][number];
type Listed = ReturnType<typeof usePages<'/api/my/hours'>>;

/** My hours with where each came from: what is proven and what is taken on word are never added up. */
export default function Hours() {
  const child = useFilters().filters['child'];
  const whose = child === undefined ? {} : { child_id: child };
  const sums = useRead('/api/my/hours', { query: { limit: 1, ...whose } });
  const list = usePages('/api/my/hours', { query: { limit: 40, ...whose } });
  const sum = (
    <Reading of={sums} what={t('时数', 'hours')}>
      {(answer) => <Sum answer={answer} />}
    </Reading>
  );
  if (child !== undefined)
    return (
      <Screen title={t('孩子的时数', 'The child’s hours')} back={volunteersPhone.guardian()}>
        {sum}
        <List list={list} own={false} />
      </Screen>
    );
  return (
    <Screen
      title={t('我的时数', 'My hours')}
      back={ownPhone.home()}
      tabs
      corner={
        <Link className="ic word" href={recordsPhone.hoursInPeriod()}>
          {t('查时段', 'By period')}
        </Link>
      }
      action={
        <>
          <LinkButton href={recordsPhone.corrections()}>{t('有误要更正', 'Something is wrong')}</LinkButton>
          <LinkButton kind="do" href={recordsPhone.certificates()}>
            {t('开时数证明', 'Get a certificate')}
          </LinkButton>
        </>
      }
    >
      <OutboxList title={t('存在这台手机里', 'Kept on this phone')} remedy={recordsPhone.corrections()} />
      {sum}
      <HoursStars />
      <List list={list} own />
    </Screen>
  );
}

function List({ list, own }: { list: Listed; own: boolean }) {
  return (
    <Reading of={list.read} what={t('服务记录', 'records')}>
      {(rows) =>
        rows.length === 0 ? (
          <div className="block">
            <Empty
              title={t('还没有服务记录', 'No service yet')}
              action={
                own && (
                  <LinkButton href={projectsPhone.activities()}>{t('去找一场服务', 'Find an activity')}</LinkButton>
                )
              }
            >
              {t(
                '签到、签退，队长确认后，时数就在这里。',
                'Check in, check out, and once the leader confirms, the hours stand here.',
              )}
            </Empty>
          </div>
        ) : (
          <div className="hours-list">
            {byMonth(rows).map(([name, ofMonth]) => (
              <section key={name}>
                <h2 className="title">
                  {month(name)}
                  <span>{t(`已入账 ${span(posted(ofMonth))}`, `${span(posted(ofMonth))} posted`)}</span>
                </h2>
                <ul>
                  {ofMonth.map((row) => (
                    <Line key={row.record_id ?? row.attendance_id} row={row} own={own} />
                  ))}
                </ul>
              </section>
            ))}
            {list.more && (
              <p className="more">
                <Button onClick={list.more.load} running={list.more.running}>
                  {t('看更早的', 'Show earlier')}
                </Button>
              </p>
            )}
          </div>
        )
      }
    </Reading>
  );
}

function Sum({ answer }: { answer: Sums }) {
  const bySeal = seals.map((seal) => ({
    seal,
    minutes: answer.by_source
      .filter((one) => sourceTable[one.source].seal === seal)
      .reduce((sum, one) => sum + one.minutes, 0),
  }));
  const of = (seal: Seal) => bySeal.find((one) => one.seal === seal)?.minutes ?? 0;
  return (
    <>
      <section className="hours-sum">
        <h2 className="lab">
          {t('信用时数', 'Credit hours')}
          <span>{t(`截至 ${longMoment(answer.as_of)}`, `as of ${longMoment(answer.as_of)}`)}</span>
        </h2>
        <p className="fig big">
          {Math.floor(answer.credit_minutes / 60)}
          <span className="u">{t('小时', 'h')}</span>
          {answer.credit_minutes % 60}
          <span className="u">{t('分', 'min')}</span>
        </p>
        {answer.credit_minutes > 0 && (
          <div
            className="hours-mix"
            role="img"
            aria-label={t(
              `签到签退 ${span(of('签'))}，现场定位 ${span(of('位'))}`,
              `Checked in ${span(of('签'))}, located on site ${span(of('位'))}`,
            )}
          >
            {of('签') > 0 && <i className="sign" style={{ flex: of('签') }} />}
            {of('位') > 0 && <i className="site" style={{ flex: of('位') }} />}
          </div>
        )}
        <p className="hours-honorary">
          {t('荣誉时数', 'Honorary hours')} <b>{span(answer.honorary_minutes)}</b>
          <span>{t('没有签到的服务，单独记', 'Service without check-in, kept apart')}</span>
        </p>
      </section>
      <ul className="hours-key" aria-label={t('按来源', 'By source')}>
        {bySeal.map(({ seal, minutes }) => (
          <li key={seal}>
            <SourceStamp of={seal} />
            <b>{duration(minutes)}</b>
            {sealNames[seal][preferences().language]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Line({ row, own }: { row: HoursRow; own: boolean }) {
  const struck = row.state === 'reversed';
  const [from, to] =
    row.started_at !== null && row.ended_at !== null && row.minutes !== null
      ? clocksOf(row.started_at, row.ended_at, row.minutes)
      : [row.started_at && clock(row.started_at), row.ended_at && clock(row.ended_at)];
  const title =
    row.record_id === null || !own ? (
      row.title
    ) : (
      <Link href={recordsPhone.record({ record_id: row.record_id })}>{row.title}</Link>
    );
  return (
    <li className={struck ? 'struck' : undefined}>
      {row.source === null ? <span /> : <SourceStamp of={row.source} />}
      <div>
        <h3>{title}</h3>
        <p>
          {shortDay(row.service_day)}
          {from && ` ${from}`}
          {to && t(` 至 ${to}`, ` to ${to}`)}
          {row.corrected_from_minutes !== null && row.minutes !== null && (
            <>
              {t('，更正过：', ', corrected: ')}
              <s>{duration(row.corrected_from_minutes)}</s> {t('改', 'to')} {duration(row.minutes)}
            </>
          )}
        </p>
        <p>
          {own && row.planned_until !== null && row.can.request_correction ? (
            <Link href={recordsPhone.askCorrection({ attendance_id: row.attendance_id })}>{standing(row)}</Link>
          ) : (
            standing(row)
          )}
          {row.merged_from !== null &&
            t(` · 来自并入的编号 ${row.merged_from}`, ` · from merged number ${row.merged_from}`)}
        </p>
      </div>
      <p className="value">
        <b>{row.minutes === null ? '–' : duration(row.minutes)}</b>
        <small>{valueWords(row)}</small>
      </p>
    </li>
  );
}

function standing(row: HoursRow): string {
  if (row.is_disputed)
    return t('和账本对不上，没有计入，正在核查', 'Does not agree with the ledger: not counted, being looked into');
  if (row.is_correction_open) return t('更正正在办，两个人看过就有结果', 'A correction is under way');
  switch (row.state) {
    case 'checked_in':
      return row.planned_until !== null
        ? t('没有签退，申请补签退', 'No check-out: ask for it')
        : t('服务中，走时记得签退', 'Serving now: check out when you leave');
    case 'checked_out':
    case 'awaiting_confirmation':
      return t('等队长确认', 'Waiting for the leader');
    case 'awaiting_parent':
      return t('当天超过 8 小时，等上级组织审核', 'Over 8 h that day: the parent organisation approves');
    case 'awaiting_province':
      return t('当天超过 12 小时，等省级审核', 'Over 12 h that day: a provincial body approves');
    case 'returned':
      return t('没有入账，理由在消息里；可以申请更正', 'Not posted; the reason is in your messages');
    case 'reversed':
      return t('已冲回，理由在消息里；有异议可以申诉', 'Struck; the reason is in your messages. You may appeal');
    case 'no_show':
      return t('记为未到；来了的话可以申请更正', 'Marked absent; ask for a correction if you came');
    default:
      return row.confirmed_by === null ? '' : t(`${row.confirmed_by}确认`, `confirmed by ${row.confirmed_by}`);
  }
}

function valueWords(row: HoursRow): string {
  if (row.is_disputed) return t('未计入', 'not counted');
  if (row.state === 'confirmed') return row.balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary');
  if (row.state === 'reversed') return t('已冲回', 'struck');
  return row.state === 'returned' || row.state === 'no_show' ? t('未入账', 'not posted') : t('待确认', 'waiting');
}

function posted(rows: readonly HoursRow[]): number {
  return rows
    .filter((row) => row.state === 'confirmed' && !row.is_disputed)
    .reduce((sum, row) => sum + (row.minutes ?? 0), 0);
}

function byMonth(rows: readonly HoursRow[]): readonly (readonly [string, readonly HoursRow[]])[] {
  const groups = new Map<string, HoursRow[]>();
  for (const row of rows) {
    const name = row.service_day.slice(0, 7);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups];
}
