import { recordsDesk } from '../../../../domain/records/paths.ts';
import { isWaiting } from '../../../../domain/records/two-people.ts';
import { useRead } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { DueTag } from '../../../ui/DueTag.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import type { PageProps } from '../../../ui/routes.tsx';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { Reading } from '../../../ui/States.tsx';
import { moment, t } from '../../../ui/words.ts';
import { Page, Split } from '../../Page.tsx';
import { kindWords, StateTag } from './Proposals.tsx';
import { RecordsTree } from '../service/RecordsTree.tsx';
import type { ProposalAnswer } from './proposal-shown.ts';
import { Decision } from './Decision.tsx';
import { Buttons } from './DecisionButtons.tsx';
import { DueBasis } from './DueBasis.tsx';
import { OneLine, ManyLines } from './ProposalLines.tsx';
import { Evidence } from './Evidence.tsx';
import '../records.css';

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
    appeal: t('申诉：恢复被冲回的时数', 'Appeal: give back struck hours'),
  }[answer.kind];
  const record = first?.result_record_id ?? first?.record_id;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { words: t('记录', 'Records'), href: recordsDesk.confirmations() },
          { words: t('待复核', 'To decide'), href: recordsDesk.proposals() },
          { words: kindWords(answer.kind) },
        ]}
        beside={
          <>
            <StateTag state={answer.state} /> <DueTag of={answer.deadline} settled={!isWaiting(answer.state)} />
          </>
        }
        actions={
          first !== undefined &&
          record != null && (
            <LinkButton href={recordsDesk.record({ volunteer_id: first.volunteer_id, record_id: record })}>
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
        <DueBasis answer={answer} />
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
          {answer.struck !== null && <Struck by={answer.struck} />}
          <h2 className="title">{t('改什么', 'What changes')}</h2>
          {answer.lines.length === 1 && first !== undefined ? (
            <OneLine line={first} isAppeal={answer.kind === 'appeal'} />
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

/** What the appeal is against: whoever decides weighs the reason of the strike and the reason of the appeal. */
function Struck({ by }: { by: NonNullable<ProposalAnswer['struck']> }) {
  return (
    <>
      <h2 className="title">{t('谁冲回的', 'Who struck it')}</h2>
      <div className="proposal-said">
        <Icon name="alert" size={18} />
        <div>
          <p>{by.note === null ? t('没有写理由', 'No reason was given') : `“${by.note}”`}</p>
          <p>
            <Masked text={by.name} />
            {t('，', ', ')}
            {moment(by.at)} {t('冲回', 'struck it')}
          </p>
        </div>
      </div>
    </>
  );
}
