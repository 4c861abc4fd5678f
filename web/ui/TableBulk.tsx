import { useState, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { number, t } from './words.ts';

/** So many rows one act takes (confirming hours, the greatest). */
export const chosenAtMost = 500;

type Chosen = {
  readonly count: number;
  readonly names: readonly string[];
  readonly actions: ReactNode;
  readonly clear: () => void;
};

/** What may be done with the chosen rows. */
export function TableBulk({ count, names, actions, clear }: Chosen) {
  return (
    <div className="bulk" role="toolbar" aria-label={t('已选行的操作', 'Actions on the selected rows')}>
      <b>{t(`已选 ${number(count)} 行`, `${number(count)} selected`)}</b>
      <span className="names">{names.join(t('、', ', '))}</span>
      <span className="bulk-actions">
        {actions}
        <Button onClick={clear}>{t('取消选择', 'Clear selection')}</Button>
      </span>
    </div>
  );
}

type Further = { readonly shown: number; readonly total: number | undefined; readonly choose: () => Promise<void> };

/** Where all rows of this page are chosen and there are more: all that match may be. */
export function ChooseAll({ shown, total, choose }: Further) {
  const [running, setRunning] = useState(false);
  async function all(): Promise<void> {
    setRunning(true);
    await choose();
    setRunning(false);
  }
  const here = t(`列出的 ${number(shown)} 行已选。`, `The ${number(shown)} rows listed are selected. `);
  if (total !== undefined && total > chosenAtMost)
    return (
      <p className="choose-all" role="status">
        {here}
        {t(
          `一次最多选 ${number(chosenAtMost)} 行，请先加条件。`,
          `At most ${number(chosenAtMost)} at once: narrow the list first.`,
        )}
      </p>
    );
  return (
    <p className="choose-all" role="status">
      {here}
      <button type="button" className="link" disabled={running} onClick={() => void all()}>
        {running
          ? t('正在读取……', 'Reading…')
          : total === undefined
            ? t('选满足条件的全部', 'Select all that match')
            : t(`选满足条件的全部 ${number(total)} 行`, `Select all ${number(total)} that match`)}
      </button>
    </p>
  );
}
