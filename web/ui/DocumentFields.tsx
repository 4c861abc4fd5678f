import { documentTypes, type DocumentType } from '../../domain/volunteers/identity.ts';
import { DateInput, Select, TextInput } from './Field.tsx';
import { t } from './words.ts';

export type DocumentDraft = {
  readonly name: string;
  readonly document_type: DocumentType;
  readonly document_number: string;
  readonly birth_date: string;
};
export const emptyDocument: DocumentDraft = {
  name: '',
  document_type: 'resident_id',
  document_number: '',
  birth_date: '',
};

const tellsBirth: readonly DocumentType[] = ['resident_id', 'residence_permit'];

/** Name and document as on the card; the birth date is asked only where the number does not hold it. */
export function DocumentFields({
  draft,
  onChange,
}: {
  draft: DocumentDraft;
  onChange: (draft: DocumentDraft) => void;
}) {
  return (
    <>
      <TextInput
        name="name"
        label={t('姓名', 'Name')}
        hint={t('照证件填写', 'As on the document')}
        autoComplete="name"
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
      />
      <Select
        name="document_type"
        label={t('证件', 'Document')}
        value={draft.document_type}
        onChange={(value) => onChange({ ...draft, document_type: value as DocumentType })}
        options={Object.entries(documentTypes).map(([value, words]) => ({ value, label: t(words.zh, words.en) }))}
      />
      <TextInput
        name="document_number"
        label={t('证件号码', 'Document number')}
        value={draft.document_number}
        onChange={(value) => onChange({ ...draft, document_number: value })}
        hint={t(
          '加密保存，只显示首尾几位；谁看过您都查得到',
          'Kept encrypted, shown only in part; you can see who looked',
        )}
      />
      {!tellsBirth.includes(draft.document_type) && (
        <DateInput
          name="birth_date"
          label={t('出生日期', 'Birth date')}
          value={draft.birth_date}
          onChange={(value) => onChange({ ...draft, birth_date: value })}
        />
      )}
    </>
  );
}

export function documentBody(draft: DocumentDraft): {
  name: string;
  document_type: DocumentType;
  document_number: string;
  birth_date: string | null;
} {
  return { ...draft, birth_date: draft.birth_date === '' ? null : draft.birth_date };
}
