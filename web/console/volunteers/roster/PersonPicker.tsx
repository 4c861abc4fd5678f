import { useState } from 'react';
import { useRead } from '../../../api/query.ts';
import { Field } from '../../../ui/Field.tsx';
import { personHeader } from '../../../ui/person-words.ts';
import { Masked } from '../../../ui/Person.tsx';
import { t } from '../../../ui/words.ts';

export type PickedPerson = { readonly id: string; readonly name_hint: string; readonly number: string };
type PickerProps = {
  name: string;
  label: string;
  value: PickedPerson | null;
  onChange: (picked: PickedPerson | null) => void;
  /** The person the page is about. */ but: string;
};

/** Finds a registration as the roster does: by name, pinyin, number, or a full phone or document number. Masked, as there. */
export function PersonPicker({ name, label, value, onChange, but }: PickerProps) {
  const [words, setWords] = useState('');
  const asked = words.trim();
  const found = useRead(
    '/api/volunteers',
    { query: { limit: 8 }, ...personHeader(asked) },
    { enabled: asked.length > 1 && value === null, keepPrevious: true },
  );
  if (value !== null) {
    return (
      <Field name={name} label={label}>
        {(control) => (
          <span className="picked">
            <input {...control} className="input" readOnly value={`${value.name_hint} ${value.number}`} />
            <button type="button" className="link" onClick={() => onChange(null)}>
              {t('换一个', 'Change')}
            </button>
          </span>
        )}
      </Field>
    );
  }
  const rows = found.data?.rows.filter((row) => row.id !== but) ?? [];
  return (
    <div className="picker">
      <Field
        name={name}
        label={label}
        hint={t(
          '输入姓名、拼音、编号，或完整的手机号、证件号',
          'Type a name, pinyin, the number, or a full phone or document number',
        )}
      >
        {(control) => (
          <input
            {...control}
            className="input"
            type="search"
            autoComplete="off"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
      </Field>
      {asked.length > 1 && found.data && (
        <ul className="picks" aria-label={t('找到的人', 'People found')}>
          {rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() => {
                  onChange(row);
                  setWords('');
                }}
              >
                <b>
                  <Masked text={row.name_hint} /> {row.number}
                </b>
                <small>
                  {row.organization.name} {row.document_hint} {row.phone_hint}
                </small>
              </button>
            </li>
          ))}
          {rows.length === 0 && (
            <li className="mute" role="status">
              {t('名册里没有找到别人，换个说法再试', 'Nobody else found in the roster: try other words')}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
