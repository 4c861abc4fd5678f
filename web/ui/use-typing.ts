import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { forgetTyped, keepTyped, keyOf, typeAgain, typedBefore } from './kept-typing.ts';
import { markGone, markSent, markUnsaved } from './unsaved.ts';

const restMs = 500;

/** What a form knows of its typing: whether it would be lost, and what was left of an earlier attempt. */
export function useTyping(form: RefObject<HTMLFormElement | null>, label: string | undefined, kept: boolean) {
  const [key] = useState(() => (label === undefined || !kept ? null : keyOf(label)));
  const [before, setBefore] = useState(() => (key === null ? null : typedBefore(key)));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isSent = useRef(false);
  const typing = useMemo(
    () => ({
      typed: (): void => {
        if (!kept) return;
        isSent.current = false;
        markUnsaved(typing);
        if (key === null) return;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          if (form.current !== null) keepTyped(key, form.current);
        }, restMs);
      },
      /** Until the server says otherwise it is saved; a refusal takes that back. */
      sent: (): void => {
        isSent.current = true;
        clearTimeout(timer.current);
        if (kept) markSent(typing);
      },
      refused: (): void => {
        if (!kept || !isSent.current) return;
        isSent.current = false;
        markUnsaved(typing);
        if (key !== null && form.current !== null) keepTyped(key, form.current);
      },
    }),
    [form, key, kept],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      markGone(typing);
      if (key !== null && isSent.current) forgetTyped(key);
    },
    [typing, key],
  );
  const values = before;
  return {
    typing,
    isLeftOver: before !== null,
    goOn: (): void => {
      setBefore(null);
      if (form.current !== null && values !== null) typeAgain(form.current, values);
    },
    drop: (): void => {
      setBefore(null);
      if (key !== null) forgetTyped(key);
    },
  };
}
