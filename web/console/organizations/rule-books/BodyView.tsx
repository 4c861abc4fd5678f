import type { ReactNode } from 'react';
import { statutoryEnglish } from '../../../../domain/organizations/statutory.ts';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { t } from '../../../ui/words.ts';
import { fieldWords, ruleValueWords } from './rule-words.ts';

/** A rule book to read: every field in words. */
export function BodyView({ body }: { body: Readonly<Record<string, unknown>> }) {
  return (
    <KeyValues rows={Object.entries(body).map(([key, value]) => ({ key: fieldWords(key), value: shown(value) }))} />
  );
}

export function shown(value: unknown): ReactNode {
  if (typeof value === 'boolean') return value ? t('是', 'Yes') : t('否', 'No');
  if (value === null || value === undefined) return t('不限', 'No limit');
  if (Array.isArray(value)) {
    if (value.length === 0) return t('无', 'None');
    return value.every((one) => typeof one !== 'object') ? (
      value.map((one) => t(String(one), statutoryEnglish(String(one)))).join(t('、', ', '))
    ) : (
      <ul className="rule-lines">
        {value.map((one, index) => (
          <li key={index}>{line(one)}</li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? line(value) : JSON.stringify(value);
}

function line(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([, one]) => !(Array.isArray(one) && one.length === 0) && one !== '')
    .map(([key, one]) => `${fieldWords(key)} ${Array.isArray(one) ? one.join(t('、', ', ')) : valueWords(one)}`)
    .join(t('，', ', '));
}

function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? t('是', 'yes') : t('否', 'no');
  return ruleValueWords(String(value));
}
