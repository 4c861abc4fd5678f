import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import type { Answer } from '../../../api/client.ts';
import { usePages, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';

type Merge = Answer<'get', '/api/merge-requests'>['rows'][number];

/** Two registrations side by side; both sides that can sign in have agreed before the organisation merges. */
export default function Merges() {
  const list = usePages('/api/merge-requests', { query: { limit: 20 } });
  const [asked, setAsked] = useState<{ row: Merge; merges: boolean } | null>(null);
  const decide = useWrite('post', '/api/merge-requests/{merge_id}/decision', [
    '/api/merge-requests',
    '/api/volunteers',
  ]);
  async function go(reason: string): Promise<void> {
    if (asked && (await decide.send({ path: { merge_id: asked.row.id }, body: { merges: asked.merges, reason } })))
      setAsked(null);
  }
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead title={t('合并请求', 'Merge requests')} />
      <div className="block">
        <Reading of={list.read} what={t('合并请求', 'merge requests')}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('没有合并请求', 'No merge requests')}>
                {t(
                  '同一证件再次注册时，或在人员页提出后，会到这里。',
                  'They come from a second registration with one document, or from a person’s page.',
                )}
              </Empty>
            ) : (
              <ul className="desk-rows">
                {rows.map((row) => (
                  <li key={row.id}>
                    <div className="wide">
                      <h2>
                        {row.reason} <StateTag row={row} />
                      </h2>
                      <p>
                        {t(
                          `${row.opened_by_name}，${longDay(row.opened_at)}提出`,
                          `Opened by ${row.opened_by_name}, ${longDay(row.opened_at)}`,
                        )}
                        {row.decided_by_name &&
                          t(
                            `；${row.decided_by_name}：${row.decision_reason ?? ''}`,
                            `; ${row.decided_by_name}: ${row.decision_reason ?? ''}`,
                          )}
                      </p>
                      {row.differs.length > 0 && row.state !== 'merged' && (
                        <p>
                          <Tag state="behind">
                            {t(
                              `不一样：${row.differs.map(differsZh).join('、')}`,
                              `Differs: ${row.differs.map(differsEn).join(', ')}`,
                            )}
                          </Tag>
                        </p>
                      )}
                      <div className="pair">
                        <OneSide title={t('保留', 'Stays')} side={row.kept} />
                        <OneSide title={t('并入', 'Joins it')} side={row.duplicate} />
                      </div>
                      {(row.can.merge || row.can.refuse) && (
                        <p className="actions">
                          {row.can.refuse && (
                            <Button onClick={() => setAsked({ row, merges: false })}>
                              {row.state === 'waiting'
                                ? t('停下合并', 'Stop the merge')
                                : t('不是同一人', 'Two people')}
                            </Button>
                          )}
                          {row.state === 'open' && (
                            <Button
                              kind="do"
                              disabledReason={
                                row.can.merge
                                  ? undefined
                                  : row.is_mine
                                    ? t('您提出的，由另一位同事合并', 'you asked: another colleague merges')
                                    : t('等双方都同意', 'both sides agree first')
                              }
                              onClick={() => setAsked({ row, merges: true })}
                            >
                              {t('合并', 'Merge')}
                            </Button>
                          )}
                        </p>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
      <Ask
        open={asked !== null}
        title={asked?.merges ? t('合并这两份注册？', 'Merge these two?') : t('确定是两个人？', 'These are two people?')}
        verb={
          asked?.merges
            ? t('合并注册', 'Merge')
            : asked?.row.state === 'waiting'
              ? t('停下', 'Stop')
              : t('不合并', 'Refuse')
        }
        onClose={() => setAsked(null)}
        onConfirm={(reason) => void go(reason)}
        running={decide.running}
        problem={decide.problem}
        reason={{ label: t('理由', 'Reason') }}
        {...(asked?.merges
          ? {
              effects: [
                {
                  what: t('什么时候', 'When'),
                  value: t(
                    '不马上：先告诉双方的手机和上级，等过规定的天数才合；这期间谁说不是都停下',
                    'not at once: both phones and the superiors are told, some days pass, and anybody concerned may stop it',
                  ),
                },
                { what: t('登录和卡', 'Sign-in and cards'), value: t('归保留的一份', 'go to the one that stays') },
                { what: t('并入一份的个人信息', 'Personal data of the other'), value: t('销毁', 'destroyed') },
                {
                  what: t('两份的时数', 'Hours of both'),
                  value: t(
                    '都算在保留的一份名下，各组织的合计不变',
                    'count for the one that stays; totals of organisations do not change',
                  ),
                },
                { what: t('以后', 'Afterwards'), value: t('不能再拆开', 'cannot be taken apart again') },
              ],
            }
          : {})}
      />
    </Page>
  );
}

const differsZh = (one: Merge['differs'][number]): string =>
  ({ name: '姓名', birth_date: '出生日期', sex: '性别' })[one];
const differsEn = (one: Merge['differs'][number]): string =>
  ({ name: 'name', birth_date: 'birth date', sex: 'sex' })[one];

function StateTag({ row }: { row: Merge }) {
  if (row.state === 'merged') return <Tag state="ok">{t('已合并', 'Merged')}</Tag>;
  if (row.state === 'refused') return <Tag state="none">{t('未合并', 'Not merged')}</Tag>;
  if (row.state === 'waiting')
    return (
      <Tag state="due">
        {row.carry_out_after &&
          t(`${longDay(row.carry_out_after)}生效`, `Takes effect ${longDay(row.carry_out_after)}`)}
      </Tag>
    );
  return (
    <Tag state={row.can.merge ? 'due' : 'behind'}>
      {row.can.merge ? t('可以合并', 'May be merged') : t('等同意', 'Waits for consent')}
    </Tag>
  );
}

function OneSide({ title, side }: { title: string; side: Merge['kept'] }) {
  return (
    <section>
      <h3>{title}</h3>
      <KeyValues
        rows={[
          {
            key: t('姓名', 'Name'),
            value: side.number ? (
              <Link href={volunteersDesk.volunteer({ id: side.id })}>
                <Masked text={side.name_hint} />
              </Link>
            ) : (
              <Masked text={side.name_hint} />
            ),
          },
          { key: t('编号', 'Number'), value: side.number },
          { key: t('证件', 'Document'), value: side.document_hint && <Masked text={side.document_hint} /> },
          { key: t('手机', 'Phone'), value: side.phone_hint && <Masked text={side.phone_hint} /> },
          { key: t('组织', 'Organisation'), value: side.organization_name },
          {
            key: t('本人', 'The person'),
            value: side.agreed_at
              ? t(`${longDay(side.agreed_at)}同意`, `agreed ${longDay(side.agreed_at)}`)
              : side.has_account
                ? t('还没回复', 'has not answered')
                : t('没有登录账号，不用问', 'has no account to ask'),
          },
        ]}
      />
    </section>
  );
}
