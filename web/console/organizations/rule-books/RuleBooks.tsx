import { useState } from 'react';
import { calendarDesk } from '../../../../domain/calendar/paths.ts';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { useRead } from '../../../api/query.ts';
import { useHeld } from '../../../api/session.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Reading } from '../../../ui/States.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { Timeline } from '../../../ui/Timeline.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { OrganizationTree } from '../tree/OrganizationTree.tsx';
import { useChosen } from '../tree/use-chosen.ts';
import { Page } from '../../Page.tsx';
import { BodyView } from './BodyView.tsx';
import { ProposeDialog } from './ProposeDialog.tsx';
import type { Kind } from './rule-kind.ts';
import './rules.css';

/** What decides here, kind by kind, and every version at this organisation and above. */
export default function RuleBooks() {
  const { chosen, choose } = useChosen();
  const read = useRead(
    '/api/rule-books',
    { query: { organization_id: chosen ?? '' } },
    { enabled: chosen !== undefined, keepPrevious: true },
  );
  return (
    <Page tree={<OrganizationTree value={chosen} onChoose={choose} />}>
      <Reading of={read} what={t('规则', 'the rules')}>
        {(answer) => <Kinds kinds={answer.kinds} organizationId={chosen ?? ''} />}
      </Reading>
    </Page>
  );
}

function Kinds({ kinds, organizationId }: { kinds: readonly Kind[]; organizationId: string }) {
  const { filters, setFilter } = useFilters();
  const [issuing, setIssuing] = useState(false);
  const held = useHeld();
  const kind = kinds.find((one) => one.kind === filters['kind']) ?? kinds[0];
  if (!kind) return null;
  return (
    <>
      <PageHead
        title={t('规则', 'Rule books')}
        crumbs={[{ words: t('规则', 'Rules') }, { words: t(kind.zh, kind.en) }]}
        beside={t('最近的上级在当天有效的规则说了算', 'The nearest superior’s book in force on the day decides')}
        actions={
          <>
            <LinkButton icon="calendar" href={calendarDesk.holidays()}>
              {t('放假安排', 'Days off')}
            </LinkButton>
            {held.has('organizations.rules') && (
              <LinkButton href={organizationsDesk.ruleProposals()}>{t('等审批的规则', 'Proposals')}</LinkButton>
            )}
            <Button
              kind="do"
              onClick={() => setIssuing(true)}
              {...(kind.can.issue
                ? {}
                : {
                    disabledReason: kind.locked_by
                      ? t(`${kind.locked_by}已锁定`, `locked by ${kind.locked_by}`)
                      : t('需要“发布和修订规则”权限', 'needs the permission to issue rules'),
                  })}
            >
              {t('提出新版', 'Propose a version')}
            </Button>
          </>
        }
      />
      <div className="block">
        <Tabs
          label={t('规则种类', 'Kinds')}
          value={kind.kind}
          onChange={(next) => setFilter({ kind: next })}
          tabs={kinds.map((one) => ({ key: one.kind, words: t(one.zh, one.en) }))}
        >
          <div className="rule-page">
            <section>
              <h2 className="title">
                {t('现在执行', 'In force here')}{' '}
                {kind.locked_by && <Tag state="due">{t(`${kind.locked_by}锁定`, `Locked by ${kind.locked_by}`)}</Tag>}
              </h2>
              <p className="soft">
                {kind.decides.book_id === null
                  ? t('各级都还没有发布，按内置规则执行。', 'No superior has issued one: the built-in rules decide.')
                  : t(
                      `${kind.decides.issuer_name}第 ${kind.decides.version} 版，依据 ${kind.decides.citing_document}`,
                      `${kind.decides.issuer_name}, version ${kind.decides.version}, citing ${kind.decides.citing_document}`,
                    )}
              </p>
              <BodyView body={kind.decides.body} />
            </section>
            <section>
              <h2 className="title">{t('各版', 'Versions')}</h2>
              {kind.versions.length === 0 && <p className="mute">{t('还没有发布过', 'None issued yet')}</p>}
              <Timeline
                events={kind.versions.map((version) => ({
                  key: version.id,
                  who: version.in_force ? 'person' : 'machine',
                  time: longDay(version.valid_from),
                  title: (
                    <>
                      {version.organization_name} · {t(`第 ${version.version} 版`, `version ${version.version}`)}{' '}
                      {version.in_force && <Tag state="ok">{t('有效', 'In force')}</Tag>}{' '}
                      {version.is_locked && <Tag state="due">{t('锁定下级', 'Locks below')}</Tag>}
                    </>
                  ),
                  children: (
                    <p>
                      {version.title}，{version.citing_document}
                      {version.valid_until &&
                        t(`，到 ${longDay(version.valid_until)}`, `, until ${longDay(version.valid_until)}`)}
                      {version.issued_by_name &&
                        t(`，${version.issued_by_name}提出`, `, proposed by ${version.issued_by_name}`)}
                      {version.approved_by_names.length > 0 &&
                        t(
                          `，${version.approved_by_names.join('、')}同意`,
                          `, approved by ${version.approved_by_names.join(', ')}`,
                        )}
                      {version.proposal_id !== null && (
                        <>
                          {t('，', ', ')}
                          <Link href={organizationsDesk.ruleProposal({ proposal_id: version.proposal_id })}>
                            {t('看改了什么', 'what changed')}
                          </Link>
                        </>
                      )}
                    </p>
                  ),
                }))}
              />
            </section>
          </div>
        </Tabs>
      </div>
      <ProposeDialog kind={kind} open={issuing} organizationId={organizationId} onClose={() => setIssuing(false)} />
    </>
  );
}
