/** The fields that the forms of a profile are made of, and a value in words. */
import { t } from '../../../ui/words.ts';

/** Which fields a form asks for each kind of attribute and task; the names are those of the contract. */
export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly as: 'text' | 'long' | 'count' | 'date' | 'choice' | 'yes' | 'organization' | 'document';
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly optional?: true;
  readonly until?: 'today';
  /** Of organisations: only these kinds, with commas. */
  readonly kinds?: string;
  /** Of documents: only those of this kind. */
  readonly kept_as?: 'minutes';
};

export const text = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'text' });
export const long = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'long' });
export const date = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'date' });

/** Something that has happened: today at the latest. */
export const past = (name: string, zh: string, en: string): FormField => ({
  name,
  label: t(zh, en),
  as: 'date',
  until: 'today',
});
export const count = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'count' });
export const yes = (name: string, zh: string, en: string): FormField => ({ name, label: t(zh, en), as: 'yes' });
export const organization = (name: string, zh: string, en: string, kinds: readonly string[] = []): FormField => ({
  name,
  label: t(zh, en),
  as: 'organization',
  ...(kinds.length === 0 ? {} : { kinds: kinds.join(',') }),
});

export type Named = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export function choice(name: string, label: string, names: readonly string[], words: Named): FormField {
  return {
    name,
    label,
    as: 'choice',
    choices: names.map((value) => ({ value, label: t(words[value]?.zh ?? value, words[value]?.en ?? value) })),
  };
}

/** A value in words: the label of a choice, yes or no, a number. */
export function valueWords(field: FormField, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (field.as === 'yes') return value === true ? t('是', 'Yes') : t('否', 'No');
  return (
    field.choices?.find((one) => one.value === value)?.label ??
    (typeof value === 'string' ? value : JSON.stringify(value))
  );
}
