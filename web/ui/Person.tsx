import { useState } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Textarea } from './Field.tsx';
import { Form } from './Form.tsx';
import { t } from './words.ts';

/** 林○○: what is covered is lighter than what stands. Other characters are shown as they are. */
export function Masked({ text }: { text: string }) {
  const parts = text.split(/(○+)/);
  return (
    <span className="mask">
      {parts.map((part, index) => (part.startsWith('○') ? <b key={index}>{part}</b> : part))}
    </span>
  );
}

type PersonProps = {
  name: string;
  /** Left out where this person may not ask. Resolves with the full name. */
  onReveal?: (reason: string) => Promise<string>;
};

/** A name is covered; the full one asks a reason, and the person can see who looked. */
export function Person({ name, onReveal }: PersonProps) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [full, setFull] = useState<string | undefined>();
  const [problem, setProblem] = useState<Error | null>(null);
  const [running, setRunning] = useState(false);
  async function reveal(): Promise<void> {
    if (reason.trim() === '' || !onReveal) return;
    setRunning(true);
    try {
      setFull(await onReveal(reason.trim()));
      setOpen(false);
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setRunning(false);
    }
  }
  if (full !== undefined)
    return (
      <span className="person">
        <strong>{full}</strong>
      </span>
    );
  return (
    <span className="person">
      <Masked text={name} />
      {onReveal && (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {t('看全名', 'Full name')}
        </button>
      )}
      {onReveal && (
        <Dialog open={open} title={t('看全名，写理由', 'See the full name: why?')} onClose={() => setOpen(false)}>
          <Form problem={problem} onSubmit={() => void reveal()}>
            <Textarea
              name="reason"
              label={t('理由', 'Reason')}
              hint={t('本人能查到谁看过、为什么看。', 'The person can see who looked, and why.')}
              value={reason}
              onChange={setReason}
            />
            <div className="actions">
              <Button onClick={() => setOpen(false)}>{t('先不看', 'Not now')}</Button>
              <Button
                kind="end"
                type="submit"
                running={running}
                disabledReason={reason.trim() === '' ? t('先写理由', 'give a reason first') : undefined}
              >
                {t('看全名', 'See the full name')}
              </Button>
            </div>
          </Form>
        </Dialog>
      )}
    </span>
  );
}
