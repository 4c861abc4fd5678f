import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { useRead, useWrite } from '../../api/query.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button } from '../../ui/Button.tsx';
import { Reading } from '../../ui/States.tsx';
import { day, longDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { ConfirmForm, type Waiting } from './ConfirmForm.tsx';
import { MyConsentRequests } from './MyConsentRequests.tsx';
import '../me/me.css';
import './volunteers.css';

/** For guardians and teachers: what waits for this phone, and the children agreed for. For the young: whom they wait for. */
export default function Guardian() {
  const page = useRead('/api/guardian-requests');
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Screen title={t('监护', 'Guardian')} back={ownPhone.me()}>
      <div className="block">
        <MyConsentRequests />
        <Reading of={page} what={t('请您同意的请求', 'requests for your consent')}>
          {({ rows, wards, my_name: myName }) => (
            <>
              <h2 className="title part">{t('请您同意', 'Asking for your consent')}</h2>
              {rows.length === 0 ? (
                <p className="lead">
                  {t(
                    '现在没有请求。孩子填了您的手机号后，这里会出现。',
                    'Nothing waits. A request appears here once a child names your phone.',
                  )}
                </p>
              ) : (
                <ul className="rows">
                  {rows.map((row) => (
                    <li key={row.id}>
                      <div>
                        <b>{titleOf(row)}</b>
                        <small>
                          {t(`${day(row.expires_at)} 前有效`, `Until ${day(row.expires_at)}`)}
                          {row.organization && `${t('，', ', ')}${row.organization.name}`}
                        </small>
                      </div>
                      <Button onClick={() => setOpen(open === row.id ? null : row.id)}>
                        {open === row.id ? t('收起', 'Close') : t('看', 'Open')}
                      </Button>
                      {open === row.id && (
                        <div className="whole">
                          <ConfirmForm request={row} myName={myName} onDone={() => setOpen(null)} />
                        </div>
                      )}
                    </li>
                  ))}
                </ul>
              )}
              {wards.length > 0 && <Wards wards={wards} />}
            </>
          )}
        </Reading>
      </div>
    </Screen>
  );
}

function titleOf(row: Waiting): string {
  if (!row.child) return t('未满 14 周岁的孩子请您替他（她）注册', 'A child under 14 asks you to register them');
  return row.role === 'teacher'
    ? t(`学生${row.child.name}请您同意`, `Your pupil ${row.child.name} asks for your consent`)
    : t(`${row.child.name}请您同意参加志愿服务`, `${row.child.name} asks for your consent to volunteer`);
}

type Ward = {
  child_id: string;
  name: string;
  number: string;
  relation: string;
  confirmed_at: string;
  consent_id: string | null;
  withdrawn_at: string | null;
};

/** A guardian takes back the consent as easily as it was given. */
function Wards({ wards }: { wards: readonly Ward[] }) {
  const [ending, setEnding] = useState<Ward | null>(null);
  const agreed = wards.filter((ward) => ward.consent_id !== null);
  const ended = wards.filter((ward) => ward.consent_id === null);
  const end = useWrite('delete', '/api/me/consents/{consent_id}', ['/api/guardian-requests']);
  async function withdraw(): Promise<void> {
    if (!ending?.consent_id) return;
    if (await end.send({ path: { consent_id: ending.consent_id } })) setEnding(null);
  }
  return (
    <>
      {agreed.length > 0 && <h2 className="title part">{t('您同意过的', 'Agreed by you')}</h2>}
      <ul className="rows">
        {agreed.map((ward) => (
          <li key={ward.child_id + ward.relation}>
            <div>
              <b>{ward.name}</b>
              <small>
                {t(
                  `编号 ${ward.number}，${longDay(ward.confirmed_at)}同意`,
                  `Number ${ward.number}, agreed on ${longDay(ward.confirmed_at)}`,
                )}
              </small>
              {ward.relation !== 'teacher' && (
                <p className="ward-links">
                  <Link href={volunteersPhone.card({ child: ward.child_id })}>
                    {t('出示孩子的卡', 'Show the child’s card')}
                  </Link>
                  <Link href={recordsPhone.hours({ child: ward.child_id })}>
                    {t('孩子的时数', 'The child’s hours')}
                  </Link>
                  <Link href={recordsPhone.certificates({ child: ward.child_id })}>
                    {t('孩子的证明', 'The child’s certificates')}
                  </Link>
                </p>
              )}
            </div>
            <Button onClick={() => setEnding(ward)}>{t('撤回同意', 'Withdraw')}</Button>
          </li>
        ))}
      </ul>
      {ended.length > 0 && <h2 className="title part">{t('同意已撤回', 'Withdrawn')}</h2>}
      <ul className="rows">
        {ended.map((ward) => (
          <li key={ward.child_id + ward.relation}>
            <div>
              <b>{ward.name}</b>
              <small>
                {ward.withdrawn_at
                  ? t(
                      `${longDay(ward.withdrawn_at)}撤回，不能再报名和签到`,
                      `Withdrawn on ${longDay(ward.withdrawn_at)}: no sign-up, no check-in`,
                    )
                  : t('没有有效的同意，不能报名和签到', 'No consent in force: no sign-up, no check-in')}
              </small>
              <small>{t('改主意了：请孩子再请您同意一次', 'Changed your mind? Let the child ask you again')}</small>
              {ward.relation !== 'teacher' && (
                <p className="ward-links">
                  <Link href={volunteersPhone.card({ child: ward.child_id })}>
                    {t('孩子的卡（还在现场的，凭它签退）', 'The child’s card (to check out where still on site)')}
                  </Link>
                  <Link href={recordsPhone.hours({ child: ward.child_id })}>
                    {t('孩子的时数', 'The child’s hours')}
                  </Link>
                  <Link href={recordsPhone.certificates({ child: ward.child_id })}>
                    {t('孩子的证明', 'The child’s certificates')}
                  </Link>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Ask
        open={ending !== null}
        title={t(`撤回对${ending?.name ?? ''}的同意？`, `Withdraw your consent for ${ending?.name ?? ''}?`)}
        verb={t('撤回同意', 'Withdraw consent')}
        onClose={() => setEnding(null)}
        onConfirm={() => void withdraw()}
        running={end.running}
        problem={end.problem}
        effects={[
          { what: t('以后的报名和签到', 'Sign-up and check-in from now'), value: t('不能', 'stop') },
          {
            what: t('没开始的报名', 'Sign-ups to come'),
            value: t(
              '名额退回，告诉孩子、负责人和另一位',
              'are given back; child, leader and the other adult are told',
            ),
          },
          { what: t('正在现场的', 'On site now'), value: t('照常签退', 'check-out stays') },
          { what: t('已有的时数', 'Hours so far'), value: t('仍在', 'stay') },
        ]}
      />
    </>
  );
}
