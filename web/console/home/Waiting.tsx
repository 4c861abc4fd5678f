import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import { NoAnswer } from '../../api/problem.ts';
import { useRead } from '../../api/query.ts';
import { useWaiting } from '../../api/session.ts';
import { useOnline } from '../../ui/online.ts';
import { Kept } from '../../ui/Kept.tsx';
import { Loading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { clock, t } from '../../ui/words.ts';

type Line = {
  readonly href: string;
  readonly words: string;
  readonly count: number | undefined;
  readonly late?: number;
};

/** What waits for this person, each line with its count; asked only where a permission opens it. */
export function Waiting({ held }: { held: ReadonlySet<string> }) {
  const when = (permission: string) => ({ enabled: held.has(permission), refreshMs: 60_000 });
  const reads = {
    confirmations: useRead('/api/confirmations', { query: { limit: 1 } }, when('records.confirm')),
    desk: useRead('/api/my/desk', undefined, { refreshMs: 60_000 }),
    approvals: useRead('/api/activity-approvals', undefined, when('projects.approve')),
    matters: useRead('/api/rights-matters', { query: { limit: 1 } }, when('volunteers.rights')),
    minors: useRead('/api/minor-access-requests', { query: { limit: 50 } }, when('volunteers.approve_minor_access')),
    merges: useRead('/api/merge-requests', { query: { limit: 50 } }, when('volunteers.merge')),
    recoveries: useRead('/api/phone-recoveries', { query: { limit: 50 } }, when('volunteers.merge')),
    honours: useRead('/api/honours-to-confirm', { query: { limit: 50 } }, when('volunteers.edit')),
    books: useRead('/api/rule-book-proposals', undefined, when('organizations.rules')),
    grants: useRead('/api/waiting-grants', undefined, when('accounts.grant')),
  };
  const [confirmations, desk, approvals] = [reads.confirmations.data, reads.desk.data, reads.approvals.data];
  const [matters, minors, merges] = [reads.matters.data, reads.minors.data, reads.merges.data];
  const [recoveries, honours, books, grants] = [
    reads.recoveries.data,
    reads.honours.data,
    reads.books.data,
    reads.grants.data,
  ];
  const lines: readonly Line[] = [
    {
      href: '/records',
      words: t('签退了，等确认时数', 'Checked out, hours to confirm'),
      count: confirmations?.waiting,
    },
    {
      href: '/records?standing=stamp_missing',
      words: t('结束了没签退，等补签退', 'Over without a check-out, to be added'),
      count: confirmations?.stamp_missing,
    },
    {
      href: '/records/proposals?view=to_handle',
      words: t('更正申请，等您经办', 'Corrections, for you to handle'),
      count: desk?.corrections_to_handle,
    },
    {
      href: '/records/proposals?view=to_approve',
      words: t('更正、补录、导入，等您做第二人', 'Corrections, back-fills, imports: you as second person'),
      count: desk?.proposals_to_approve,
    },
    {
      href: '/records/list?state=awaiting_parent',
      words: t('一天超 8 小时的记录，等您审', 'Records over 8 hours a day, to decide'),
      count: desk?.long_days,
    },
    {
      href: '/records/list?state=awaiting_province',
      words: t('一天超 12 小时的记录，等您审', 'Records over 12 hours a day, to decide'),
      count: desk?.very_long_days,
    },
    {
      href: '/projects/approvals',
      words: t('下级交来的活动，等审核', 'Activities from below, to approve'),
      count: approvals?.rows.filter((row) => row.can.approve).length,
    },
    { href: '/rules/proposals', words: t('规则修订，等您同意', 'Rule books, to agree'), count: books?.for_me },
    {
      href: '/roles?part=waiting',
      words: t('有审核权限的授权，等第二位管理员同意', 'Grants that can approve, for a second yes'),
      count: grants?.rows.filter((row) => row.can.confirm).length,
    },
    {
      href: '/volunteers/matters',
      words: t('志愿者权益事项，等答复', 'Rights matters, to answer'),
      count: matters?.open,
      ...(matters && matters.overdue > 0 ? { late: matters.overdue } : {}),
    },
    {
      href: '/volunteers?state=label_waiting',
      words: t('品牌标识（邻舍+），等您确认', 'Brand labels, for you to confirm'),
      count: desk?.labels_to_confirm,
    },
    {
      href: '/volunteers/minors',
      words: t('看未成年人信息的申请', 'Requests to see minors’ data'),
      count: minors?.rows.filter((row) => row.can.decide).length,
    },
    {
      href: '/volunteers/merges',
      words: t('重复人员，等合并', 'Duplicate people, to merge'),
      count: merges?.rows.filter((row) => row.state === 'open' && (row.can.merge || row.can.refuse)).length,
    },
    {
      href: '/volunteers/recoveries',
      words: t('丢了手机号，等您核对', 'Lost phones, to check'),
      count: recoveries?.rows.filter((row) => row.can.approve).length,
    },
    {
      href: '/volunteers/honours',
      words: t('以你们名义登记的荣誉，等核实', 'Honours recorded in your name, to confirm'),
      count: honours?.rows.length,
    },
    {
      href: `/projects/activities/${desk?.co_host_invitations[0]?.activity_id ?? ''}`,
      words: t('请你们联合主办，等答复', 'Asked to host together, to answer'),
      count: desk?.co_host_invitations.length,
    },
    ...(desk?.tasks ?? []).map((one): Line => ({
      href: `/organizations?at=${one.organization_id}&part=tasks`,
      words: t(`“${one.organization_name}”的事项，等办`, `Matters of “${one.organization_name}”`),
      count: one.open,
      ...(one.overdue > 0 ? { late: one.overdue } : {}),
    })),
  ];
  const waiting = lines.filter((line) => line.count !== undefined && line.count > 0);
  return (
    <>
      <h2 className="title">{t('等您处理', 'Waiting for you')}</h2>
      <Known reads={Object.values(reads)} isNothing={waiting.length === 0} />
      {waiting.length > 0 && (
        <ul className="waiting">
          {waiting.map((line) => (
            <li key={line.href}>
              <Link href={line.href}>
                <b className="fig">{line.count}</b>
                <span>{line.words}</span>
                {line.late !== undefined && <Tag state="late">{t(`逾期 ${line.late}`, `${line.late} late`)}</Tag>}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type Asked = Pick<UseQueryResult, 'data' | 'error' | 'fetchStatus' | 'dataUpdatedAt'>;

/** "All done" is said only where everything was answered; else what is not known, and of when the numbers are. */
function Known({ reads, isNothing }: { reads: readonly Asked[]; isNothing: boolean }) {
  const kept = useWaiting();
  const isOnline = useOnline();
  const failed = reads.filter((read) => read.error !== null);
  const isLost = !isOnline || failed.some((read) => read.error instanceof NoAnswer);
  const isAsking = reads.some(
    (read) => read.data === undefined && read.error === null && read.fetchStatus === 'fetching',
  );
  const unknown = failed.filter((read) => read.data === undefined).length;
  const isKnown = !isLost && !isAsking && failed.length === 0;
  const since = Math.min(...reads.filter((read) => read.data !== undefined).map((read) => read.dataUpdatedAt));
  return (
    <>
      <Kept title={t('没传上的，请看一下', 'Not taken by the server: please look')} refusedOnly />
      {kept > 0 && (
        <p className="soft" role="status">
          {t(
            `这台设备里存着 ${kept} 条，等信号自动补传，请不要清除浏览器数据。`,
            `${kept} kept on this device, sent when the signal is back: do not clear the browser’s data.`,
          )}
        </p>
      )}
      {isLost && (
        <p className="soft" role="status">
          {Number.isFinite(since) && unknown === 0
            ? t(
                `没有信号，这是 ${clock(new Date(since).toISOString())} 的数，之后有没有新的不知道。`,
                `No signal: these are the numbers of ${clock(new Date(since).toISOString())}; what came since is not known.`,
              )
            : t(
                '没有信号，等您处理的事不知道还有多少，有信号会自己更新。',
                'No signal: how much waits for you is not known, and is asked again by itself.',
              )}
        </p>
      )}
      {!isLost && failed.length > 0 && (
        <p className="soft" role="status">
          {t(
            `有 ${failed.length} 项没有取到，不知道还有没有等您处理的。`,
            `${failed.length} could not be fetched: whether something waits there is not known.`,
          )}
        </p>
      )}
      {isAsking && !isLost && isNothing && <Loading what={t('等您处理的事', 'what waits for you')} />}
      {isNothing && isKnown && kept === 0 && (
        <p className="soft all-done">
          <Tag state="ok">{t('都处理完了', 'All done')}</Tag>
        </p>
      )}
    </>
  );
}
