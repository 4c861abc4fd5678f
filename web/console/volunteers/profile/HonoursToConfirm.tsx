import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { usePages, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';

type Waiting = Answer<'get', '/api/honours-to-confirm'>['rows'][number];

/** L44: others wrote that we gave this; we say whether we did. */
export default function HonoursToConfirm() {
  const list = usePages('/api/honours-to-confirm', { query: { limit: 50 } });
  const [refused, setRefused] = useState<Waiting | null>(null);
  const decide = useWrite('post', '/api/volunteers/{volunteer_id}/honours/{honour_id}/decision', [
    '/api/honours-to-confirm',
  ]);
  const send = ({ volunteer_id, honour_id }: Waiting, confirms: boolean, reason = '') =>
    decide.send({ path: { volunteer_id, honour_id }, body: { confirms, reason } });
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead title={t('荣誉核实', 'Honours to confirm')} />
      <div className="block">
        <p className="soft">
          {t(
            '别的组织以你们的名义登记的荣誉。核实以前，到处都写着“未经颁发单位核实”。',
            'What other units recorded in your name. Until you confirm it, it says “not confirmed by the issuer” everywhere.',
          )}
        </p>
        {decide.problem && refused === null && (
          <p className="wrong" role="alert">
            {decide.problem.message}
          </p>
        )}
        <Reading of={list.read} what={t('荣誉', 'honours')}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('没有等核实的荣誉', 'No honours wait')} />
            ) : (
              <ul className="desk-rows">
                {rows.map((row) => (
                  <li key={row.honour_id}>
                    <div className="wide">
                      <h2>{row.title}</h2>
                      <p>
                        <Masked text={row.name_hint} /> <span className="fig">{row.number}</span>
                        {t('；', '; ')}
                        {row.issuer}
                        {t('，', ', ')}
                        {longDay(row.issued_on)} {row.document}
                      </p>
                      <p className="mute">
                        {t(
                          `${row.recorded_by} 登记于 ${longDay(row.recorded_at)}`,
                          `Recorded by ${row.recorded_by}, ${longDay(row.recorded_at)}`,
                        )}
                      </p>
                      <p className="actions">
                        <Button onClick={() => setRefused(row)}>{t('我们没有颁发', 'We did not give it')}</Button>
                        <Button onClick={() => void send(row, true)} running={decide.running}>
                          {t('核实，是我们颁发的', 'Confirm')}
                        </Button>
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
      <Ask
        open={refused !== null}
        title={t('没有颁发过这项荣誉？', 'This honour was not given?')}
        verb={t('不认可', 'Refuse')}
        reason={{ label: t('理由', 'Reason') }}
        running={decide.running}
        problem={decide.problem}
        onClose={() => setRefused(null)}
        onConfirm={(reason) => void (refused && send(refused, false, reason).then((done) => done && setRefused(null)))}
      />
    </Page>
  );
}
