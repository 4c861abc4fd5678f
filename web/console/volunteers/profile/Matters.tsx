import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { useOwed } from '../../../api/inbox.ts';
import { usePages, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DueTag, dueDayWords } from '../../../ui/DueTag.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';

type Matter = Answer<'get', '/api/rights-matters'>['rows'][number];
const states = ['answered', 'closed', 'all'] as const;

/** L43: what volunteers raise; superiors see what is open below. */
export default function Matters() {
  const { filters } = useFilters();
  const state = states.find((one) => one === filters['state']) ?? 'open';
  const list = usePages('/api/rights-matters', { query: { state, limit: 20 } });
  const owed = useOwed('volunteers.matters');
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead
        title={t('权益事项', 'Rights matters')}
        beside={
          owed && (
            <>
              {t(`${owed.count} 件没答`, `${owed.count} open`)}
              {owed.overdue > 0 && (
                <>
                  {' '}
                  <Tag state="late">{t(`${owed.overdue} 件逾期`, `${owed.overdue} overdue`)}</Tag>
                </>
              )}
            </>
          )
        }
      />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'state',
              label: t('状态', 'State'),
              all: t('没答', 'Open'),
              options: [
                { value: 'answered', label: t('已答复', 'Answered') },
                { value: 'closed', label: t('已了结', 'Closed') },
                { value: 'all', label: t('全部', 'All') },
              ],
            },
          ]}
        />
      </div>
      <div className="block">
        <Reading of={list.read} what={t('权益事项', 'rights matters')}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('没有没答的事', 'Nothing waits')}>
                {t(
                  '志愿者提的保险、费用、安全、记录等事会到这里。',
                  'Insurance, cost, safety, records and other matters that volunteers raise arrive here.',
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
        {list.more && (
          <div className="more">
            <Button onClick={list.more.load} running={list.more.running}>
              {t('再看一页', 'Show more')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function Row({ row }: { row: Matter }) {
  const [open, setOpen] = useState(false);
  const [answer, setAnswer] = useState('');
  const send = useWrite('post', '/api/rights-matters/{matter_id}/answer', ['/api/rights-matters']);
  async function go(): Promise<void> {
    if (await send.send({ path: { matter_id: row.id }, body: { answer } })) setOpen(false);
  }
  const settled = row.state === 'answered' || row.state === 'closed';
  return (
    <li>
      <div>
        <h2>
          {row.title} {row.state === 'answered' && <Tag state="ok">{t('已答复', 'Answered')}</Tag>}
          {row.state === 'closed' && <Tag state="none">{t('已了结', 'Closed')}</Tag>}{' '}
          <DueTag of={row.deadline} settled={settled} />
        </h2>
        <p>
          <Masked text={row.volunteer_name_hint} />
          {t('，', ', ')}
          {t(row.kind_zh, row.kind_en)}
          {t('，', ', ')}
          {t(`向${row.organization_name}提`, `to ${row.organization_name}`)}
          {row.about_name !== null && t(`，关于${row.about_name}`, `, about ${row.about_name}`)}
          {t('，', ', ')}
          {longDay(row.filed_at)}
          {!settled && t(`，${dueDayWords(row.deadline)}前答复`, `, due ${dueDayWords(row.deadline)}`)}
        </p>
        <p className="said">{row.content}</p>
        {row.answer && (
          <p className="said">
            {t(`${row.answered_by_name ?? ''}答复：`, `${row.answered_by_name ?? ''} answered: `)}
            {row.answer}
          </p>
        )}
      </div>
      {row.can.answer && !open && (
        <Button onClick={() => setOpen(true)}>
          {row.answer ? t('补充答复', 'Answer again') : t('答复', 'Answer')}
        </Button>
      )}
      {open && (
        <Form problem={send.problem} onSubmit={() => void go()}>
          <Textarea name="answer" label={t('答复', 'Answer')} rows={4} value={answer} onChange={setAnswer} />
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{t('先不答', 'Not now')}</Button>
            <Button kind="do" type="submit" running={send.running}>
              {t('送出答复', 'Send the answer')}
            </Button>
          </div>
        </Form>
      )}
    </li>
  );
}
