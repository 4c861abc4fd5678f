import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import {
  availabilitySlots,
  languages,
  type AvailabilitySlot,
  type Language,
} from '../../../../domain/volunteers/availability.ts';
import { documentTypes, type DocumentType } from '../../../../domain/volunteers/identity.ts';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { ServiceHours } from './ServiceHours.tsx';
import { sourceWords } from '../source-words.ts';
import type { Shown } from './volunteer-shown.ts';
import { TeamRow } from './TeamRow.tsx';

export function PersonDetails({ one }: { one: Shown }) {
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
                    <Link key={other.id} className="fig" href={volunteersDesk.volunteer({ id: other.id })}>
                      {other.number}{' '}
                    </Link>
                  )),
            note: t('时数算在这里', 'its hours count here'),
          },
          {
            key: t('并入', 'Merged into'),
            value: one.merged_into && (
              <Link className="fig" href={volunteersDesk.volunteer({ id: one.merged_into.id })}>
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
