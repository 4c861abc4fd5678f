import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import type { Answer } from '../../../api/client.ts';
import { usePages, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { NumberInput, Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, longMoment, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';

type Request = Answer<'get', '/api/minor-access-requests'>['rows'][number];

/** Access to minors' data: one person asks, another approves for some days, every look is counted. */
export default function Minors() {
  const list = usePages('/api/minor-access-requests', { query: { limit: 20 } });
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead title={t('未成年人信息查看', 'Access to minors’ data')} />
      <div className="block">
        <Reading of={list.read} what={t('查看申请', 'requests')}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('没有查看申请', 'No requests')}>
                {t(
                  '工作人员要看未成年人的完整信息时，会先到这里等批准。',
                  'Staff who need a minor’s full data wait here for approval.',
                )}
              </Empty>
            ) : (
              <ul className="desk-rows">
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
    </Page>
  );
}

function Row({ row }: { row: Request }) {
  const [open, setOpen] = useState(false);
  const [days, setDays] = useState('7');
  const [reason, setReason] = useState('');
  const decide = useWrite('post', '/api/minor-access-requests/{request_id}/decision', ['/api/minor-access-requests']);
  const send = (approves: boolean): void =>
    void decide.send({ path: { request_id: row.id }, body: { approves, days: Number(days) || 7, reason } });
  return (
    <li>
      <div>
        <h2>
          <Link href={volunteersDesk.volunteer({ id: row.child.id })}>
            <Masked text={row.child.name_hint} />
          </Link>{' '}
          <Tag state={row.decision === null ? 'due' : row.decision === 'approved' ? 'ok' : 'none'}>
            {row.decision === null
              ? t('待批准', 'Waiting')
              : row.decision === 'approved'
                ? t('已批准', 'Approved')
                : t('未批准', 'Refused')}
          </Tag>
        </h2>
        <p>
          {t(`${row.child.age ?? ''} 周岁`, `Age ${row.child.age ?? ''}`)}
          {t('，', ', ')}
          {row.organization_name}
          {t('，', ', ')}
          {t(
            `${row.asked_by_name}，${longMoment(row.asked_at)} 申请`,
            `asked by ${row.asked_by_name}, ${longMoment(row.asked_at)}`,
          )}
        </p>
        <p className="said">{row.reason}</p>
        {row.decided_by_name && (
          <p>
            {t(`${row.decided_by_name}决定`, `Decided by ${row.decided_by_name}`)}
            {row.expires_at && t(`，到 ${longDay(row.expires_at)}`, `, until ${longDay(row.expires_at)}`)}
            {t(`，看过 ${row.looks} 次`, `, ${row.looks} looks`)}
          </p>
        )}
      </div>
      {row.can.decide && !open && <Button onClick={() => setOpen(true)}>{t('决定', 'Decide')}</Button>}
      {open && row.can.decide && (
        <Form problem={decide.problem} onSubmit={() => send(true)}>
          <NumberInput
            name="days"
            label={t('批准几天', 'For how many days')}
            min={1}
            max={30}
            unit={t('天', 'days')}
            value={days}
            onChange={setDays}
          />
          <Textarea name="reason" label={t('说明', 'Note')} optional rows={2} value={reason} onChange={setReason} />
          <div className="actions">
            <Button onClick={() => send(false)} running={decide.running}>
              {t('不批准', 'Refuse')}
            </Button>
            <Button kind="do" type="submit" running={decide.running}>
              {t('批准查看', 'Approve')}
            </Button>
          </div>
        </Form>
      )}
    </li>
  );
}
