import { useState } from 'react';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import type { PageProps } from '../../../ui/routes.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Timeline, type TimelineEvent } from '../../../ui/Timeline.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page, Split } from '../../Page.tsx';
import { BodyView } from './BodyView.tsx';
import { BookChanges } from './BookChanges.tsx';
import { BookEffect } from './BookEffect.tsx';
import { loosenedWords, needWords } from './rule-words.ts';
import { ProposalState } from './RuleProposals.tsx';
import './rules.css';

type Proposal = Answer<'get', '/api/rule-book-proposals/{proposal_id}'>;

/** What changes, what it would have changed, who must agree and who did: read before the button. */
export default function RuleProposal({ params }: PageProps) {
  const read = useRead('/api/rule-book-proposals/{proposal_id}', {
    path: { proposal_id: params['proposal_id'] ?? '' },
  });
  return (
    <Page>
      <Reading of={read} what={t('这份规则', 'this proposal')}>
        {(answer) => <Whole answer={answer} />}
      </Reading>
    </Page>
  );
}

function Whole({ answer }: { answer: Proposal }) {
  const effect = useRead('/api/rule-book-proposals/{proposal_id}/effect', { path: { proposal_id: answer.id } });
  const { replaced } = answer;
  const was =
    replaced.book_id === null
      ? t('内置规则', 'the built-in rules')
      : t(`${replaced.issuer_name}第 ${replaced.version} 版`, `${replaced.issuer_name}, version ${replaced.version}`);
  return (
    <>
      <PageHead
        title={t(`${answer.organization_name}：${answer.zh}新版`, `${answer.organization_name}: ${answer.en}`)}
        beside={<ProposalState row={answer} />}
        crumbs={[
          { words: t('规则', 'Rules'), href: organizationsDesk.rules() },
          { words: t('等审批的规则', 'Proposals'), href: organizationsDesk.ruleProposals() },
          { words: t(answer.zh, answer.en) },
        ]}
      />
      <Split
        label={t('谁来同意', 'Who agrees')}
        aside={<Course answer={answer} />}
        actions={<Buttons answer={answer} />}
      >
        <KeyValues
          rows={[
            { key: t('名称', 'Title'), value: answer.title },
            { key: t('依据文件', 'Citing document'), value: answer.citing_document },
            {
              key: t('执行', 'In force'),
              value:
                answer.valid_until === null
                  ? t(`从 ${longDay(answer.valid_from)} 起`, `from ${longDay(answer.valid_from)}`)
                  : t(
                      `${longDay(answer.valid_from)} 到 ${longDay(answer.valid_until)}`,
                      `${longDay(answer.valid_from)} to ${longDay(answer.valid_until)}`,
                    ),
            },
            { key: t('替换', 'Replaces'), value: was },
            { key: t('锁定下级', 'Locks below'), value: answer.is_locked ? t('是', 'Yes') : t('否', 'No') },
          ]}
        />
        <h2 className="title">{t('改什么', 'What changes')}</h2>
        <BookChanges before={replaced.body} after={answer.body} loosened={answer.loosened} />
        <h2 className="title">{t('影响', 'Effect')}</h2>
        <Reading of={effect} what={t('影响', 'its effect')}>
          {(seen) => <BookEffect effect={seen.effect} />}
        </Reading>
        {answer.looser_below.length > 0 && (
          <p className="soft">
            {t(
              `下面这些组织自己的规则比它宽，仍按自己的执行；要统一，请锁定下级：${answer.looser_below.join('、')}`,
              `These units keep their own looser rules unless it locks them: ${answer.looser_below.join(', ')}`,
            )}
          </p>
        )}
        <details>
          <summary>{t('全文', 'The whole book')}</summary>
          <BodyView body={answer.body} />
        </details>
      </Split>
    </>
  );
}

function Course({ answer }: { answer: Proposal }) {
  const events: TimelineEvent[] = [
    {
      key: 'asked',
      who: 'person',
      title: t(`${answer.proposed_by_name ?? ''}提出`, `Proposed by ${answer.proposed_by_name ?? ''}`),
      at: answer.proposed_at,
      ...(answer.reason === '' ? {} : { children: `“${answer.reason}”` }),
    },
    ...answer.approvals.map((one, index): TimelineEvent => ({
      key: `yes ${index}`,
      who: 'person',
      title: t(`${one.name}同意`, `${one.name} agreed`),
      at: one.at,
      children: `“${one.reason}”`,
    })),
    ...(answer.decided !== null && answer.state !== 'issued'
      ? [
          {
            key: 'no',
            who: 'hot' as const,
            title:
              answer.state === 'refused'
                ? t(`${answer.decided.name}没有同意`, `${answer.decided.name} refused`)
                : t(`${answer.decided.name}撤回`, `Taken back by ${answer.decided.name}`),
            at: answer.decided.at,
            children: `“${answer.decided.reason}”`,
          },
        ]
      : []),
    ...(answer.state === 'waiting'
      ? [
          {
            key: 'open',
            who: 'open' as const,
            title: t(
              `等${answer.deciding_organization_name}的人同意`,
              `Waits for ${answer.deciding_organization_name}`,
            ),
          },
        ]
      : []),
    ...(answer.state === 'issued' && answer.version !== null
      ? [
          {
            key: 'book',
            who: 'machine' as const,
            title: t(
              `第 ${answer.version} 版，从 ${longDay(answer.valid_from)} 起执行`,
              `Version ${answer.version}, in force from ${longDay(answer.valid_from)}`,
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <h2 className="title">{t('谁来同意', 'Who agrees')}</h2>
      <p className="soft">
        {needWords(answer.need)}
        {answer.loosened.length > 0 &&
          t(`。放宽的有：${loosenedWords(answer.loosened)}`, `. Looser: ${loosenedWords(answer.loosened)}`)}
      </p>
      <Timeline events={events} />
    </>
  );
}

function Buttons({ answer }: { answer: Proposal }) {
  const [ending, setEnding] = useState<'refuse' | 'withdraw' | null>(null);
  const [reason, setReason] = useState('');
  const deciding = useWrite('post', '/api/rule-book-proposals/{proposal_id}/decision', [
    '/api/rule-book-proposals/{proposal_id}',
    '/api/rule-book-proposals',
    '/api/rule-books',
  ]);
  if (answer.state !== 'waiting') return null;
  async function decide(decision: 'approve' | 'refuse' | 'withdraw', why: string): Promise<void> {
    const done = await deciding.send({ path: { proposal_id: answer.id }, body: { decision, reason: why } });
    if (!done) return;
    setEnding(null);
    toast(
      done.state === 'issued'
        ? t(`第 ${done.version} 版已发布`, `Version ${done.version} is issued`)
        : done.state === 'waiting'
          ? t('已同意，还要一位', 'Agreed: one more person')
          : t('已办', 'Done'),
    );
  }
  const disabledReason = !answer.can.approve
    ? answer.can.withdraw
      ? t('自己提出的，要别人同意', 'somebody else decides what you proposed')
      : t('要有决定权的另一位', 'another person decides')
    : reason.trim().length < 2
      ? t('先写意见', 'write your finding first')
      : undefined;
  return (
    <Form
      label={t('决定', 'Decision')}
      problem={ending === null ? deciding.problem : null}
      onSubmit={() => {
        if (disabledReason === undefined) void decide('approve', reason.trim());
      }}
    >
      {answer.can.approve && (
        <Textarea
          name="reason"
          label={t('意见', 'Why you agree')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
      )}
      <div className="actions">
        {answer.can.withdraw && <Button onClick={() => setEnding('withdraw')}>{t('撤回', 'Take it back')}</Button>}
        {answer.can.refuse && <Button onClick={() => setEnding('refuse')}>{t('不同意，写理由', 'Refuse')}</Button>}
        <Button kind="do" type="submit" running={deciding.running} disabledReason={disabledReason}>
          {t('同意', 'Agree')}
        </Button>
      </div>
      <Ask
        open={ending !== null}
        title={ending === 'withdraw' ? t('撤回这份规则', 'Take it back') : t('不同意这份规则', 'Refuse it')}
        verb={ending === 'withdraw' ? t('撤回', 'Take back') : t('不同意', 'Refuse')}
        reason={{ label: t('理由', 'Reason'), hint: t('提出的人会看到', 'Its proposer reads it') }}
        running={deciding.running}
        problem={deciding.problem}
        onClose={() => setEnding(null)}
        onConfirm={(why) => {
          if (ending !== null) void decide(ending, why);
        }}
      />
    </Form>
  );
}
