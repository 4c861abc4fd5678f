import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { documentTypes } from '../../../../domain/volunteers/identity.ts';
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

type Recovery = Answer<'get', '/api/phone-recoveries'>['rows'][number];

/** New phones for people who lost theirs: one colleague saw the document, another agrees, the old number may object. */
export default function PhoneRecoveries() {
  const list = usePages('/api/phone-recoveries', { query: { limit: 20 } });
  const [asked, setAsked] = useState<{ row: Recovery; approves: boolean } | null>(null);
  const decide = useWrite('post', '/api/phone-recoveries/{recovery_id}/decision', ['/api/phone-recoveries']);
  const shownLink = decide.answer?.shown_link;
  async function go(reason: string): Promise<void> {
    if (
      asked &&
      (await decide.send({ path: { recovery_id: asked.row.id }, body: { approves: asked.approves, reason } }))
    )
      setAsked(null);
  }
  const verb = (one: typeof asked): string =>
    one?.approves
      ? t('同意换手机号', 'Agree')
      : one?.row.state === 'waiting'
        ? t('停下', 'Stop')
        : t('不同意', 'Refuse');
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead title={t('找回账号', 'Lost phones')} />
      <div className="block">
        {shownLink && (
          <p className="mute">
            {t('没有接短信，旧号码会收到的链接在这里：', 'No messages are sent here; the old number would get: ')}
            <a href={shownLink}>{shownLink}</a>
          </p>
        )}
        <Reading of={list.read} what={t('换手机号的申请', 'new phones')}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('没有要换的手机号', 'No new phones')}>
                {t(
                  '有人丢了手机号，带证件来，就在他的人员页上点“换手机号，找回账号”。',
                  'When somebody who lost the phone comes with a document, begin on the page of that person.',
                )}
              </Empty>
            ) : (
              <ul className="desk-rows">
                {rows.map((row) => (
                  <li key={row.id}>
                    <One row={row} onAsk={(approves) => setAsked({ row, approves })} />
                  </li>
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
      <Ask
        open={asked !== null}
        title={asked?.approves ? t('同意换手机号？', 'Agree to the new phone?') : t('不换了？', 'Leave the old phone?')}
        verb={verb(asked)}
        onClose={() => setAsked(null)}
        onConfirm={(reason) => void go(reason)}
        running={decide.running}
        problem={decide.problem}
        reason={{ label: t('理由', 'Reason') }}
        {...(asked?.approves
          ? {
              effects: [
                {
                  what: t('什么时候', 'When'),
                  value: t(
                    '旧号码收到通知，过规定的天数没人说不是，才绑定；没有人可通知的，马上绑定',
                    'the old number is told; it is bound after some days without an objection, at once where nobody can be told',
                  ),
                },
                {
                  what: t('登录', 'Sign-in'),
                  value: t('以后用新手机号，所有设备退出', 'by the new phone, all devices are signed out'),
                },
              ],
            }
          : {})}
      />
    </Page>
  );
}

function One({ row, onAsk }: { row: Recovery; onAsk: (approves: boolean) => void }) {
  const kind = documentTypes[row.document_type];
  const disabledReason = row.can.approve
    ? undefined
    : row.is_mine
      ? t('您提出的，由另一位同事同意', 'you proposed it: another colleague agrees')
      : t('和您有关，由别人同意', 'this concerns you: somebody else agrees');
  return (
    <div className="wide">
      <h2>
        {row.reason} <StateTag row={row} />
      </h2>
      <p>
        {t(
          `${row.opened_by_name}，${longDay(row.opened_at)}提出`,
          `Proposed by ${row.opened_by_name}, ${longDay(row.opened_at)}`,
        )}
        {row.decided_by_name &&
          t(
            `；${row.decided_by_name}：${row.decision_reason ?? ''}`,
            `; ${row.decided_by_name}: ${row.decision_reason ?? ''}`,
          )}
        {!row.decided_by_name && row.decision_reason && t(`；${row.decision_reason}`, `; ${row.decision_reason}`)}
      </p>
      <KeyValues
        rows={[
          {
            key: t('谁', 'Who'),
            value: (
              <Link href={volunteersDesk.volunteer({ id: row.volunteer.id })}>
                <Masked text={row.volunteer.name_hint} /> {row.volunteer.number}
              </Link>
            ),
          },
          { key: t('组织', 'Organisation'), value: row.organization_name },
          { key: t('新手机号', 'New number'), value: <Masked text={row.phone_hint} /> },
          { key: t('旧手机号', 'Old number'), value: row.old_phone_hint && <Masked text={row.old_phone_hint} /> },
          {
            key: t('看过的证件', 'Document seen'),
            value: (
              <>
                {t(kind.zh, kind.en)}{' '}
                <Tag state={row.is_document_compared ? 'ok' : 'behind'}>
                  {row.is_document_compared
                    ? t('号码比对一致', 'Number agrees')
                    : t('没有比对号码', 'Number not compared')}
                </Tag>
              </>
            ),
          },
        ]}
      />
      {row.can.refuse && (
        <p className="actions">
          <Button onClick={() => onAsk(false)}>
            {row.state === 'waiting' ? t('停下', 'Stop it') : t('不同意', 'Refuse')}
          </Button>
          {row.state === 'open' && (
            <Button kind="do" disabledReason={disabledReason} onClick={() => onAsk(true)}>
              {t('同意', 'Agree')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function StateTag({ row }: { row: Recovery }) {
  if (row.state === 'done') return <Tag state="ok">{t('已绑定', 'Bound')}</Tag>;
  if (row.state === 'refused') return <Tag state="none">{t('没有同意', 'Refused')}</Tag>;
  if (row.state === 'stopped') return <Tag state="none">{t('停下了', 'Stopped')}</Tag>;
  if (row.state === 'waiting')
    return (
      <Tag state="due">
        {row.carry_out_after && t(`${longDay(row.carry_out_after)}绑定`, `Bound ${longDay(row.carry_out_after)}`)}
      </Tag>
    );
  return <Tag state="behind">{t('等第二人', 'Waits for a second person')}</Tag>;
}
