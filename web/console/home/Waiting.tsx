import { Link } from 'wouter';
import { useRead } from '../../api/query.ts';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../ui/words.ts';

type Line = { readonly href: string; readonly words: string; readonly count: number | undefined; readonly late?: number };

/** What waits for this person, each line with its count; asked only where a permission opens it. */
export function Waiting({ held }: { held: ReadonlySet<string> }) {
  const when = (permission: string) => ({ enabled: held.has(permission), refreshMs: 60_000 });
  const confirmations = useRead('/api/confirmations', { query: { limit: 1 } }, when('records.confirm')).data;
  const desk = useRead('/api/my/desk', undefined, { refreshMs: 60_000 }).data;
  const approvals = useRead('/api/activity-approvals', undefined, when('projects.approve')).data;
  const matters = useRead('/api/rights-matters', { query: { limit: 1 } }, when('volunteers.rights')).data;
  const minors = useRead('/api/minor-access-requests', { query: { limit: 50 } }, when('volunteers.approve_minor_access')).data;
  const merges = useRead('/api/merge-requests', { query: { limit: 50 } }, when('volunteers.merge')).data;
  const recoveries = useRead('/api/phone-recoveries', { query: { limit: 50 } }, when('volunteers.merge')).data;
  const books = useRead('/api/rule-book-proposals', undefined, when('organizations.rules')).data;
  const grants = useRead('/api/waiting-grants', undefined, when('accounts.grant')).data;
  const lines: readonly Line[] = [
    { href: '/records', words: t('签退了，等确认时数', 'Checked out, hours to confirm'), count: confirmations?.waiting },
    { href: '/records?standing=stamp_missing', words: t('结束了没签退，等补签退', 'Over without a check-out, to be added'), count: confirmations?.stamp_missing },
    { href: '/records/proposals?view=to_handle', words: t('更正申请，等您经办', 'Corrections, for you to handle'), count: desk?.corrections_to_handle },
    { href: '/records/proposals?view=to_approve', words: t('更正、补录、导入，等您做第二人', 'Corrections, back-fills, imports: you as second person'), count: desk?.proposals_to_approve },
    { href: '/records/list?state=awaiting_parent', words: t('一天超 8 小时的记录，等您审', 'Records over 8 hours a day, to decide'), count: desk?.long_days },
    { href: '/records/list?state=awaiting_province', words: t('一天超 12 小时的记录，等您审', 'Records over 12 hours a day, to decide'), count: desk?.very_long_days },
    { href: '/projects/approvals', words: t('下级交来的活动，等审核', 'Activities from below, to approve'), count: approvals?.rows.filter((row) => row.can.approve).length },
    { href: '/rules/proposals', words: t('规则修订，等您同意', 'Rule books, to agree'), count: books?.for_me },
    { href: '/roles?part=waiting', words: t('有审核权限的授权，等第二位管理员同意', 'Grants that can approve, for a second yes'), count: grants?.rows.filter((row) => row.can.confirm).length },
    { href: '/volunteers/matters', words: t('志愿者权益事项，等答复', 'Rights matters, to answer'), count: matters?.open, ...(matters && matters.overdue > 0 ? { late: matters.overdue } : {}) },
    { href: '/volunteers/minors', words: t('看未成年人信息的申请', 'Requests to see minors’ data'), count: minors?.rows.filter((row) => row.can.decide).length },
    { href: '/volunteers/merges', words: t('重复人员，等合并', 'Duplicate people, to merge'), count: merges?.rows.filter((row) => row.state === 'open' && (row.can.merge || row.can.refuse)).length },
    { href: '/volunteers/recoveries', words: t('丢了手机号，等您核对', 'Lost phones, to check'), count: recoveries?.rows.filter((row) => row.can.approve).length },
    { href: `/projects/activities/${desk?.hostings[0]?.activity_id ?? ''}`, words: t('请你们联合主办，等答复', 'Asked to host together, to answer'), count: desk?.hostings.length },
    ...(desk?.tasks ?? []).map((one): Line => ({
      href: `/organizations?at=${one.organization_id}&part=tasks`, words: t(`“${one.organization_name}”的事项，等办`, `Matters of “${one.organization_name}”`), count: one.open, ...(one.overdue > 0 ? { late: one.overdue } : {}),
    })),
  ];
  const waiting = lines.filter((line) => line.count !== undefined && line.count > 0);
  return (
    <>
      <h2 className="title">{t('等您处理', 'Waiting for you')}</h2>
      {waiting.length === 0 ? <p className="soft all-done"><Tag state="ok">{t('都处理完了', 'All done')}</Tag></p> : (
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
