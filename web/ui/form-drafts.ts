/**
 * What is typed into a long form is kept on this device until it is saved: per person, per page. Nothing that the server
 * seals is among it (numbers of documents and phones, codes, names of people), and signing out removes it.
 */
import { personHere } from '../api/sign-in-again.ts';

const begin = 'qingzhi.typed:';
const draftDays = 7;
const sealed =
  /document|identity|id_number|phone|password|code|digits|birth|guardian|account|name|number|address|school|reveal/;

type Draft = { readonly at: number; readonly values: Readonly<Record<string, string | boolean>> };

/** Where it is kept; taken while the page of the form is open. */
export const keyOf = (form: string): string | null =>
  personHere() === null ? null : `${begin}${personHere()}:${location.pathname}:${form}`;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const controls = (form: HTMLFormElement): Control[] =>
  [...form.querySelectorAll<Control>('input[name], textarea[name], select[name]')].filter(
    (one) => !sealed.test(one.name) && !['password', 'tel', 'file', 'radio', 'search'].includes(one.type),
  );

export function saveDraft(key: string, form: HTMLFormElement): void {
  const values = Object.fromEntries(
    controls(form).map((one) => [
      one.name,
      one instanceof HTMLInputElement && one.type === 'checkbox' ? one.checked : one.value,
    ]),
  );
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values } satisfies Draft));
  } catch {
    /* a full or forbidden store keeps nothing; the page itself still does */
  }
}

export function draftOf(key: string): Draft['values'] | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  const draft = JSON.parse(text) as Draft;
  if (Date.now() - draft.at < draftDays * 86_400_000) return draft.values;
  localStorage.removeItem(key);
  return null;
}

export function removeDraft(key: string): void {
  localStorage.removeItem(key);
}

export function removeDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(begin)) localStorage.removeItem(key);
}

/** Types it again, as the person would, so that the page's own state follows; a second time for fields that the first brought in. */
export function typeDraft(form: HTMLFormElement, values: Draft['values']): void {
  const fill = (): void => {
    for (const one of controls(form)) {
      const value = values[one.name];
      if (typeof value === 'boolean') {
        if (one instanceof HTMLInputElement && one.checked !== value) one.click();
      } else if (value !== undefined && one.value !== value) {
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(one) as object, 'value')?.set?.call(one, value);
        one.dispatchEvent(new Event(one instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      }
    }
  };
  fill();
  setTimeout(fill);
}
