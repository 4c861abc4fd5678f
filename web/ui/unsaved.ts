/** Which forms hold what was typed and not yet saved; whoever would lose it is asked first. */
import { useEffect } from 'react';

const unsaved = new Set<object>();
/** Sent, and no answer seen yet that it is saved. */
const sending = new Set<object>();
let ask: (leave: () => void) => void = (leave) => leave();
/** Marks the entry of history that stands before the page itself, so that "back" comes here first. */
const guard = { keeps_typing: true };

const hasUnsaved = (): boolean => unsaved.size > 0;
/** Whether a page that went away now would take typing with it. */
export const holdsTyping = (): boolean => unsaved.size + sending.size > 0;

export function markUnsaved(form: object): void {
  unsaved.add(form);
  sending.delete(form);
  if (!isGuarded()) history.pushState(guard, '', location.href);
}

export function markSent(form: object): void {
  unsaved.delete(form);
  sending.add(form);
}

export function markGone(form: object): void {
  unsaved.delete(form);
  sending.delete(form);
}

type Submitted = { readonly saved: () => void };
let submitted: Submitted | undefined;

/** A write that begins while a form is being submitted is of that form: its answer tells the form that it is saved. */
export function submitAs(form: Submitted, submit: () => void): void {
  submitted = form;
  try {
    submit();
  } finally {
    submitted = undefined;
  }
}
export const formBeingSubmitted = (): Submitted | undefined => submitted;

/** Goes at once where nothing is lost; else the person decides. */
export function leaveWhenAgreed(leave: () => void): void {
  if (!hasUnsaved()) leave();
  else
    ask(() => {
      unsaved.clear();
      leave();
    });
}

const isGuarded = (): boolean => (history.state as { keeps_typing?: boolean } | null)?.keeps_typing === true;

/** Stands once in each shell: closing the tab, going back, and plain links are asked about; `asks` opens the question. */
export function useLeaveGuard(asks: (leave: () => void) => void): void {
  useEffect(() => {
    ask = asks;
    const closing = (event: BeforeUnloadEvent): void => {
      if (hasUnsaved()) event.preventDefault();
    };
    // "back" from the guarding entry leads to the same page: nothing has gone yet
    const back = (): void => {
      if (!hasUnsaved() || isGuarded() || location.hash !== '') return;
      history.pushState(guard, '', location.href);
      asks(() => {
        unsaved.clear();
        history.go(-2);
      });
    };
    window.addEventListener('beforeunload', closing);
    window.addEventListener('popstate', back);
    return () => {
      window.removeEventListener('beforeunload', closing);
      window.removeEventListener('popstate', back);
    };
  }, [asks]);
}
