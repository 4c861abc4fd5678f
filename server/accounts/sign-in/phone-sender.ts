import type { NoticeKind } from '../../../domain/notices.ts';
import { problem } from '../../../domain/problem.ts';
import type { Writer } from '../../db/writer.ts';

/** What goes to a phone: the gateway words it by its purpose. A link carries no name and no secret. */
export type PhoneMessage =
  | { readonly phone: string; readonly purpose: 'sign_in' | 'change_phone' | 'leave_phone'; readonly code: string }
  | {
      readonly phone: string;
      readonly purpose: 'guardian_asked';
      readonly role: 'parent' | 'teacher';
      readonly link: string;
    }
  | { readonly phone: string; readonly purpose: 'link_opened' | 'phone_changed' }
  | {
      readonly phone: string;
      readonly purpose: 'merge_waits' | 'recovery_waits';
      readonly until: string;
      readonly link: string;
    }
  /** What is told in the app too. `text`, a space and `link` fit one text message, where the address is not too long for that. */
  | {
      readonly phone: string;
      readonly purpose: 'notice';
      readonly kind: NoticeKind;
      readonly text: string;
      readonly link: string;
    };

/** Whoever carries a message to a phone. An operator's gateway is one HTTP address; another carrier is one more function. */
export type PhoneSender = (message: PhoneMessage) => Promise<void>;

export function senderFromEnvironment(variables: NodeJS.ProcessEnv = process.env): PhoneSender | null {
  const address = variables['SMS_URL'];
  if (address === undefined || address === '') return null;
  return async (message) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${variables['SMS_TOKEN'] ?? ''}` },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(5000),
      redirect: 'error',
    });
    if (!answer.ok) throw new Error(`the message gateway answered ${answer.status}`);
  };
}

/** At once and once: who asked for it looks at the phone now, and asks again. Without a gateway nothing goes. */
export function sendAfterCommit(writer: Writer, send: PhoneSender | null, message: PhoneMessage): void {
  if (send !== null) writer.afterCommit.push(() => void send(message).catch(() => undefined));
}

/** In development the code is shown on the page, so no sender is needed; in production it must exist. */
export function requireSender(sender: PhoneSender | null, development: boolean): PhoneSender {
  if (sender) return sender;
  if (!development) throw problem('accounts.no_sender');
  return () => Promise.resolve();
}
