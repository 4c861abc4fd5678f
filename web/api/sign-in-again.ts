/** A session that ends under somebody who is typing: the page stays, a dialog asks to sign in, and what was sent goes out again. */
let person: string | null = null;
let open: (() => Promise<boolean>) | null = null;
let running: Promise<boolean> | null = null;

/** Whose page this is, from the last answer that knew. */
export function rememberPerson(id: string | null): void {
  if (id !== null) person = id;
}
export const personHere = (): string | null => person;

/** The shell says how it asks; true once the same person is signed in again. */
export function onSignInAgain(ask: () => Promise<boolean>): void {
  open = ask;
}

export const maySignInAgain = (): boolean => open !== null && person !== null;
export const isSigningInAgain = (): boolean => running !== null;

/** One question for all requests that were refused meanwhile. */
export function signInAgain(): Promise<boolean> {
  if (open === null) return Promise.resolve(false);
  running ??= open().finally(() => {
    running = null;
  });
  return running;
}

let readable = 0;

/** A page that goes on with what it last saw when the session runs out, until the person signs in again or leaves it. Answers the end of it. */
export function stayReadable(): () => void {
  readable += 1;
  return () => {
    readable -= 1;
  };
}
export const staysReadable = (): boolean => readable > 0;

/** What the service workers kept of a person goes from the device, whichever build it was seen in. */
export function forgetSeen(): void {
  navigator.serviceWorker?.controller?.postMessage('forget');
}
