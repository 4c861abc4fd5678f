import { useState } from 'react';
import { certificateColumns, certificateFigures } from '../../../../domain/records/certificate-columns.ts';
import { purposes, spacedCode } from '../../../../domain/records/certificate.ts';
import type { Answer } from '../../../api/client.ts';
import { useList } from '../../../api/list.ts';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { DataTable, factColumn, type Column } from '../../../ui/DataTable.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { PersonSearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { duration, longDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { SavedViews } from '../../SavedViews.tsx';
import { IssueCertificate } from './IssueCertificate.tsx';

type Row = Answer<'get', '/api/certificates'>['rows'][number];

/** Issue, archive, revoke. Only what one's own organisation and those below ran is certified. */
export default function Certificates() {
  const [words] = usePersonWords('certificates');
  const list = useList(
    '/api/certificates',
    { columns: certificateColumns, figures: certificateFigures },
    { query: {}, ...personHeader(words) },
  );
  const [issuing, setIssuing] = useState<Row | null>(null);
  const [revoking, setRevoking] = useState<Row | null>(null);
  const revoke = useWrite('post', '/api/certificates/{volunteer_id}/{certificate_id}/revocation', [
    '/api/certificates',
  ]);
  return (
    <Page>
      <PageHead title={t('服务证明', 'Certificates')} crumbs={[{ words: t('证明', 'Certificates') }]} />
      <SavedViews list="certificates" />
      <div className="filt">
        <PersonSearchBox
          list="certificates"
          label={t('找编号、姓名、志愿者编号', 'Number, name or volunteer number')}
        />
      </div>
      <div className="block">
        <Reading of={list.read} what={t('证明', 'certificates')}>
          {(rows) => (
            <DataTable
              name="certificates"
              label={t('已开证明', 'Issued certificates')}
              columns={columns(setIssuing, setRevoking)}
              rows={rows}
              rowKey={(row) => row.certificate_id}
              more={list.more}
              list={list}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('还没有开过证明', 'No certificate yet')}>
                        {t(
                          '志愿者在手机上自己开，免费；也可以从服务记录为人代开。',
                          'Volunteers get theirs on the phone, free of charge; staff may issue one from a record.',
                        )}
                      </Empty>
                    ),
                  }
                : {})}
            />
          )}
        </Reading>
      </div>
      {issuing !== null && <IssueCertificate of={issuing} onClose={() => setIssuing(null)} />}
      <Ask
        open={revoking !== null}
        title={t(`撤销证明 ${revoking?.number ?? ''}`, `Revoke ${revoking?.number ?? ''}`)}
        verb={t('撤销', 'Revoke')}
        reason={{ label: t('理由', 'Reason'), hint: t('查验的人会看到', 'Whoever verifies it reads this') }}
        running={revoke.running}
        problem={revoke.problem}
        onClose={() => setRevoking(null)}
        onConfirm={(reason) => {
          if (revoking !== null)
            void revoke
              .send({
                path: { volunteer_id: revoking.volunteer_id, certificate_id: revoking.certificate_id },
                body: { reason },
              })
              .then((done) => {
                if (done !== undefined) {
                  setRevoking(null);
                  toast(t('已撤销，本人会收到消息', 'Revoked: the person is told'));
                }
              });
        }}
      />
    </Page>
  );
}

function columns(onIssue: (row: Row) => void, onRevoke: (row: Row) => void): readonly Column<Row>[] {
  const language = preferences().language;
  const of = (name: keyof typeof certificateColumns) => factColumn(certificateColumns, name);
  return [
    { ...of('number'), cell: (row) => row.number },
    { ...of('name'), cell: (row) => <Masked text={row.volunteer_name} /> },
    { ...of('purpose'), cell: (row) => purposes[row.purpose][language] },
    { ...of('issuer'), cell: (row) => row.organization_name },
    {
      ...of('total_minutes'),
      cell: (row) => <b className="fig">{duration(row.total_minutes)}</b>,
    },
    { ...of('issued_at'), cell: (row) => longDay(row.issued_at) },
    { key: 'code', label: t('短码', 'Code'), cell: (row) => <span className="fig">{spacedCode(row.code)}</span> },
    {
      ...of('state'),
      cell: (row) =>
        row.state === 'valid' ? (
          <Tag state="ok">{t('有效', 'valid')}</Tag>
        ) : row.state === 'superseded' ? (
          <Tag state="behind">{t('已被更正', 'superseded')}</Tag>
        ) : (
          <Tag state="late">{t('已撤销', 'revoked')}</Tag>
        ),
    },
    {
      key: 'do',
      label: t('操作', 'Actions'),
      cell: (row) => (
        <>
          <a href={`/api/certificates/${row.volunteer_id}/${row.certificate_id}/pdf`} download>
            {t('下载', 'PDF')}
          </a>{' '}
          <Button kind="text" onClick={() => onIssue(row)}>
            {t('重开', 'Issue anew')}
          </Button>
          {row.can.revoke && (
            <Button kind="text" onClick={() => onRevoke(row)}>
              {t('撤销', 'Revoke')}
            </Button>
          )}
        </>
      ),
    },
  ];
}
