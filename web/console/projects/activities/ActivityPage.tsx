import { useState } from 'react';
import { riskNames } from '../../../../domain/organizations/rule-books/risks.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form, ProblemNote } from '../../../ui/Form.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { Timeline, type TimelineEvent } from '../../../ui/Timeline.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { Page, Split } from '../../Page.tsx';
import { categoryWords, decisionWords, insuranceWords, stateTone, stateWords, topicsInWords } from '../names.ts';
import { Delegation } from './Delegation.tsx';
import { CoHosts } from './CoHosts.tsx';
import { PublishingTrace } from './PublishingTrace.tsx';
import { ShiftLines } from './ShiftLines.tsx';
import { ChangeLeaders } from '../changes/ChangeLeaders.tsx';
import { changedShifts, changeTitle, WaitingChanges } from '../changes/ActivityChanges.tsx';
import '../projects.css';

export type Activity = Answer<'get', '/api/activities/{activity_id}'>;

export default function ActivityPage({ params }: { params: Readonly<Record<string, string>> }) {
  const activity_id = params['activity_id'] ?? '';
  const read = useRead('/api/activities/{activity_id}', { path: { activity_id } });
  return (
    <Page>
      <Reading of={read} what={t('活动', 'the activity')}>
        {(activity) => (
          <>
            <PageHead
              title={activity.title}
              beside={<Tag state={stateTone(activity.state)}>{stateWords(activity.state)}</Tag>}
              crumbs={[
                { words: t('项目', 'Projects'), href: '/projects' },
                { words: activity.project_title, href: `/projects/${activity.project_id}` },
                { words: activity.title },
              ]}
              actions={<HeadActions activity={activity} />}
            />
            <Split
              label={t('发布', 'Publishing')}
              actions={<PublishActions activity={activity} />}
              aside={<Aside activity={activity} />}
            >
              <Matter activity={activity} />
            </Split>
          </>
        )}
      </Reading>
    </Page>
  );
}

function HeadActions({ activity }: { activity: Activity }) {
  const published = activity.state === 'published' || activity.state === 'ended';
  return (
    <>
      {activity.can.edit && (
        <LinkButton href={`/projects/activities/${activity.id}/edit`}>{t('修改', 'Edit')}</LinkButton>
      )}
      {activity.can.roster && published && (
        <LinkButton icon="list" href={`/projects/activities/${activity.id}/roster`}>
          {t('名单', 'Roster')}
        </LinkButton>
      )}
      {published && (
        <LinkButton outside icon="file" href={`/api/activities/${activity.id}/poster.pdf`}>
          {t('海报', 'Poster')}
        </LinkButton>
      )}
    </>
  );
}

function Matter({ activity }: { activity: Activity }) {
  return (
    <>
      <KeyValues
        rows={[
          {
            key: t('组织', 'Unit'),
            value: [
              activity.organization_name,
              ...activity.hosts.map(
                (host) =>
                  host.name +
                  (host.answer === null
                    ? t('（等答复）', ' (asked)')
                    : host.answer === 'declined'
                      ? t('（未接受）', ' (declined)')
                      : ''),
              ),
            ].join(t('、', ', ')),
          },
          {
            key: t('类别', 'Category'),
            value: categoryWords(activity.category),
            note: topicsInWords(activity.topics) || undefined,
          },
          {
            key: t('地点', 'Place'),
            value: activity.place,
            note:
              [
                activity.gathering_note,
                activity.pin === null ? '' : `${activity.pin.latitude}, ${activity.pin.longitude}`,
              ]
                .filter((each) => each !== '')
                .join(' · ') || undefined,
          },
          {
            key: t('负责人', 'In charge'),
            value: activity.leaders.map((leader) => leader.name).join(t('、', ', ')),
            note: activity.contact_phone || undefined,
          },
          { key: t('内容', 'Content'), value: activity.description },
          {
            key: t('要求', 'Asks'),
            value: [
              activity.minimum_age === null ? '' : t(`年满 ${activity.minimum_age} 岁`, `from ${activity.minimum_age}`),
              activity.is_parent_child ? t('亲子', 'parent and child') : '',
              ...activity.required_skills,
              ...activity.required_qualifications,
            ]
              .filter((each) => each !== '')
              .join(t('、', ', ')),
          },
          {
            key: t('风险', 'Risks'),
            value: activity.risk_statement,
            note:
              activity.risks.map((risk) => t(riskNames[risk].zh, riskNames[risk].en)).join(t('、', ', ')) || undefined,
          },
          { key: t('意外险', 'Accident cover'), value: insuranceWords(activity.insurance) },
        ]}
      />
      <WaitingChanges activity={activity} />
      <ShiftLines activity={activity} />
      <CoHosts activity={activity} />
      {activity.state === 'published' && <AfterPublishing activity={activity} />}
    </>
  );
}

function AfterPublishing({ activity }: { activity: Activity }) {
  const [place, setPlace] = useState(activity.place);
  const [gathering_note, setNote] = useState(activity.gathering_note);
  const [contact_phone, setPhone] = useState(activity.contact_phone ?? '');
  const change = useWrite('put', '/api/activities/{activity_id}/details', ['/api/activities/{activity_id}']);
  return (
    <>
      {activity.can.change && (
        <>
          <h2 className="title">{t('改地点和集合说明', 'Change place and notes')}</h2>
          <Form
            problem={change.problem}
            label={t('改地点和集合说明', 'Change place and notes')}
            onSubmit={() =>
              void change
                .send({ path: { activity_id: activity.id }, body: { place, gathering_note, contact_phone } })
                .then((done) => done && toast(t(`已改，通知了 ${done.told} 人`, `Changed; ${done.told} people told`)))
            }
          >
            <div className="form-grid">
              <TextInput name="place" label={t('地点', 'Place')} value={place} onChange={setPlace} />
              <TextInput
                name="gathering_note"
                label={t('集合说明', 'Where to batch')}
                optional
                value={gathering_note}
                onChange={setNote}
              />
              <TextInput
                name="contact_phone"
                label={t('现场电话', 'Phone on site')}
                optional
                type="tel"
                value={contact_phone}
                onChange={setPhone}
              />
            </div>
            <div className="actions">
              <Button type="submit" running={change.running}>
                {t('改好并通知', 'Change and tell')}
              </Button>
            </div>
          </Form>
        </>
      )}
      {activity.can.change && <ChangeLeaders activity={activity} />}
      <Delegation activity={activity} />
    </>
  );
}

function Aside({ activity }: { activity: Activity }) {
  return (
    <>
      {(activity.can.edit || activity.can.submit || activity.can.approve) && (
        <PublishingTrace activity_id={activity.id} organization_id={activity.organization_id} />
      )}
      <h2 className="title">{t('经过', 'History')}</h2>
      {activity.decisions.length === 0 ? (
        <p className="mute">
          {activity.state === 'draft'
            ? t('还是草稿，没有提交过。', 'A draft, not submitted yet.')
            : t(
                `由${activity.organization_name}提交和发布，经过在它那里看。`,
                `Submitted and published by ${activity.organization_name}, where its history is kept.`,
              )}
        </p>
      ) : (
        <Timeline events={history(activity)} />
      )}
    </>
  );
}

/** Decisions about the activity and changes of its shifts, in the order in which they happened. */
function history(activity: Activity): TimelineEvent[] {
  const said = (...parts: (string | null)[]): string =>
    parts.filter((part) => part !== null && part !== '').join(t('：', ': '));
  const decisions = activity.decisions.map((each, index) => ({
    key: String(index),
    who: each.decision === 'cancelled' ? ('hot' as const) : ('person' as const),
    title: decisionWords(each.decision),
    at: each.decided_at,
    children: said(each.decided_by_name, each.reason),
  }));
  const changes = activity.activity_changes
    .filter((change) => change.decision !== null)
    .reverse()
    .map((change) => ({
      // they come newest first
      key: change.id,
      who: 'person' as const,
      title: changeTitle(change),
      at: change.decided_at ?? change.asked_at,
      children: [changedShifts(change), said(change.asked_by_name, change.reason), change.decision_reason ?? '']
        .filter((part) => part !== '')
        .join(t('。', '. ')),
    }));
  return [...decisions, ...changes].sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -1 : 1));
}

function PublishActions({ activity }: { activity: Activity }) {
  const [asking, setAsking] = useState<'return' | 'cancel' | null>(null);
  const [note, setNote] = useState('');
  const refresh = ['/api/activities/{activity_id}', '/api/activities', '/api/activity-approvals'] as const;
  const decide = useWrite('put', '/api/activities/{activity_id}/approval', refresh);
  const cancel = useWrite('put', '/api/activities/{activity_id}/cancellation', refresh);
  const path = { activity_id: activity.id };
  return (
    <>
      {activity.can.submit && <PublishButton activity={activity} />}
      {activity.can.approve && (
        <>
          <Button onClick={() => setAsking('return')}>{t('退回', 'Send back')}</Button>
          <Button
            kind="do"
            running={decide.running}
            onClick={() =>
              void decide
                .send({ path, body: { decision: 'approved' } })
                .then((done) => done && toast(t('已通过并发布', 'Approved and published')))
            }
          >
            {t('通过并发布', 'Approve and publish')}
          </Button>
          {decide.problem && asking === null && <ProblemNote problem={decide.problem} />}
        </>
      )}
      {activity.can.cancel && activity.state !== 'draft' && (
        <Button onClick={() => setAsking('cancel')}>{t('取消活动', 'Cancel the activity')}</Button>
      )}
      <Dialog open={asking === 'return'} title={t('退回', 'Send back')} onClose={() => setAsking(null)}>
        <Form
          problem={decide.problem}
          onSubmit={() =>
            void decide
              .send({ path, body: { decision: 'returned', reason: note } })
              .then((done) => done && setAsking(null))
          }
        >
          <Textarea name="reason" label={t('要改什么', 'What to correct')} value={note} onChange={setNote} />
          <div className="actions">
            <Button onClick={() => setAsking(null)}>{t('先不退', 'Not now')}</Button>
            <Button kind="end" type="submit" running={decide.running}>
              {t('退回修改', 'Send back')}
            </Button>
          </div>
        </Form>
      </Dialog>
      <Ask
        open={asking === 'cancel'}
        title={t(`取消“${activity.title}”？`, `Cancel “${activity.title}”?`)}
        onClose={() => setAsking(null)}
        verb={t('取消活动', 'Cancel the activity')}
        leave={t('不取消', 'Keep it')}
        running={cancel.running}
        problem={cancel.problem}
        reason={{ label: t('原因，报名的人会看到', 'The reason; those signed up will read it') }}
        effects={[
          { what: t('报名的人', 'People signed up'), value: t('全部退出并收到通知', 'all released and told') },
          {
            what: t('已有人签到的班次', 'Shifts where somebody is checked in'),
            value: t(
              '现在结束，签到都留着，请大家走前签退',
              'end now; stamps stay, and people check out before they leave',
            ),
          },
          {
            what: t('已结束的班次', 'Finished shifts'),
            value: t('不变，时数照样确认', 'stay, and are confirmed as ever'),
          },
          { what: t('日历', 'Calendars'), value: t('显示已取消', 'show it as cancelled') },
        ]}
        onConfirm={(reason) =>
          void cancel.send({ path, body: { reason } }).then((done) => {
            if (done) {
              setAsking(null);
              toast(t(`已取消，通知了 ${done.told} 人`, `Cancelled; ${done.told} people told`));
            }
          })
        }
      />
    </>
  );
}

/** Rests while a rule is not met and says which; the rules stand beside it. */
function PublishButton({ activity }: { activity: Activity }) {
  const trace = useRead('/api/activities/{activity_id}/publishing', { path: { activity_id: activity.id } });
  const submit = useWrite('put', '/api/activities/{activity_id}/submission', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activity-approvals',
  ]);
  const unmet = trace.data?.findings.find((finding) => finding.problem !== null)?.problem;
  async function send(): Promise<void> {
    const done = await submit.send({ path: { activity_id: activity.id }, body: {} });
    if (done)
      toast(
        done.state === 'published'
          ? t('已发布，大家看得到了', 'Published: everyone can see it')
          : t('已交上级审核', 'Sent to the level above'),
      );
  }
  return (
    <>
      {submit.problem && <ProblemNote problem={submit.problem} />}
      <Button
        kind="do"
        running={submit.running}
        notNow={unmet ? t(unmet.zh, unmet.en) : undefined}
        onClick={() => void send()}
      >
        {trace.data?.result === 'needs_approval' ? t('提交上级审核', 'Send for approval') : t('发布', 'Publish')}
      </Button>
    </>
  );
}
