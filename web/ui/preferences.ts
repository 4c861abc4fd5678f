/** What a person set on this device: language, large type, theme. Kept here only, never sent. */
import { useSyncExternalStore } from 'react';

export type Language = 'zh' | 'en';
export type Preferences = {
  readonly language: Language;
  readonly type: 'normal' | 'large';
  readonly theme: 'device' | 'light' | 'dark';
};

const storageKey = 'qingzhi.preferences';
const unset: Preferences = { language: 'zh', type: 'normal', theme: 'device' };
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...unset, ...kept } : unset;
  } catch {
    return unset; // storage may be closed to us, for example in a private window
  }
}

/** Puts the preferences on `<html>`, where tokens.css and screen readers look for them. */
function show({ language, type, theme }: Preferences): void {
  const root = document.documentElement;
  const dark = theme === 'dark' || (theme === 'device' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.lang = language === 'zh' ? 'zh-CN' : 'en';
  root.toggleAttribute('data-theme', dark);
  if (dark) root.dataset['theme'] = 'dark';
  root.toggleAttribute('data-type', type === 'large');
  if (type === 'large') root.dataset['type'] = 'large';
}

export function preferences(): Preferences {
  return current;
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // the choice still holds until the page is closed
  }
  show(current);
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

if (typeof document !== 'undefined') {
  show(current);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(current));
}
