import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { removeDraft, saveDraft, keyOf, typeDraft, draftOf } from './form-drafts.ts';
import { markGone, markSent, markUnsaved } from './unsaved.ts';

const restMs = 500;

/** What a form knows of its typing: whether it would be lost, and what was left of an earlier attempt. */
export function useTyping(form: RefObject<HTMLFormElement | null>, label: string | undefined, keepsDraft: boolean) {
  const [key] = useState(() => (label === undefined || !keepsDraft ? null : keyOf(label)));
  const [before, setBefore] = useState(() => (key === null ? null : draftOf(key)));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isSent = useRef(false);
  const typing = useMemo(
    () => ({
      typed: (): void => {
        if (!keepsDraft) return;
        isSent.current = false;
        markUnsaved(typing);
        if (key === null) return;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          if (form.current !== null) saveDraft(key, form.current);
        }, restMs);
      },
      /** Until the server says otherwise it is saved; a refusal takes that back. */
      sent: (): void => {
        isSent.current = true;
        clearTimeout(timer.current);
        if (keepsDraft) markSent(typing);
      },
      /** The form may stay on the page: what is typed after this is another attempt. */
      saved: (): void => {
        if (!isSent.current) return;
        markGone(typing);
        if (key !== null) removeDraft(key);
      },
      refused: (): void => {
        if (!keepsDraft || !isSent.current) return;
        isSent.current = false;
        markUnsaved(typing);
        if (key !== null && form.current !== null) saveDraft(key, form.current);
      },
    }),
    [form, key, keepsDraft],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      markGone(typing);
      if (key !== null && isSent.current) removeDraft(key);
    },
    [typing, key],
  );
  const values = before;
  return {
    typing,
    isLeftOver: before !== null,
    goOn: (): void => {
      setBefore(null);
      if (form.current !== null && values !== null) typeDraft(form.current, values);
    },
    drop: (): void => {
      setBefore(null);
      if (key !== null) removeDraft(key);
    },
  };
}
