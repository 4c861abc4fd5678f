import { useState } from 'react';
import { sourceTable } from '../../../../domain/records/presence.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Effects } from '../../../ui/Dialog.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import type { PageProps } from '../../../ui/routes.tsx';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { Reading } from '../../../ui/States.tsx';
import { toast } from '../../../ui/toast.tsx';
import { TwoPeople } from '../../../ui/TwoPeople.tsx';
import { clock, duration, moment, shortDay, t } from '../../../ui/words.ts';
import { Page, Split } from '../../Page.tsx';
import { kindWords, StateTag } from './Proposals.tsx';
import { RecordsTree } from '../service/RecordsTree.tsx';
import { SpanPicture } from '../service/SpanPicture.tsx';
import '../records.css';

type ProposalAnswer = Answer<'get', '/api/record-proposals/{proposal_id}'>;
export type Line = ProposalAnswer['lines'][number];

/** What changes, on what evidence, who has agreed, and what approval will do: read before the button. */
export default function Proposal({ params }: PageProps) {
  const proposalId = params['proposal_id'] ?? '';
  const proposal = useRead('/api/record-proposals/{proposal_id}', { path: { proposal_id: proposalId } });
  return (
    <Page tree={<RecordsTree at="" />}>
      <Reading of={proposal} what={t('这份申请', 'this proposal')}>
        {(answer) => <Whole answer={answer} />}
      </Reading>
    </Page>
  );
}

function Whole({ answer }: { answer: ProposalAnswer }) {
  const [first] = answer.lines;
  const title = {
    correction: t('更正一条服务记录', 'Correct a service record'),
    back_fill: t(`补录 ${answer.people} 人的服务`, `Back-fill ${answer.people}`),
    import: t(`导入 ${answer.people} 人的服务`, `Import ${answer.people}`),
  }[answer.kind];
  const record = first?.result_record_id ?? first?.record_id;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { words: t('记录', 'Records'), href: '/records' },
          { words: t('待复核', 'To decide'), href: '/records/proposals' },
          { words: kindWords(answer.kind) },
        ]}
        beside={<StateTag state={answer.state} />}
        actions={
          first !== undefined &&
          record != null && (
            <LinkButton href={`/records/${first.volunteer_id}/${record}`}>
              {t('看这条记录的历史', 'History of this record')}
            </LinkButton>
          )
        }
      >
        <p className="soft">
          {answer.title}
          {t('，', ', ')}
          {answer.place}
        </p>
      </PageHead>
      <Split
        label={t('两人批准', 'Two people')}
        aside={<Decision answer={answer} />}
        actions={<Buttons answer={answer} />}
      >
        <div className="proposal">
          <div className="proposal-said">
            <SourceStamp
              of={
                answer.kind === 'import'
                  ? '导'
                  : answer.kind === 'back_fill' || answer.handled?.at === answer.requested_at
                    ? '补'
                    : '报'
              }
            />
            <div>
              <p>“{answer.reason}”</p>
              <p>
                <Masked text={answer.requested_by} />
                {t('，', ', ')}
                {moment(answer.requested_at)} {t('提出', 'asked')}
              </p>
            </div>
          </div>
          <h2 className="title">{t('改什么', 'What changes')}</h2>
          {answer.lines.length === 1 && first !== undefined ? (
            <OneLine line={first} />
          ) : (
            <ManyLines lines={answer.lines} />
          )}
          <h2 className="title">{t('证据', 'Evidence')}</h2>
          <Evidence answer={answer} />
        </div>
      </Split>
    </>
  );
}

function OneLine({ line }: { line: Line }) {
  const source = (of: Line['new_source']) => (
    <>
      <SourceStamp of={of} small />
      {t(sourceTable[of].zh, sourceTable[of].en)}
    </>
  );
  const changed = (before: string | null, after: string) =>
    before !== null && clock(before) === clock(after) ? (
      t(`${clock(after)}，不变`, `${clock(after)}, unchanged`)
    ) : (
      <b>{clock(after)}</b>
    );
  return (
    <>
      <SpanPicture line={line} />
      <table className="led proposal-table">
        <caption className="unseen">{t('原记录和更正', 'Record and correction')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('项目', 'Item')}</span>
            </th>
            <th scope="col">{t('原记录', 'Was')}</th>
            <th scope="col">{t('更正为', 'Becomes')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{t('签到', 'In')}</td>
            <td className="old">
              {line.old_from === null ? '–' : `${shortDay(line.old_from)} ${clock(line.old_from)}`}
            </td>
            <td>
              {shortDay(line.new_from)} {changed(line.old_from, line.new_from)}
            </td>
          </tr>
          <tr>
            <td>{t('签退', 'Out')}</td>
            <td className="old">{line.old_to === null ? '–' : <s>{clock(line.old_to)}</s>}</td>
            <td>{changed(line.old_to, line.new_to)}</td>
          </tr>
          <tr>
            <td>{t('来源', 'Source')}</td>
            <td className="old">{line.old_source === null ? '–' : source(line.old_source)}</td>
            <td>{source(line.new_source)}</td>
          </tr>
          <tr className="sum">
            <td>{t('计入', 'Counts')}</td>
            <td className="old fig">
              {line.old_minutes === null ? (
                '–'
              ) : line.reverses ? (
                <s>{duration(line.old_minutes)}</s>
              ) : (
                duration(line.old_minutes)
              )}
            </td>
            <td className="fig">
              {line.reverses ? '' : line.old_minutes === null ? '' : '+'}
              {duration(line.new_minutes)} <span className="soft">{balanceWords(line)}</span>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="mute">{line.book}</p>
    </>
  );
}

function balanceWords(line: Line): string {
  const now = sourceTable[line.new_source].balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary');
  if (line.old_source === null || !line.reverses) return now;
  const before =
    sourceTable[line.old_source].balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary');
  return before === now ? now : t(`${before}转${now}`, `${before} to ${now}`);
}

function ManyLines({ lines }: { lines: readonly Line[] }) {
  return (
    <div className="table-scroll" role="region" aria-label={t('每个人', 'Each person')} tabIndex={0}>
      <table className="led">
        <caption className="unseen">{t('每个人的时间', 'The time of each person')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('志愿者', 'Volunteer')}</th>
            <th scope="col">{t('从', 'From')}</th>
            <th scope="col">{t('到', 'To')}</th>
            <th scope="col">{t('来源', 'Source')}</th>
            <th scope="col" className="r">
              {t('计入', 'Counts')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.volunteer_id}>
              <td>
                <Masked text={line.name} />
              </td>
              <td>
                {shortDay(line.new_from)} {clock(line.new_from)}
              </td>
              <td>{clock(line.new_to)}</td>
              <td>
                <SourceStamp of={line.new_source} small />
              </td>
              <td className="r fig">{duration(line.new_minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Evidence({ answer }: { answer: ProposalAnswer }) {
  const late = answer.stamps.filter((stamp) => stamp.is_late);
  const shown = (late.length > 0 ? late : answer.stamps).slice(0, 3);
  return (
    <ul className="proposal-proof">
      {shown.map((stamp, index) => (
        <li key={index}>
          <b>
            <SourceStamp of={stamp.source} small />
            {stamp.direction === 'in' ? t('签到', 'In') : t('签退', 'Out')} {clock(stamp.stamped_at)}
          </b>
          {stamp.code_step !== null && (
            <>
              {t(`步号 ${stamp.code_step} 已验`, `Step ${stamp.code_step} proven`)}
              <br />
            </>
          )}
          {stamp.is_late
            ? t(`离线存下，${moment(stamp.arrived_at)} 补传`, `kept offline, arrived ${moment(stamp.arrived_at)}`)
            : t('当场收到', 'arrived at once')}
        </li>
      ))}
      {answer.evidence !== '' && (
        <li>
          <b>
            <Icon name="file" size={18} />
            {t('依据', 'Paper')}
          </b>
          {answer.evidence}
        </li>
      )}
      {answer.peers.people > 0 && answer.peers.first_out_at !== null && answer.peers.last_out_at !== null && (
        <li>
          <b>
            <Icon name="check" size={18} />
            {t('同场对照', 'Others of the shift')}
          </b>
          {t(
            `同场 ${answer.peers.people} 人签退在 ${clock(answer.peers.first_out_at)} 至 ${clock(answer.peers.last_out_at)}`,
            `${answer.peers.people} others left between ${clock(answer.peers.first_out_at)} and ${clock(answer.peers.last_out_at)}`,
          )}
        </li>
      )}
      {shown.length === 0 && answer.evidence === '' && (
        <li>{t('没有第一手记录，只有本人的说明', 'No first-hand stamp: only the person’s word')}</li>
      )}
    </ul>
  );
}

function Decision({ answer }: { answer: ProposalAnswer }) {
  const seal = (role: string, given: ProposalAnswer['handled'], open: string) =>
    given === null
      ? { role, words: open }
      : { role, name: given.name, at: moment(given.at), ...(given.note === null ? {} : { words: `“${given.note}”` }) };
  const returned = answer.state === 'returned';
  const reversed = answer.lines.filter((line) => line.reverses && line.old_minutes !== null);
  const sum = (lines: readonly Line[], balance: string) =>
    lines
      .filter((line) => sourceTable[line.new_source].balance === balance)
      .reduce((total, line) => total + line.new_minutes, 0);
  const minus = (balance: string) =>
    reversed
      .filter((line) => line.old_source !== null && sourceTable[line.old_source].balance === balance)
      .reduce((total, line) => total + (line.old_minutes ?? 0), 0);
  const certificates = answer.lines.reduce((total, line) => total + line.certificates, 0);
  const rows = [
    ...(minus('credit_minutes') > 0
      ? [
          {
            what: t('冲回信用时数', 'Credit reversed'),
            value: <b className="fig">{duration(-minus('credit_minutes'))}</b>,
          },
        ]
      : []),
    ...(minus('honorary_minutes') > 0
      ? [
          {
            what: t('冲回荣誉时数', 'Honorary reversed'),
            value: <b className="fig">{duration(-minus('honorary_minutes'))}</b>,
          },
        ]
      : []),
    ...(sum(answer.lines, 'credit_minutes') > 0
      ? [
          {
            what: t('记入信用时数', 'Credit posted'),
            value: <b className="fig">+{duration(sum(answer.lines, 'credit_minutes'))}</b>,
          },
        ]
      : []),
    ...(sum(answer.lines, 'honorary_minutes') > 0
      ? [
          {
            what: t('记入荣誉时数', 'Honorary posted'),
            value: <b className="fig">+{duration(sum(answer.lines, 'honorary_minutes'))}</b>,
          },
        ]
      : []),
    ...(answer.lines.some((line) => line.new_level !== 'team') && answer.state !== 'returned'
      ? [
          {
            what: t('当天合计超过当场生效的上限', 'The day exceeds what takes effect at once'),
            value: t('同意后还要上级审核才入账', 'posted once the level above agrees'),
          },
        ]
      : []),
    ...starChanges(answer.lines),
    ...(certificates > 0
      ? [
          {
            what: t(`已开证明 ${certificates} 份`, `${certificates} certificates`),
            value: t('转为“已被更正”，可免费重开', 'become “superseded”, new ones are free'),
          },
        ]
      : []),
  ];
  return (
    <>
      <TwoPeople
        places={[
          seal(
            t('经办', 'Handler'),
            answer.handled,
            answer.can.handle ? t('等您经办', 'waiting for you') : t('还没有人经办', 'nobody yet'),
          ),
          returned
            ? {
                role: t('复核', 'Reviewer'),
                ...(answer.decided === null
                  ? {}
                  : {
                      words: t(
                        `${answer.decided.name}退回：“${answer.decided.note ?? ''}”`,
                        `${answer.decided.name} sent it back: “${answer.decided.note ?? ''}”`,
                      ),
                    }),
              }
            : seal(
                t('复核', 'Reviewer'),
                answer.decided,
                answer.can.approve
                  ? t('您没有经办，可以复核', 'You did not handle it, you may decide')
                  : (answer.blocked ?? t('等第二人', 'waiting for a second person')),
              ),
        ]}
      />
      {answer.state === 'returned' ? (
        <p className="soft">{t('没有同意，什么都没有改。', 'It was not agreed to, and nothing changed.')}</p>
      ) : (
        rows.length > 0 && (
          <Effects
            title={
              answer.state === 'approved'
                ? t('同意时发生的', 'What approval did')
                : t('同意后会发生', 'What approval does')
            }
            rows={rows}
          />
        )
      )}
      <p className="proposal-note">
        <Icon name="shield" size={18} />
        <span>
          {t(
            '原记录留着，谁都改不了，本人会收到消息。',
            'The old record stays and nobody can change it; the person is told.',
          )}
        </span>
      </p>
    </>
  );
}

/** Whose stars change, and from what to what: shown are the first few. */
function starChanges(lines: readonly Line[]) {
  return lines
    .filter((line) => line.stars !== null && line.stars.before !== line.stars.after)
    .slice(0, 5)
    .map((line) => ({
      what: (
        <>
          <Masked text={line.name} /> {t('星级', 'stars')}
        </>
      ),
      value: (
        <b className="fig">
          {line.stars?.before} → {line.stars?.after}
        </b>
      ),
    }));
}

function Buttons({ answer }: { answer: ProposalAnswer }) {
  const [returning, setReturning] = useState(false);
  const [note, setNote] = useState('');
  const deciding = useWrite('post', '/api/record-proposals/{proposal_id}/decision', [
    '/api/record-proposals/{proposal_id}',
    '/api/record-proposals',
  ]);
  if (answer.state === 'approved' || answer.state === 'returned') return null;
  const next = answer.state === 'requested' ? 'handle' : 'approve';
  const able = next === 'handle' ? answer.can.handle : answer.can.approve;
  async function decide(action: 'handle' | 'approve' | 'return', words: string): Promise<void> {
    const done = await deciding.send({ path: { proposal_id: answer.proposal_id }, body: { action, note: words } });
    if (done === undefined) return;
    setReturning(false);
    setNote('');
    toast(
      {
        handle: t('已经办，等第二人复核', 'Handled: a second person decides'),
        approve: t('已入账', 'Posted'),
        return: t('已退回，本人会看到理由', 'Sent back: the person reads why'),
      }[action],
    );
  }
  return (
    <Form
      label={t('决定', 'Decision')}
      problem={returning ? null : deciding.problem}
      onSubmit={() => {
        if (able && note.trim().length >= 2) void decide(next, note.trim());
      }}
    >
      <Textarea
        name="note"
        label={next === 'handle' ? t('经办意见', 'What you found') : t('复核意见', 'Why you agree')}
        rows={2}
        value={note}
        onChange={setNote}
        maxLength={500}
      />
      <div className="actions">
        {answer.can.return && <Button onClick={() => setReturning(true)}>{t('退回，写理由', 'Send back')}</Button>}
        <Button
          kind="do"
          type="submit"
          running={deciding.running}
          notNow={
            !able
              ? (answer.blocked ?? t('需要复核权限', 'you lack the right'))
              : note.trim().length < 2
                ? t('先写意见', 'write your finding first')
                : undefined
          }
        >
          {next === 'handle'
            ? t('经办，盖第一个章', 'Handle: first seal')
            : t('同意，盖章入账', 'Agree, seal and post')}
        </Button>
      </div>
      <Ask
        open={returning}
        title={t('退回这份申请', 'Send this back')}
        verb={t('退回', 'Send back')}
        reason={{
          label: t('理由', 'Reason'),
          hint: t('本人会看到，写清缺什么', 'The person reads it: say what is missing'),
        }}
        running={deciding.running}
        problem={deciding.problem}
        onClose={() => setReturning(false)}
        onConfirm={(why) => void decide('return', why)}
      />
    </Form>
  );
}
