import { useState } from 'react';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, moment, t } from '../../../ui/words.ts';
import { OrganizationTree } from '../tree/OrganizationTree.tsx';
import { useChosen } from '../tree/use-chosen.ts';
import { Page } from '../../Page.tsx';
import { SelectionDialog } from './SelectionDialog.tsx';

type Decision = Answer<'get', '/api/organizations/{organization_id}/selections'>['rows'][number];

/** G69: the decisions of one level on its library: candidates, who was chosen, when and why. The newest one stands. */
export default function Selections() {
  const { chosen, choose } = useChosen();
  const [deciding, setDeciding] = useState(false);
  const read = useRead(
    '/api/organizations/{organization_id}/selections',
    { path: { organization_id: chosen ?? '' } },
    { enabled: chosen !== undefined, keepPrevious: true },
  );
  return (
    <Page tree={<OrganizationTree value={chosen} onChoose={choose} />}>
      <PageHead
        title={t('示范组织评选', 'Decisions on the library')}
        crumbs={[
          {
            words: t('台账', 'County overview'),
            href: organizationsDesk.countyOverview({ at: chosen }),
          },
          {
            words: t('示范组织库', 'Demonstration library'),
            href: organizationsDesk.lists({ list: 'demonstration', at: chosen }),
          },
          { words: t('历次评选', 'Decisions') },
        ]}
        beside={read.data?.organization_name}
        actions={
          read.data?.can.decide && (
            <Button kind="do" onClick={() => setDeciding(true)}>
              {t('评选示范组织', 'Choose the library')}
            </Button>
          )
        }
      />
      <div className="block">
        {chosen !== undefined && (
          <Reading of={read} what={t('历次评选', 'the decisions')}>
            {(answer) => (
              <>
                {answer.rows.length === 0 && (
                  <Empty title={t('这一级还没有评选过', 'This level has not decided yet')}>
                    {t(
                      '示范组织库由各级自己评定，上级的库在上级看。',
                      'Each level decides its own library; that of a superior stands at the superior.',
                    )}
                  </Empty>
                )}
                {answer.rows.map((decision, index) => (
                  <OneDecision key={decision.id} decision={decision} stands={index === 0} />
                ))}
              </>
            )}
          </Reading>
        )}
      </div>
      {deciding && chosen !== undefined && (
        <SelectionDialog organizationId={chosen} onClose={() => setDeciding(false)} />
      )}
    </Page>
  );
}

function OneDecision({ decision, stands }: { decision: Decision; stands: boolean }) {
  const chosen = decision.candidates.filter((one) => one.is_chosen);
  const others = decision.candidates.filter((one) => !one.is_chosen);
  const names = (rows: typeof chosen) => rows.map((one) => one.name_zh).join(t('、', ', '));
  return (
    <section className="org-attribute">
      <h2 className="title">
        {longDay(decision.decided_on)}{' '}
        {stands ? (
          <Tag state="ok">{t('现行', 'Stands')}</Tag>
        ) : (
          <Tag state="none">{t('已被后来的代替', 'Replaced')}</Tag>
        )}
      </h2>
      <p>{t(`理由：${decision.reason}`, `Why: ${decision.reason}`)}</p>
      <p>
        <b>{t(`选定 ${chosen.length} 个`, `${chosen.length} chosen`)}</b> {names(chosen)}
      </p>
      <p className="soft">
        {t(
          `候选 ${decision.candidates.length} 个，未选 ${others.length} 个`,
          `${decision.candidates.length} candidates, ${others.length} not chosen`,
        )}
        {others.length > 0 && t('：', ': ')}
        {names(others)}
      </p>
      <p className="mute">
        {decision.decided_by_name} {moment(decision.decided_at)}
      </p>
    </section>
  );
}
