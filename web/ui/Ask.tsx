import { useState, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Dialog, Effects } from './Dialog.tsx';
import { Textarea } from './Field.tsx';
import { Form } from './Form.tsx';
import { t } from './words.ts';

type AskProps = {
  open: boolean;
  title: string;
  onClose: () => void;
  onConfirm: (reason: string) => void;
  /** Verb and object: 停用 30 天. */
  verb: string;
  /** The way out in words: 先不停. */
  leave?: string;
  effects?: readonly { readonly what: ReactNode; readonly value: ReactNode }[];
  /** Left out when the action needs no reason. */
  reason?: { label: string; hint?: string };
  running?: boolean;
  problem?: Error | null;
  children?: ReactNode;
};

/** What cannot be taken back: ink instead of red, the effects first, a reason, verb and object on the button. */
export function Ask({
  open,
  title,
  onClose,
  onConfirm,
  verb,
  leave,
  effects,
  reason,
  running = false,
  problem = null,
  children,
}: AskProps) {
  const [why, setWhy] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <Dialog open={open} title={title} onClose={onClose} kind="alert">
      {effects && <Effects rows={effects} />}
      <Form
        problem={problem}
        onSubmit={() => {
          if (reason && why.trim() === '') setMissing(true);
          else onConfirm(why.trim());
        }}
      >
        {children}
        {reason && (
          <Textarea
            name="reason"
            label={reason.label}
            hint={reason.hint}
            value={why}
            error={
              missing && why.trim() === ''
                ? t('写一句理由，以后查得到', 'Give a reason in one sentence: it is kept')
                : undefined
            }
            onChange={setWhy}
          />
        )}
        <div className="actions">
          <Button onClick={onClose}>{leave ?? t('先不做', 'Not now')}</Button>
          <Button kind="end" type="submit" running={running}>
            {verb}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
