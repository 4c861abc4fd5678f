import { useState } from 'react';
import { statutoryEnglish } from '../../../../domain/organizations/statutory.ts';
import { fileAddress } from '../../../api/file-address.ts';
import type { Ask as Asked } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FileUpload } from '../../../ui/FileUpload.tsx';
import { Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Empty } from '../../../ui/States.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useUploads } from '../../../ui/use-uploads.ts';
import { moment, t } from '../../../ui/words.ts';
import type { OrganizationPage, RecordPage } from '../tree/organization-page.ts';

type DocumentKind = Asked<'post', '/api/organizations/{organization_id}/documents'>['body']['kind'];

const kindWords = (): Readonly<Record<string, string>> => ({
  system: t('制度', 'Written system'),
  paper: t('登记材料', 'Registration paper'),
  minutes: t('会议记录', 'Minutes'),
  proof: t('证明', 'Proof'),
  founding: t('成立文件', 'Founding document'),
  guidance: t('会员指引', 'Guidance for members'),
});

const statutory = (title: string): string => t(title, statutoryEnglish(title));

export function Documents({ page, record }: { page: OrganizationPage; record: RecordPage }) {
  const [open, setOpen] = useState(false);
  const [withdrawing, setWithdrawing] = useState<{ id: string; title: string } | null>(null);
  const withdraw = useWrite('post', '/api/organization-documents/{document_id}/withdrawal', [
    '/api/organizations/{organization_id}/profile',
    '/api/organization-lists/{list}',
  ]);
  async function send(reason: string): Promise<void> {
    if (withdrawing === null || !(await withdraw.send({ path: { document_id: withdrawing.id }, body: { reason } })))
      return;
    setWithdrawing(null);
    toast(t('文件已撤回，不再算数', 'Withdrawn; it counts for nothing now'));
  }
  return (
    <div className="org-record">
      {record.can.edit && (
        <div className="org-openers">
          <Button icon="upload" onClick={() => setOpen(true)}>
            {t('上传文件', 'Add a document')}
          </Button>
        </div>
      )}
      {record.documents.length === 0 && (
        <Empty title={t('还没有文件', 'No documents yet')}>
          {t('上传章程、制度、登记材料和会议记录。', 'Add the charter, written systems, papers and minutes.')}
        </Empty>
      )}
      {record.documents.length > 0 && (
        <table className="led">
          <caption className="unseen">{t('文件', 'Documents')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('名称', 'Title')}</th>
              <th scope="col">{t('类别', 'Kind')}</th>
              <th scope="col">{t('上传', 'Added')}</th>
              {record.can.edit && (
                <th scope="col">
                  <span className="unseen">{t('操作', 'Acts')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {record.documents.map((one) => (
              <tr key={one.id}>
                <td>
                  {one.files.map((file) => (
                    <a key={file.id} className="nm" href={fileAddress(file)} download={file.file_name}>
                      {statutory(one.title)}
                    </a>
                  ))}
                </td>
                <td>{kindWords()[one.kind] ?? one.kind}</td>
                <td className="soft">
                  {moment(one.recorded_at)} {one.recorded_by_name}
                </td>
                {record.can.edit && (
                  <td>
                    <button
                      type="button"
                      className="link"
                      aria-label={t(`撤回${one.title}`, `Withdraw ${one.title}`)}
                      onClick={() => setWithdrawing(one)}
                    >
                      {t('撤回', 'Withdraw')}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {record.withdrawn_documents.length > 0 && (
        <section className="org-attribute">
          <h2 className="title">{t('撤回的文件', 'Withdrawn')}</h2>
          <ul>
            {record.withdrawn_documents.map((one) => (
              <li key={one.id} className="soft">
                {statutory(one.title)}
                {t('：', ': ')}
                {moment(one.withdrawn_at)} {one.withdrawn_by_name} {one.withdraw_reason}
              </li>
            ))}
          </ul>
        </section>
      )}
      {withdrawing !== null && (
        <Ask
          open
          title={t(`撤回“${withdrawing.title}”`, `Withdraw “${withdrawing.title}”`)}
          verb={t('撤回文件', 'Withdraw it')}
          reason={{ label: t('理由', 'Reason') }}
          onClose={() => setWithdrawing(null)}
          onConfirm={(reason) => void send(reason)}
          running={withdraw.running}
          problem={withdraw.problem}
          effects={[
            {
              what: t('靠它办的事', 'What rests on it'),
              value: t(
                '不再算数：会议没有记录就不算开过，制度重新算缺',
                'no longer counts: a meeting without minutes, a missing system',
              ),
            },
          ]}
        />
      )}
      <Dialog open={open} title={t('上传文件', 'Add a document')} onClose={() => setOpen(false)}>
        <DocumentForm
          organizationId={page.organization.id}
          rule={record.follows.statutory_rule}
          onClose={() => setOpen(false)}
        />
      </Dialog>
    </div>
  );
}

function DocumentForm({
  organizationId,
  rule,
  onClose,
}: {
  organizationId: string;
  rule: RecordPage['follows']['statutory_rule'];
  onClose: () => void;
}) {
  const [kind, setKind] = useState<DocumentKind | ''>('');
  const [title, setTitle] = useState('');
  const uploads = useUploads('organization_document');
  const add = useWrite('post', '/api/organizations/{organization_id}/documents', [
    '/api/organizations/{organization_id}/profile',
  ]);
  const asked: Readonly<Record<string, readonly string[]>> = {
    system: rule.required_systems,
    paper: rule.registration_papers,
  };
  async function save(): Promise<void> {
    const [upload_id] = (await uploads.whole()) ?? [];
    if (upload_id === undefined || kind === '') return;
    if (!(await add.send({ path: { organization_id: organizationId }, body: { kind, title, upload_id } }))) return;
    toast(t('文件已存', 'The document is kept'));
    onClose();
  }
  return (
    <Form problem={add.problem} onSubmit={() => void save()}>
      <Select
        name="kind"
        label={t('类别', 'Kind')}
        empty={t('请选', 'Choose')}
        value={kind}
        onChange={(next) => {
          setKind(next as DocumentKind | '');
          setTitle('');
        }}
        options={Object.entries(kindWords()).map(([value, label]) => ({ value, label }))}
      />
      {asked[kind] ? (
        <Select
          name="title"
          label={t('哪一份', 'Which one')}
          value={title}
          onChange={setTitle}
          empty={t('选一份', 'Choose')}
          options={asked[kind].map((one) => ({ value: one, label: statutory(one) }))}
        />
      ) : (
        <TextInput name="title" label={t('名称', 'Title')} value={title} onChange={setTitle} />
      )}
      <FileUpload name="file" label={t('文件', 'File')} uploads={uploads} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不传', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={add.running}
          disabledReason={
            kind === ''
              ? t('先选类别', 'choose the kind first')
              : !uploads.isChosen
                ? t('先选文件', 'choose the file first')
                : undefined
          }
        >
          {t('上传文件', 'Add the document')}
        </Button>
      </div>
    </Form>
  );
}
