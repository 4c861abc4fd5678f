import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { t } from './words.ts';

type DialogProps = {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the way out first. */
  actions?: ReactNode;
  /** `sheet` rises from the foot of the phone. `alert` is for what cannot be taken back. */
  kind?: 'dialog' | 'sheet' | 'alert';
};

/** The browser's own dialog: focus stays inside, Escape leaves, focus returns to where it was. */
export function Dialog({ open, title, onClose, children, actions, kind = 'dialog' }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = box.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={box}
      className={`dialog ${kind}`}
      role={kind === 'alert' ? 'alertdialog' : undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current && kind !== 'alert') onClose();
      }}
    >
      {open && (
        <div className="dialog-body">
          <header>
            <h2 className="title" id={id}>
              {title}
            </h2>
            {kind !== 'alert' && (
              <button type="button" className="ic" aria-label={t('关上', 'Close')} onClick={onClose}>
                <Icon name="close" />
              </button>
            )}
          </header>
          {children}
          {actions && <footer>{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}

export function Sheet(props: Omit<DialogProps, 'kind'>) {
  return <Dialog {...props} kind="sheet" />;
}

/** What will happen, line by line, before the button that makes it happen. */
export function Effects({
  title,
  rows,
}: {
  title?: string;
  rows: readonly { readonly what: ReactNode; readonly value: ReactNode }[];
}) {
  return (
    <section className="effects">
      {title && <h3>{title}</h3>}
      <dl>
        {rows.map((row, index) => (
          <div key={index}>
            <dt>{row.what}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
