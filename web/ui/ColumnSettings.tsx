import { useState } from 'react';
import { Checkbox } from './Choice.tsx';
import { Dialog } from './Dialog.tsx';
import { t } from './words.ts';

type Named = { readonly key: string; readonly label: string; readonly hidden?: boolean };
export type Settings = {
  readonly columns: readonly Named[];
  readonly isShown: (key: string) => boolean;
  readonly toggle: (key: string) => void;
};

/** Which columns of a table this person wants; kept on the device under the table's name. */
export function useColumns<C extends Named>(
  name: string,
  columns: readonly C[],
): { shown: readonly C[]; settings: Settings } {
  const storageKey = `qingzhi.columns.${name}`;
  const [changed, setChanged] = useState<readonly string[]>(() => read(storageKey));
  const isShown = (key: string) => {
    const column = columns.find((one) => one.key === key);
    return changed.includes(key) === (column?.hidden ?? false);
  };
  function toggle(key: string): void {
    const next = changed.includes(key) ? changed.filter((one) => one !== key) : [...changed, key];
    setChanged(next);
    try {
      localStorage.setItem(storageKey, JSON.stringify(next));
    } catch {
      // the choice holds until the page is left
    }
  }
  return { shown: columns.filter((column) => isShown(column.key)), settings: { columns, isShown, toggle } };
}

function read(storageKey: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function ColumnSettings({ settings }: { settings: Settings }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn btn-text" onClick={() => setOpen(true)}>
        {t('列设置', 'Columns')}
      </button>
      <Dialog open={open} title={t('显示哪些列', 'Which columns to show')} onClose={() => setOpen(false)}>
        {settings.columns.map((column, index) => (
          <Checkbox
            key={column.key}
            name={column.key}
            label={column.label}
            checked={settings.isShown(column.key)}
            disabled={index === 0}
            onChange={() => settings.toggle(column.key)}
          />
        ))}
      </Dialog>
    </>
  );
}
