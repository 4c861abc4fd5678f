import { useState } from 'react';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { purposes, spacedCode, type Purpose } from '../../../domain/records/certificate.ts';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { DateInput, Select } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { preferences } from '../../ui/preferences.ts';
import { Sheet } from '../../ui/Dialog.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag, type State } from '../../ui/Tag.tsx';
import { toast } from '../../ui/toast.tsx';
import { duration, longDay, span, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import './hours.css';

type Mine = Answer<'get', '/api/my/certificates'>;
type Row = Mine['rows'][number];
const states: Record<Row['state'], State> = { valid: 'ok', superseded: 'behind', revoked: 'late' };

/** P28: choose a use and a period; the sheet is there at once, free of charge, and anyone can verify it. */
export default function Certificates() {
  const child = useFilters().filters['child'];
  const mine = useRead('/api/my/certificates', { query: child === undefined ? {} : { child_id: child } });
  const [asking, setAsking] = useState(false);
  return (
    <Screen
      title={child === undefined ? t('服务证明', 'Certificates') : t('孩子的服务证明', 'The child’s certificates')}
      back={child === undefined ? recordsPhone.hours() : volunteersPhone.guardian()}
      action={
        <Button kind="do" large icon="file" onClick={() => setAsking(true)}>
          {t('开一份证明', 'Get a certificate')}
        </Button>
      }
    >
      <Reading of={mine} what={t('证明', 'certificates')}>
        {(answer) => (
          <>
            {answer.rows.length === 0 ? (
              <div className="block">
                <Empty title={t('还没有开过证明', 'No certificate yet')}>
                  {t('免费，立等可取，谁都能扫码查验。', 'Free of charge, at once, and anyone can verify it.')}
                </Empty>
              </div>
            ) : (
              <ul className="block certificates">
                {answer.rows.map((row) => (
                  <Line key={row.certificate_id} row={row} />
                ))}
              </ul>
            )}
            <AskSheet open={asking} child={child} issuers={answer.issuers} onClose={() => setAsking(false)} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Line({ row }: { row: Row }) {
  const at = `/api/certificates/${row.volunteer_id}/${row.certificate_id}`;
  const words = {
    valid: t('有效', 'valid'),
    superseded: t('已被更正，可免费重开', 'superseded: get a new one free'),
    revoked: t('已撤销', 'revoked'),
  }[row.state];
  return (
    <li>
      <div>
        <h2 className="title">{purposes[row.purpose][preferences().language]}</h2>
        <p className="soft">
          {row.number}
          {t('，', ', ')}
          {longDay(row.issued_at)}
        </p>
        <p className="soft">{row.organization_name}</p>
        <p>
          <span className="mute">{t('查验短码', 'Code')}</span> <span className="code">{spacedCode(row.code)}</span>
        </p>
        <Tag state={states[row.state]}>{words}</Tag>
      </div>
      <p className="fig" aria-label={span(row.total_minutes)}>
        {duration(row.total_minutes)}
      </p>
      <p className="links">
        <a href={`${at}/pdf`} download>
          {t('下载 PDF', 'Download PDF')}
        </a>
        <a href={recordsPhone.verified({ code: row.code })}>{t('查验页', 'Verification page')}</a>
        <a href={`${at}/badge`} download={`badge-${row.code}.json`}>
          {t('数字徽章', 'Open badge')}
        </a>
      </p>
      <details className="holder">
        <summary>{t('证明徽章是我的', 'Prove that the badge is mine')}</summary>
        <p className="soft">
          {t(
            '徽章里没有您的姓名和编号。对方要核对时，再把这串持有人密钥告诉对方；不要公开。',
            'The badge holds neither your name nor number. Tell this holder key only to whoever checks the badge; do not publish it.',
          )}
        </p>
        <p className="holder-key">{row.holder_key}</p>
      </details>
    </li>
  );
}

function AskSheet({
  open,
  child,
  issuers,
  onClose,
}: {
  open: boolean;
  child: string | undefined;
  issuers: Mine['issuers'];
  onClose: () => void;
}) {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const [purpose, setPurpose] = useState<Purpose>('general');
  const [organization, setOrganization] = useState('');
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`);
  const [until, setUntil] = useState(today);
  const issuing = useWrite('post', '/api/my/certificates', ['/api/my/certificates']);
  async function send(): Promise<void> {
    const answer = await issuing.send({
      body: {
        purpose,
        from,
        until,
        ...(child === undefined ? {} : { child_id: child }),
        ...(organization === '' ? {} : { organization_id: organization }),
      },
    });
    if (answer === undefined) return;
    toast(t(`证明 ${answer.number} 开好了`, `Certificate ${answer.number} is ready`));
    onClose();
  }
  return (
    <Sheet open={open} title={t('开一份证明', 'Get a certificate')} onClose={onClose}>
      <Form problem={issuing.problem} onSubmit={() => void send()}>
        <Select
          name="purpose"
          label={t('用在哪里', 'For what')}
          value={purpose}
          onChange={(value) => setPurpose(value as Purpose)}
          options={(Object.keys(purposes) as Purpose[]).map((one) => ({
            value: one,
            label: purposes[one][preferences().language],
          }))}
        />
        <Select
          name="organization_id"
          label={t('谁来证明', 'By whom')}
          hint={t(
            '谁组织谁证明；全部时每个组织一行',
            'Who ran the service certifies it; all of them stand line by line',
          )}
          value={organization}
          onChange={setOrganization}
          empty={t('全部组织，汇总一份', 'All organisations, one sheet')}
          options={issuers.map((issuer) => ({
            value: issuer.organization_id,
            label: t(`${issuer.name}，${span(issuer.minutes)}`, `${issuer.name}, ${span(issuer.minutes)}`),
          }))}
        />
        <DateInput name="from" label={t('服务从', 'Service from')} value={from} onChange={setFrom} max={until} />
        <DateInput
          name="until"
          label={t('到，这一天也算', 'To, this day included')}
          value={until}
          onChange={setUntil}
          min={from}
          max={today}
        />
        <p className="hint">{t('只算信用时数。免费。', 'Credit hours only. Free of charge.')}</p>
        <div className="actions">
          <Button kind="do" large type="submit" running={issuing.running}>
            {t('开证明', 'Issue it')}
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}
