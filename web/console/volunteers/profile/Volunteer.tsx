import { useState } from 'react';
import { Link } from 'wouter';
import {
  availabilitySlots,
  languages,
  type AvailabilitySlot,
  type Language,
} from '../../../../domain/volunteers/availability.ts';
import { documentTypes, type DocumentType } from '../../../../domain/volunteers/identity.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { Reading } from '../../../ui/States.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page, Split } from '../../Page.tsx';
import { PersonActions } from './PersonActions.tsx';
import { Side } from '../Side.tsx';
import { ServiceHours } from './ServiceHours.tsx';
import { VolunteerHours } from './VolunteerHours.tsx';
import { VolunteerCertificates, VolunteerSignUps } from './VolunteerParts.tsx';
import { sourceWords } from '../source-words.ts';

type Shown = Answer<'get', '/api/volunteers/{volunteer_id}'>;

/** One person: masked details, hours, activities and certificates at left, what may be done at right. */
export default function Volunteer({ params }: { params: Readonly<Record<string, string>> }) {
  const page = useRead('/api/volunteers/{volunteer_id}', { path: { volunteer_id: params['id'] ?? '' } });
  return (
    <Page tree={<Side />}>
      <Reading of={page} what={t('这位志愿者', 'this volunteer')}>
        {(one) => (
          <>
            <PageHead
              title={one.name_hint}
              crumbs={[{ words: t('名册', 'Roster'), href: '/volunteers' }, { words: one.name_hint }]}
              beside={<State one={one} />}
            />
            <Split label={t('可以做的', 'What you can do')} aside={<PersonActions one={one} />}>
              <Parts one={one} />
            </Split>
          </>
        )}
      </Reading>
    </Page>
  );
}

function State({ one }: { one: Shown }) {
  if (one.phone_freed_at && !one.withdrawn_at)
    return (
      <Tag state="late">
        {t(
          '手机号换了主人，账号锁着：请本人带证件来换手机号',
          'The phone has a new holder and the account is locked: a new phone with the document',
        )}
      </Tag>
    );
  if (one.withdrawn_at)
    return (
      <Tag state="none">
        {one.merged_into
          ? t('已并入另一注册', 'Merged into another')
          : t(`${longDay(one.withdrawn_at)}注销`, `Cancelled ${longDay(one.withdrawn_at)}`)}
      </Tag>
    );
  if (one.consents_missing.length > 0)
    return (
      <Tag state="behind">
        {t(
          `等${one.consents_missing.map((role) => (role === 'parent' ? '家长' : '老师')).join('和')}同意`,
          `Waits for ${one.consents_missing.join(' and ')}`,
        )}
      </Tag>
    );
  return <Tag state="ok">{t('在册', 'Registered')}</Tag>;
}

/** Each part only for whoever may read it. */
function Parts({ one }: { one: Shown }) {
  const { filters, setFilter } = useFilters();
  const tabs = [
    { key: 'inputs', words: t('资料', 'Inputs') },
    ...(one.can.read_hours ? [{ key: 'hours', words: t('时数', 'Hours') }] : []),
    ...(one.can.read_sign_ups ? [{ key: 'sign-ups', words: t('活动', 'Activities') }] : []),
    ...(one.can.read_certificates ? [{ key: 'certificates', words: t('证明', 'Certificates') }] : []),
  ];
  const part = tabs.find((tab) => tab.key === filters['part'])?.key ?? 'inputs';
  if (tabs.length === 1) return <Inputs one={one} />;
  return (
    <Tabs
      label={t('这位志愿者', 'This volunteer')}
      value={part}
      tabs={tabs}
      onChange={(key) => setFilter({ part: key === 'inputs' ? undefined : key, year: undefined })}
    >
      {part === 'inputs' && <Inputs one={one} />}
      {part === 'hours' && <VolunteerHours volunteerId={one.id} />}
      {part === 'sign-ups' && <VolunteerSignUps volunteerId={one.id} />}
      {part === 'certificates' && <VolunteerCertificates volunteerId={one.id} />}
    </Tabs>
  );
}

function Inputs({ one }: { one: Shown }) {
  const type = one.document_type === null ? undefined : documentTypes[one.document_type as DocumentType];
  const list = (words: readonly string[]): string => words.join(t('、', ', '));
  return (
    <>
      <KeyValues
        rows={[
          { key: t('编号', 'Number'), value: <span className="fig">{one.number_spelt}</span> },
          {
            key: t('并入的注册', 'Merged into this'),
            value:
              one.merged.length === 0
                ? null
                : one.merged.map((other) => (
                    <Link key={other.id} className="fig" href={`/volunteers/${other.id}`}>
                      {other.number}{' '}
                    </Link>
                  )),
            note: t('时数算在这里', 'its hours count here'),
          },
          {
            key: t('并入', 'Merged into'),
            value: one.merged_into && (
              <Link className="fig" href={`/volunteers/${one.merged_into.id}`}>
                {one.merged_into.number}
              </Link>
            ),
            note: t('时数算在那里', 'its hours count there'),
          },
          {
            key: t('证件', 'Document'),
            value: type && (
              <>
                {t(type.zh, type.en)} <Masked text={one.document_hint} />
              </>
            ),
          },
          { key: t('手机', 'Phone'), value: one.phone_hint && <Masked text={one.phone_hint} /> },
          { key: t('年龄', 'Age'), value: one.age === null ? null : t(`${one.age} 周岁`, `${one.age}`) },
          { key: t('组织', 'Organisation'), value: one.organization.name },
          {
            key: t('注册', 'Registered'),
            value: longDay(one.registered_at),
            note: one.campaign ?? sourceWords(one.source),
          },
          {
            key: t('身份', 'Status'),
            value: list(
              [
                one.is_pupil ? t('中小学生', 'pupil') : '',
                one.is_league_member ? t('团员', 'league member') : '',
                one.is_self_supporting ? t('靠自己工作生活', 'on own work') : '',
              ].filter(Boolean),
            ),
          },
          { key: t('学校', 'School'), value: one.school },
          { key: t('小区', 'Compound'), value: one.compound?.name },
          {
            key: t('意外险', 'Accident cover'),
            value: one.insured_until
              ? t(`有效至 ${longDay(one.insured_until)}`, `until ${longDay(one.insured_until)}`)
              : t('现在没有', 'none now'),
          },
          {
            key: t('技能', 'Skills'),
            value: list(
              one.skills.map((skill) => `${skill.skill}${skill.is_verified ? t('（已核）', ' (verified)') : ''}`),
            ),
          },
          {
            key: t('语言', 'Languages'),
            value: list(one.languages.map((code) => t(languages[code as Language].zh, languages[code as Language].en))),
          },
          {
            key: t('常有空', 'Usually free'),
            value: list(
              one.availability.map((slot) =>
                t(availabilitySlots[slot as AvailabilitySlot].zh, availabilitySlots[slot as AvailabilitySlot].en),
              ),
            ),
          },
        ]}
      />
      {one.can.read_hours && <ServiceHours volunteer={one.id} />}
      {one.memberships.length > 0 && <h2 className="title">{t('队伍', 'Teams')}</h2>}
      <ul className="desk-rows">
        {one.memberships.map((row) => (
          <TeamRow key={row.id} row={row} volunteer={one.id} />
        ))}
      </ul>
      {one.honours.length > 0 && <h2 className="title">{t('荣誉', 'Honours')}</h2>}
      <ul className="desk-rows">
        {one.honours.map((honour) => (
          <li key={honour.id}>
            <div>
              <h3>{honour.title}</h3>
              <p>
                {honour.issuer}
                {t('，', ', ')}
                {longDay(honour.issued_on)} {honour.document}
              </p>
              {!honour.is_confirmed && (
                <p>
                  <Tag state="behind">{t('未经颁发单位核实', 'Not confirmed by the issuer')}</Tag>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function TeamRow({ row, volunteer }: { row: Shown['memberships'][number]; volunteer: string }) {
  const decide = useWrite('post', '/api/volunteers/{volunteer_id}/memberships/{membership_id}/label', [
    '/api/volunteers/{volunteer_id}',
    '/api/volunteers',
  ]);
  const [why, setWhy] = useState(false);
  const path = { volunteer_id: volunteer, membership_id: row.id };
  return (
    <li>
      <div>
        <h3>
          {row.organization.name}{' '}
          {row.label && (
            <Tag state={row.is_confirmed ? 'ok' : 'due'}>
              {row.label}
              {row.is_confirmed ? '' : t('，待确认', ', to confirm')}
            </Tag>
          )}
        </h3>
        <p>
          {row.left_on
            ? t(
                `${longDay(row.joined_on)}至${longDay(row.left_on)}`,
                `${longDay(row.joined_on)} to ${longDay(row.left_on)}`,
              )
            : t(`${longDay(row.joined_on)}加入`, `Since ${longDay(row.joined_on)}`)}
        </p>
      </div>
      {row.can.confirm_label && (
        <span className="actions">
          <Button
            running={decide.running}
            onClick={() =>
              why
                ? void decide.send({
                    path,
                    body: { confirms: false, reason: t('不是本小区居民', 'Not a resident of this compound') },
                  })
                : setWhy(true)
            }
          >
            {why ? t('不是居民，不确认', 'Not a resident: refuse') : t('不确认', 'Refuse')}
          </Button>
          <Button
            kind="do"
            running={decide.running}
            onClick={() => void decide.send({ path, body: { confirms: true } })}
          >
            {t('确认', 'Confirm')}
          </Button>
        </span>
      )}
    </li>
  );
}
