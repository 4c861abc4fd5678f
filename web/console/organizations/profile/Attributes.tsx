import { useState } from 'react';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { holdsSeveral, type AttributeKind } from '../../../../domain/organizations/attributes.ts';
import { kindNames, type OrganizationKind } from '../../../../domain/organizations/kinds.ts';
import { Button } from '../../../ui/Button.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { AttributeDialog } from './AttributeDialog.tsx';
import { EndAttribute, AttributeHistory, AttributeValue, PlannedValues } from './AttributeParts.tsx';
import { Meetings } from './Meetings.tsx';
import type { OrganizationPage, RecordPage } from '../tree/organization-page.ts';
import { Relations } from '../tree/Relations.tsx';
import { attributeKindsFor, attributeWords } from './profile-forms.ts';
import { Follows } from './Follows.tsx';
import { Growth } from './Growth.tsx';

/** What is known of an organisation, each attribute with its day, and what follows from it. */
export function Attributes({
  page,
  record,
  onChoose,
}: {
  page: OrganizationPage;
  record: RecordPage;
  onChoose: (id: string) => void;
}) {
  const [kind, setKind] = useState<AttributeKind | null>(null);
  const [past, setPast] = useState<AttributeKind | null>(null);
  const [ending, setEnding] = useState<RecordPage['attributes'][number] | null>(null);
  const { organization } = page;
  const kept = [...record.attributes, ...record.planned].map((attribute) => attribute.kind as AttributeKind);
  const kinds = [...new Set([...attributeKindsFor(organization.kind), ...kept])];
  const visits = record.visits.map((visit) => ({
    id: visit.id,
    title: `${longDay(visit.occurred_on)} ${visit.organization_name} ${visit.title}`,
  }));
  return (
    <div className="org-record">
      <Follows page={page} record={record} />
      {kinds.map((one) => {
        const held = record.attributes.filter((attribute) => attribute.kind === one);
        return (
          <section key={one} className="org-attribute">
            <h2 className="title">
              {attributeWords(one)}
              {record.may_set.includes(one) && (
                <button type="button" className="link" onClick={() => setKind(one)}>
                  {held.length > 0 && !holdsSeveral(one) ? t('更新', 'Update') : t('填写', 'Record')}
                </button>
              )}
              {record.may_correct.includes(one) && (
                <button type="button" className="link" onClick={() => setKind(one)}>
                  {t('按调研更正', 'Correct from a visit')}
                </button>
              )}
              <button
                type="button"
                className="link"
                aria-expanded={past === one}
                onClick={() => setPast(past === one ? null : one)}
              >
                {past === one ? t('收起历史', 'Hide the history') : t('看历史', 'See the history')}
              </button>
            </h2>
            {held.length === 0 &&
              (one === 'direction' /* L41 */ ? (
                <DirectionGap may={record.may_set.includes(one)} onWrite={() => setKind(one)} />
              ) : (
                <p className="mute">{t('还没有记录', 'Nothing recorded yet')}</p>
              ))}
            {held.map((attribute) => (
              <div key={attribute.id}>
                <AttributeValue attribute={attribute} />
                {attribute.can.end && (
                  <p className="org-acts">
                    <button type="button" className="link" onClick={() => setEnding(attribute)}>
                      {t('结束', 'End')}
                    </button>
                  </p>
                )}
              </div>
            ))}
            <PlannedValues attributes={record.planned.filter((attribute) => attribute.kind === one)} />
            {past === one && <AttributeHistory organizationId={organization.id} kind={one} />}
          </section>
        );
      })}
      <Meetings page={page} record={record} />
      <Growth record={record} />
      <Relations organizationId={organization.id} />
      {record.hub.length > 0 && (
        <section className="org-attribute">
          <h2 className="title">
            {t(
              `本地组织、队伍和阵地 ${record.hub.length}`,
              `Organisations, teams and stations here: ${record.hub.length}`,
            )}
          </h2>
          <ul className="org-hub">
            {record.hub.map((one) => (
              <li key={one.id}>
                <Link href={organizationsDesk.organizations({ at: one.id })} onClick={() => onChoose(one.id)}>
                  {one.name_zh}
                </Link>{' '}
                <span className="soft">{kindWords(one.kind)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {ending !== null && <EndAttribute attribute={ending} onClose={() => setEnding(null)} />}
      <AttributeDialog
        organizationId={organization.id}
        kind={kind}
        inForce={
          kind === null || holdsSeveral(kind)
            ? undefined
            : record.attributes.find((attribute) => attribute.kind === kind)?.body
        }
        visits={visits}
        fromVisit={kind !== null && record.may_correct.includes(kind)}
        onClose={() => setKind(null)}
      />
    </div>
  );
}

/** L41: without it nobody can tell which needs an organisation answers to; whoever keeps the record fills it from here. */
function DirectionGap({ may, onWrite }: { may: boolean; onWrite: () => void }) {
  return (
    <>
      <p>
        <Tag state="behind">{t('还缺服务方向和内容', 'Service direction and content are missing')}</Tag>
      </p>
      <p className="soft">
        {t(
          '写了才找得到：各级按服务方向找能接需求的组织。',
          'It is found by it: offices look for who can answer a need by direction.',
        )}
      </p>
      {may && (
        <p>
          <Button onClick={onWrite}>{t('写清服务方向', 'State the direction')}</Button>
        </p>
      )}
    </>
  );
}

const kindWords = (kind: string): string =>
  t(kindNames[kind as OrganizationKind].zh, kindNames[kind as OrganizationKind].en);
