import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { FileUpload } from '../../../ui/FileUpload.tsx';
import { Select } from '../../../ui/Field.tsx';
import { useUploads } from '../../../ui/use-uploads.ts';
import { t } from '../../../ui/words.ts';

type Kept = readonly { readonly id: string; readonly title: string; readonly kind: string }[];

/** A document that something rests on: one that is kept already, or a file that is kept on the way. */
export function useDocumentChoice(organizationId: string, kind: 'minutes' | 'proof') {
  const [kept, setKept] = useState('');
  const uploads = useUploads('organization_document');
  const add = useWrite('post', '/api/organizations/{organization_id}/documents', [
    '/api/organizations/{organization_id}/profile',
  ]);
  function clear(): void {
    for (const { key } of uploads.files) uploads.drop(key);
  }
  /** The id to send, empty where nothing was chosen; nothing where the file was refused. A second try does not keep it twice. */
  async function keep(title: string): Promise<string | undefined> {
    if (!uploads.isChosen) return kept;
    const [upload_id] = (await uploads.whole()) ?? [];
    if (upload_id === undefined) return undefined;
    const made = await add.send({
      path: { organization_id: organizationId },
      body: { kind, title: title.slice(0, 80), upload_id },
    });
    if (!made) return undefined;
    setKept(made.id);
    clear();
    return made.id;
  }
  return {
    uploads,
    kept,
    choose: (id: string): void => {
      clear();
      setKept(id);
    },
    isChosen: kept !== '' || uploads.isChosen,
    keep,
    problem: add.problem,
    running: add.running,
  };
}

type Choice = ReturnType<typeof useDocumentChoice>;
type Props = { name: string; label: string; choice: Choice; documents: Kept; optional?: boolean };

export function DocumentChoice({ name, label, choice, documents, optional = false }: Props) {
  const { kept, uploads } = choice;
  return (
    <>
      <FileUpload
        name="file"
        label={t(`${label}：上传文件`, `${label}: add a file`)}
        optional={optional || kept !== ''}
        uploads={uploads}
      />
      {(documents.length > 0 || kept !== '') && (
        <Select
          name={name}
          label={t(`${label}：选已有的`, `${label}: one that is kept`)}
          optional={optional || uploads.isChosen}
          value={uploads.isChosen ? '' : kept}
          empty={t('没有选', 'None')}
          onChange={choice.choose}
          options={documents.map((one) => ({ value: one.id, label: one.title }))}
        />
      )}
    </>
  );
}
