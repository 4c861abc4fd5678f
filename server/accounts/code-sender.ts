import { problem } from '../../domain/problem.ts';

/** Whoever carries a code to a phone. An operator's gateway is one HTTP address; another carrier is one more function. */
export type CodeSender = (message: { phone: string; code: string; purpose: string }) => Promise<void>;

export function senderFromEnvironment(variables: NodeJS.ProcessEnv = process.env): CodeSender | null {
  const address = variables['SMS_URL'];
  if (address === undefined || address === '') return null;
  return async (message) => {
    const answer = await fetch(address, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${variables['SMS_TOKEN'] ?? ''}` },
      body: JSON.stringify(message), signal: AbortSignal.timeout(5000),
    });
    if (!answer.ok) throw new Error(`the message gateway answered ${answer.status}`);
  };
}

/** In development the code is shown on the page, so no sender is needed; in production it must exist. */
export function requireSender(sender: CodeSender | null, development: boolean): CodeSender {
  if (sender) return sender;
  if (!development) throw problem('accounts.no_sender');
  return () => Promise.resolve();
}
