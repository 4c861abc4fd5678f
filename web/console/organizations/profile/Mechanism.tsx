import { useState } from 'react';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { mechanismActions, mechanismRoles } from '../../../../domain/organizations/attributes.ts';
import { useRead } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { Timeline } from '../../../ui/Timeline.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { ApproveDialog, JointDialog, type JointAction } from './JointDialogs.tsx';
import type { MechanismPage, Matter } from './mechanism-page.ts';

/** P08: who carries which role in the mechanism of the place, what each may do, and the common work. */
export function Mechanism({ organizationId }: { organizationId: string }) {
  const read = useRead(
    '/api/organizations/{organization_id}/mechanism',
    { path: { organization_id: organizationId } },
    { keepPrevious: true },
  );
  return (
    <Reading of={read} what={t('机制分工', 'the mechanism')}>
      {(answer) => <Shown answer={answer} organizationId={organizationId} />}
    </Reading>
  );
}

function Shown({ answer, organizationId }: { answer: MechanismPage; organizationId: string }) {
  const [opening, setOpening] = useState<{ action: JointAction; urged?: Matter } | null>(null);
  const [approving, setApproving] = useState<Matter | null>(null);
  const { own, can } = answer;
  return (
    <div className="org-record">
      {own !== null && (
        <p>
          {t(
            `角色：${roleWords(own.role)}。可以${own.actions.map(actionWords).join('、')}。`,
            `Its role: ${roleWords(own.role)}. It may ${own.actions.map(actionWords).join(', ')}.`,
          )}
        </p>
      )}
      {(can.plan || can.urge || can.report) && (
        <div className="org-openers">
          {can.plan && (
            <Button icon="plus" onClick={() => setOpening({ action: 'plan' })}>
              {t('制定计划', 'Make a plan')}
            </Button>
          )}
          {can.urge && (
            <Button icon="plus" onClick={() => setOpening({ action: 'urge' })}>
              {t('督促一个单位', 'Urge a unit')}
            </Button>
          )}
          {can.report && (
            <Button icon="plus" onClick={() => setOpening({ action: 'report' })}>
              {t('报送进展', 'Report progress')}
            </Button>
          )}
        </div>
      )}
      <Units answer={answer} />
      <section className="org-attribute">
        <h2 className="title">{t('共同的工作', 'Common work')}</h2>
        {!answer.is_whole && (
          <p className="soft">{t('这个角色只看自己报送的。', 'This role sees what it reported itself.')}</p>
        )}
        {answer.matters.length === 0 && (
          <Empty title={t('还没有计划、督促和进展', 'No plans, urgings or reports yet')}>
            {t('由有相应角色的单位来做，做了列在这里。', 'Units whose role allows it begin; it is listed here.')}
          </Empty>
        )}
        <Timeline
          events={answer.matters.map((matter) => ({
            key: matter.id,
            who: matter.is_overdue ? 'hot' : matter.closed_on === null ? 'open' : 'person',
            time: timeOf(matter),
            title: (
              <>
                {kindWords(matter)}
                {t('：', ': ')}
                {matter.title}{' '}
                <Tag state={matter.closed_on !== null ? 'ok' : matter.is_overdue ? 'late' : 'due'}>
                  {stateWords(matter)}
                </Tag>
              </>
            ),
            children: (
              <Body
                matter={matter}
                onApprove={() => setApproving(matter)}
                onReport={() => setOpening({ action: 'report', urged: matter })}
              />
            ),
          }))}
        />
      </section>
      {opening !== null && (
        <JointDialog
          organizationId={organizationId}
          units={answer.units}
          {...opening}
          onClose={() => setOpening(null)}
        />
      )}
      {approving !== null && (
        <ApproveDialog organizationId={organizationId} matter={approving} onClose={() => setApproving(null)} />
      )}
    </div>
  );
}

function Units({ answer }: { answer: MechanismPage }) {
  return (
    <section className="org-attribute">
      <h2 className="title">{t(`${answer.place.name_zh}的机制`, `Mechanism of ${answer.place.name_zh}`)}</h2>
      {answer.units.length === 0 ? (
        <p className="mute">
          {t(
            '还没有单位填机制角色，在各单位的“资料”里填。',
            'No unit has a role yet; it is recorded on the page of each unit.',
          )}
        </p>
      ) : (
        <div className="table-scroll" role="region" aria-label={t('机制分工', 'Roles')} tabIndex={0}>
          <table className="led stacks" role="table">
            <thead role="rowgroup">
              <tr role="row">
                <th scope="col" role="columnheader">
                  {t('单位', 'Unit')}
                </th>
                <th scope="col" role="columnheader">
                  {t('角色', 'Role')}
                </th>
                <th scope="col" role="columnheader">
                  {t('可以做', 'May')}
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {answer.units.map((unit) => (
                <tr key={unit.id} role="row">
                  <td role="cell">
                    <Link className="nm" href={organizationsDesk.organizations({ at: unit.id, part: 'mechanism' })}>
                      {unit.name_zh}
                    </Link>
                  </td>
                  <td role="cell" data-label={t('角色', 'Role')}>
                    {roleWords(unit.role)}
                  </td>
                  <td role="cell" data-label={t('可以做', 'May')}>
                    {unit.actions.map(actionWords).join(t('、', ', '))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Body({ matter, onApprove, onReport }: { matter: Matter; onApprove: () => void; onReport: () => void }) {
  return (
    <>
      <p>{matter.text}</p>
      <p className="mute">
        {matter.from_name === null
          ? matter.organization_name
          : t(
              `${matter.from_name}督促${matter.organization_name}`,
              `${matter.from_name} urges ${matter.organization_name}`,
            )}{' '}
        {matter.opened_by_name}
      </p>
      {matter.outcome !== null && (
        <p>
          {matter.kind === 'joint_plan'
            ? t(`审定意见：${matter.outcome}`, `Approved: ${matter.outcome}`)
            : t(`报来：${matter.outcome}`, `Reported: ${matter.outcome}`)}
          {matter.closed_by_name && ` ${matter.closed_by_name}`}
        </p>
      )}
      {(matter.can.approve || matter.can.report) && (
        <p className="org-acts">
          {matter.can.approve && (
            <button type="button" className="link" onClick={onApprove}>
              {t('审定', 'Approve')}
            </button>
          )}
          {matter.can.report && (
            <button type="button" className="link" onClick={onReport}>
              {t('报送进展', 'Report progress')}
            </button>
          )}
        </p>
      )}
    </>
  );
}

const roleWords = (role: MechanismPage['units'][number]['role']): string =>
  t(mechanismRoles[role].zh, mechanismRoles[role].en);
const actionWords = (action: MechanismPage['units'][number]['actions'][number]): string =>
  t(mechanismActions[action].zh, mechanismActions[action].en);
const kindWords = (matter: Matter): string =>
  ({ joint_plan: t('计划', 'Plan'), joint_urge: t('督促', 'Urged'), joint_report: t('进展', 'Report') })[matter.kind];

function timeOf(matter: Matter): string {
  if (matter.occurred_on !== null) return longDay(matter.occurred_on);
  return matter.due_on === null
    ? longDay(matter.opened_at)
    : t(`期限 ${longDay(matter.due_on)}`, `due ${longDay(matter.due_on)}`);
}

function stateWords(matter: Matter): string {
  if (matter.kind === 'joint_report') return t('已报送', 'Reported');
  if (matter.closed_on !== null) return matter.kind === 'joint_plan' ? t('已审定', 'Approved') : t('已办结', 'Closed');
  if (matter.is_overdue) return t('逾期', 'Overdue');
  return matter.kind === 'joint_plan' ? t('等审定', 'To be approved') : t('办理中', 'Open');
}
