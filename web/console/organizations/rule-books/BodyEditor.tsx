import { useState } from 'react';
import { Checkbox } from '../../../ui/Choice.tsx';
import { NumberInput, Textarea, TextInput } from '../../../ui/Field.tsx';
import { t } from '../../../ui/words.ts';
import { fieldWords } from './rule-words.ts';

type Body = Readonly<Record<string, unknown>>;

/** Edits a rule book field by field: numbers, yes or no, words, lists of words one a line, and lines of such fields. */
export function BodyEditor({ body, at, onChange }: { body: Body; at: string; onChange: (body: Body) => void }) {
  return Object.entries(body).map(([key, value]) => (
    <ValueEditor
      key={key}
      name={`${at}.${key}`}
      label={fieldWords(key)}
      value={value}
      onChange={(next) => onChange({ ...body, [key]: next })}
    />
  ));
}

function ValueEditor({
  name,
  label,
  value,
  onChange,
}: {
  name: string;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  if (typeof value === 'boolean') return <Checkbox name={name} label={label} checked={value} onChange={onChange} />;
  if (typeof value === 'number')
    return (
      <NumberInput
        name={name}
        label={label}
        value={Number.isNaN(value) ? '' : String(value)}
        onChange={(text) => onChange(text === '' ? Number.NaN : Number(text))}
      />
    );
  if (Array.isArray(value)) return <ListEditor name={name} label={label} list={value} onChange={onChange} />;
  if (typeof value === 'object' && value !== null) {
    return (
      <fieldset className="rule-group">
        <legend>{label}</legend>
        <BodyEditor body={value as Body} at={name} onChange={onChange} />
      </fieldset>
    );
  }
  return <TextInput name={name} label={label} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
}

function ListEditor({
  name,
  label,
  list,
  onChange,
}: {
  name: string;
  label: string;
  list: readonly unknown[];
  onChange: (list: readonly unknown[]) => void;
}) {
  if (list.every((one) => typeof one !== 'object')) {
    return <LinesEditor name={name} label={label} list={list} onChange={onChange} />;
  }
  const last = list.at(-1);
  return (
    <fieldset className="rule-group">
      <legend>{label}</legend>
      {list.map((one, index) => (
        <details key={index}>
          <summary>
            {t(`第 ${index + 1} 项`, `No. ${index + 1}`)} {summary(one)}
          </summary>
          <BodyEditor
            body={one as Body}
            at={`${name}.${index}`}
            onChange={(next) => onChange(list.map((old, place) => (place === index ? next : old)))}
          />
          <button type="button" className="link" onClick={() => onChange(list.filter((_, place) => place !== index))}>
            {t('去掉这一项', 'Remove it')}
          </button>
        </details>
      ))}
      <button type="button" className="link" onClick={() => onChange([...list, last])}>
        {t('照最后一项加一项', 'Add one like the last')}
      </button>
    </fieldset>
  );
}

/** Keeps the text as it is typed: a line that is still empty is no entry yet, and stays on the screen. */
function LinesEditor({
  name,
  label,
  list,
  onChange,
}: {
  name: string;
  label: string;
  list: readonly unknown[];
  onChange: (list: readonly unknown[]) => void;
}) {
  const [text, setText] = useState(() => list.join('\n'));
  function type(next: string): void {
    setText(next);
    onChange(
      next
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
  }
  return <Textarea name={name} label={label} hint={t('一行一个', 'One a line')} value={text} onChange={type} />;
}

function summary(one: unknown): string {
  if (typeof one !== 'object' || one === null) return '';
  return Object.values(one)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .slice(0, 2)
    .join(' ');
}
