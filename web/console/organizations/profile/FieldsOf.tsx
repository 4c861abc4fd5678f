import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import { useRead } from '../../../api/query.ts';
import { Checkbox } from '../../../ui/Choice.tsx';
import { DateInput, NumberInput, Select, Textarea, TextInput } from '../../../ui/Field.tsx';
import { t } from '../../../ui/words.ts';
import type { FormField } from './form-fields.ts';

export type Typed = Readonly<Record<string, string | boolean>>;

/** The fields of one form, drawn from their list, but for a document. */
export function FieldsOf({
  fields,
  typed,
  onChange,
  nearId,
}: {
  fields: readonly FormField[];
  typed: Typed;
  onChange: (typed: Typed) => void;
  nearId?: string;
}) {
  return fields.map((field) => {
    const value = typed[field.name];
    const set = (next: string | boolean) => onChange({ ...typed, [field.name]: next });
    const common = { name: `body.${field.name}`, label: field.label, ...(field.optional ? { optional: true } : {}) };
    const words = typeof value === 'string' ? value : '';
    switch (field.as) {
      case 'yes':
        return (
          <Checkbox key={field.name} name={common.name} label={field.label} checked={value === true} onChange={set} />
        );
      case 'long':
        return <Textarea key={field.name} {...common} value={words} onChange={set} />;
      case 'count':
        return <NumberInput key={field.name} {...common} min={0} value={words} onChange={set} />;
      case 'date':
        return (
          <DateInput
            key={field.name}
            {...common}
            {...(field.until === 'today' ? { max: businessDate(new Date()) } : {})}
            value={words}
            onChange={set}
          />
        );
      case 'choice':
        return (
          <Select
            key={field.name}
            {...common}
            value={words}
            onChange={set}
            options={field.choices ?? []}
            empty={t('请选择', 'Choose')}
          />
        );
      case 'document':
        return null; // drawn by the form that keeps it: DocumentChoice
      case 'organization':
        return (
          <OrganizationField
            key={field.name}
            {...common}
            {...(field.kinds === undefined ? {} : { kinds: field.kinds })}
            {...(nearId === undefined ? {} : { nearId })}
            value={words}
            onChange={set}
          />
        );
      case 'text':
        return <TextInput key={field.name} {...common} value={words} onChange={set} />;
    }
  });
}

/** Type part of a name, choose from what is found. */
export function OrganizationField({
  name,
  label,
  value,
  onChange,
  optional,
  kinds,
  nearId,
}: {
  name: string;
  label: string;
  value: string;
  onChange: (id: string) => void;
  optional?: boolean;
  kinds?: string;
  /** Those nearest to this organisation come first. */ nearId?: string;
}) {
  const [words, setWords] = useState('');
  const found = useRead(
    '/api/organizations/search',
    {
      query: {
        words: words.trim(),
        limit: 20,
        ...(kinds === undefined ? {} : { kinds }),
        ...(nearId === undefined ? {} : { near_id: nearId }),
      },
    },
    { enabled: words.trim() !== '', keepPrevious: true },
  );
  const options = (found.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: row.line === '' ? row.name_zh : `${row.name_zh}（${row.line}）`,
  }));
  return (
    <>
      <TextInput
        name={`${name}_words`}
        label={t(`找${label}`, `Find: ${label}`)}
        value={words}
        onChange={setWords}
        optional={optional ?? false}
      />
      <Select
        name={name}
        label={label}
        value={value}
        onChange={onChange}
        options={options}
        empty={words.trim() === '' ? t('先写名称或首字母', 'Type a name first') : t('选一个', 'Choose one')}
        optional={optional ?? false}
      />
    </>
  );
}

/** What is in force, as it stands in the fields; the other way round of `bodyOf`. */
export function typedOf(fields: readonly FormField[], body: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(
    fields.map((field) => {
      const value = body[field.name];
      if (field.as === 'yes') return [field.name, value === true];
      return [field.name, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
    }),
  );
}

/** What goes on the wire: numbers as numbers, empty optional fields as null. */
export function bodyOf(fields: readonly FormField[], typed: Typed): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = typed[field.name];
      if (field.as === 'yes') return [field.name, value === true];
      if (field.as === 'count') return [field.name, typeof value === 'string' && value !== '' ? Number(value) : null];
      return [field.name, value === undefined || value === '' ? (field.optional ? null : '') : value];
    }),
  );
}
