/** The parts of the privacy page that concern a volunteer: consents, looks, taking the data along, leaving. */
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ownPhone } from '../../../domain/paths.ts';
import { useGo } from '../../ui/navigation.tsx';
import { useRead, useWrite } from '../../api/query.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { ProblemNote } from '../../ui/Form.tsx';
import { Reading } from '../../ui/States.tsx';
import { longDay, longMoment, t } from '../../ui/words.ts';

export function Consents() {
  const consents = useRead('/api/me/consents');
  const give = useWrite('post', '/api/me/consents', ['/api/me/consents']);
  const end = useWrite('delete', '/api/me/consents/{consent_id}', ['/api/me/consents']);
  const problem = give.problem ?? end.problem;
  return (
    <section className="block">
      <h2 className="title part">{t('我同意过什么', 'What I agreed to')}</h2>
      {problem && <ProblemNote problem={problem} />}
      <Reading of={consents} what={t('同意记录', 'the consent ledger')}>
        {({ rows, open }) => (
          <>
            <ul className="rows">
              {rows.map((row) => (
                <li key={row.id}>
                  <div>
                    <b>{t(row.zh, row.en)}</b>
                    <small>
                      {t(
                        `${row.given_by_name}，${longDay(row.given_at)}`,
                        `${row.given_by_name}, ${longDay(row.given_at)}`,
                      )}
                      {row.withdrawn_at &&
                        t(`，${longDay(row.withdrawn_at)}撤回`, `, withdrawn ${longDay(row.withdrawn_at)}`)}
                    </small>
                  </div>
                  {row.can.withdraw && (
                    <Button
                      onClick={() => void end.send({ path: { consent_id: row.id } })}
                      running={end.running}
                      label={t(`撤回：${row.zh}`, `Withdraw: ${row.en}`)}
                    >
                      {t('撤回', 'Withdraw')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {open.length > 0 && (
              <p className="lead">
                {t(
                  '下面这些您没有同意，不影响服务；要的话打勾，随时能撤回。',
                  'You have not agreed to these, and service does not depend on them. Tick to agree; withdraw at any time.',
                )}
              </p>
            )}
            {open.map((row) => (
              <Checkbox
                key={row.kind}
                name={row.kind}
                checked={false}
                onChange={() => void give.send({ body: { kind: row.kind } })}
                label={t(row.zh, row.en)}
              />
            ))}
          </>
        )}
      </Reading>
    </section>
  );
}

export function Looks() {
  const looks = useRead('/api/me/looks');
  return (
    <section className="block">
      <h2 className="title part">{t('谁看过我的完整信息', 'Who looked at my full data')}</h2>
      <Reading of={looks} what={t('查看记录', 'the record of looks')}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="lead">{t('没有人看过。', 'Nobody looked.')}</p>
          ) : (
            <ul className="rows">
              {rows.map((row, index) => (
                <li key={index}>
                  <div>
                    <b>{row.person_name}</b>
                    <small>
                      {longMoment(row.at)}
                      {t('，', ', ')}
                      {row.subject_name}
                    </small>
                    <small>{row.reason}</small>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

export function TakeAlong() {
  return (
    <section className="block">
      <h2 className="title part">{t('带走我的数据', 'Take my data along')}</h2>
      <p className="lead">
        {t('平台存的关于您的一切，一次导出。', 'Everything the platform holds about you, at once.')}
      </p>
      <p className="actions">
        <LinkButton icon="download" href="/api/me/export.xlsx" download>
          {t('下载表格', 'Download a workbook')}
        </LinkButton>
        <LinkButton icon="download" href="/api/me/export.json" download>
          {t('下载 JSON', 'Download JSON')}
        </LinkButton>
      </p>
    </section>
  );
}

/** S21 and PIPL art. 47: ending the registration keeps the records; deletion destroys the personal fields as well. */
export function Leaving() {
  const mine = useRead('/api/me/volunteer');
  const [asked, setAsked] = useState<'withdraw' | 'erase' | null>(null);
  const withdraw = useWrite('post', '/api/me/volunteer/withdrawal', ['/api/me/volunteer', '/api/me']);
  const erase = useWrite('post', '/api/me/volunteer/erasure');
  const queries = useQueryClient();
  const go = useGo();
  if (!mine.data) return null;
  async function end(reason: string): Promise<void> {
    if (await withdraw.send({ body: { reason } })) setAsked(null);
  }
  async function destroy(): Promise<void> {
    if (!(await erase.send({ body: { confirms: true } }))) return;
    queries.clear();
    go(ownPhone.home());
  }
  return (
    <section className="block">
      <h2 className="title part">{t('离开', 'Leave')}</h2>
      <p className="actions">
        {mine.data.can.withdraw && (
          <Button onClick={() => setAsked('withdraw')}>{t('注销注册', 'Cancel registration')}</Button>
        )}
        <Button onClick={() => setAsked('erase')}>{t('删除个人信息', 'Delete my personal data')}</Button>
      </p>
      <Ask
        open={asked === 'withdraw'}
        title={t('注销志愿者注册？', 'Cancel the registration?')}
        verb={t('注销注册', 'Cancel registration')}
        onClose={() => setAsked(null)}
        onConfirm={(reason) => void end(reason)}
        running={withdraw.running}
        problem={withdraw.problem}
        effects={[
          { what: t('服务时数和证明', 'Hours and certificates'), value: t('都还在', 'stay') },
          { what: t('报名和签到', 'Sign-up and check-in'), value: t('不能', 'end') },
          { what: t('以后想回来', 'Coming back'), value: t('重新注册，编号不变', 'register again, same number') },
        ]}
      />
      <Ask
        open={asked === 'erase'}
        title={t('删除全部个人信息？', 'Delete all personal data?')}
        verb={t('删除个人信息', 'Delete my personal data')}
        onClose={() => setAsked(null)}
        onConfirm={() => void destroy()}
        running={erase.running}
        problem={erase.problem}
        effects={[
          {
            what: t('姓名、证件、手机、卡', 'Name, document, phone, cards'),
            value: t('销毁，不能恢复', 'destroyed for good'),
          },
          { what: t('组织的合计', 'Sums of organisations'), value: t('不变', 'unchanged') },
          { what: t('登录', 'Signing in'), value: t('不能再登录', 'ends') },
        ]}
      />
    </section>
  );
}
