import { useState } from 'react';
import { documentEndings } from '../../../../domain/files/document-endings.ts';
import { useWrite } from '../../../api/query.ts';
import { FileInput } from '../../../ui/FileInput.tsx';
import { Select } from '../../../ui/Field.tsx';
import { t } from '../../../ui/words.ts';

type Kept = readonly { readonly id: string; readonly title: string; readonly kind: string }[];
type Chosen = { readonly id: string; readonly file: File | undefined };

/** A document that something rests on: one that is kept already, or a file that is kept on the way. */
export function useDocumentChoice(organizationId: string, kind: 'minutes' | 'proof') {
  const [chosen, setChosen] = useState<Chosen>({ id: '', file: undefined });
  const add = useWrite('post', '/api/organizations/{organization_id}/documents', [
    '/api/organizations/{organization_id}/profile',
  ]);
  /** The id to send, empty where nothing was chosen; nothing where the file was refused. A second try does not keep it twice. */
  async function keep(title: string): Promise<string | undefined> {
    if (chosen.file === undefined) return chosen.id;
    const body = new FormData();
    body.append('kind', kind);
    body.append('title', title.slice(0, 80));
    body.append('file', chosen.file);
    const made = await add.send({ path: { organization_id: organizationId }, body });
    if (made) setChosen({ id: made.id, file: undefined });
    return made?.id;
  }
  return { chosen, setChosen, keep, problem: add.problem, running: add.running };
}

type Choice = ReturnType<typeof useDocumentChoice>;
type Props = { name: string; label: string; choice: Choice; documents: Kept; optional?: boolean };

export function DocumentChoice({ name, label, choice, documents, optional = false }: Props) {
  const { chosen, setChosen } = choice;
  return (
    <>
      <FileInput
        name="file"
        label={t(`${label}：上传文件`, `${label}: add a file`)}
        optional={optional || chosen.id !== ''}
        hint={t('最多 5 MB，PDF、Word、图片都可以', 'Up to 5 MB: PDF, Word or a picture')}
        accept={documentEndings.map((ending) => `.${ending}`).join()}
        onChange={(file) => setChosen({ id: '', file })}
      />
      {(documents.length > 0 || chosen.id !== '') && (
        <Select
          name={name}
          label={t(`${label}：选已有的`, `${label}: one that is kept`)}
          optional={optional || chosen.file !== undefined}
          value={chosen.id}
          empty={t('没有选', 'None')}
          onChange={(id) => setChosen({ id, file: undefined })}
          options={documents.map((one) => ({ value: one.id, label: one.title }))}
        />
      )}
    </>
  );
}
