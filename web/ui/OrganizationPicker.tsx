/** Finds a team or association by name or pinyin; what was chosen stays as a line that can be changed. */
import { useEffect, useState } from 'react';
import { useRead } from '../api/query.ts';
import { Field } from './Field.tsx';
import { t } from './words.ts';

export type Picked = { readonly id: string; readonly name: string };
type PickerProps = {
  name: string;
  label: string;
  hint?: string;
  value: Picked | null;
  onChange: (picked: Picked | null) => void;
  belowId?: string;
  kinds?: string;
  /** A whole name that fits one only is taken as it is typed. */ takesWhole?: boolean;
};

export function OrganizationPicker({
  name,
  label,
  hint,
  value,
  onChange,
  belowId,
  kinds,
  takesWhole = false,
}: PickerProps) {
  const [words, setWords] = useState('');
  const asked = words.trim();
  const found = useRead(
    '/api/organizations/search',
    {
      query: { words: asked, limit: 8, ...(belowId ? { below_id: belowId } : {}), ...(kinds ? { kinds } : {}) },
    },
    { enabled: asked.length > 0 && value === null, keepPrevious: true },
  );
  const rows = found.data?.rows;
  const [only] = rows?.length === 1 ? rows : [];
  useEffect(() => {
    if (!takesWhole || value !== null || found.isPlaceholderData || only === undefined || only.name_zh !== asked)
      return;
    onChange({ id: only.id, name: only.name_zh });
    setWords('');
  }, [only?.id, asked, found.isPlaceholderData]);
  if (value !== null) {
    return (
      <Field name={name} label={label}>
        {(control) => (
          <span className="picked">
            <input {...control} className="input" readOnly value={value.name} />
            <button type="button" className="link" onClick={() => onChange(null)}>
              {t('换一个', 'Change')}
            </button>
          </span>
        )}
      </Field>
    );
  }
  return (
    <div className="picker">
      <Field name={name} label={label} hint={hint ?? t('输入名称或拼音首字母', 'Type a name or pinyin')}>
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
      {asked.length > 0 && found.data && (
        <ul className="picks" aria-label={t('找到的组织', 'Organisations found')}>
          {found.data.rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() => {
                  onChange({ id: row.id, name: row.name_zh });
                  setWords('');
                }}
              >
                <b>{row.name_zh}</b>
                <small>{row.line}</small>
              </button>
            </li>
          ))}
          {found.data.rows.length === 0 && (
            <li className="mute" role="status">
              {t('没有找到，换个说法再试', 'Nothing found: try other words')}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
