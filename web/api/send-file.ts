/** Sends a file in pieces. A line that breaks costs one piece at most: once it is back, the server says where to go on. */
import type { AttachmentSubject } from '../../domain/attachments/subjects.ts';
import { call, requestKey, type Answer } from './client.ts';
import { NoAnswer } from './problem.ts';

export type SendOptions = {
  readonly signal: AbortSignal;
  /** `isWaiting`: the line is down, and it goes on by itself. */
  readonly onProgress: (sentBytes: number, isWaiting: boolean) => void;
};

type Begun = Answer<'post', '/api/uploads'>;
type Progress = Answer<'get', '/api/uploads/{upload_id}'>;

/** The id by which a write takes the file up. Whatever the server refuses is thrown; a missing answer never is. */
export async function sendFile(subject: AttachmentSubject, file: File, options: SendOptions): Promise<string> {
  const key = requestKey();
  const body = { subject, file_name: file.name, size_bytes: Math.min(file.size, 2_147_483_647) };
  const { id, piece_bytes } = (await untilAnswered(
    () => call('post', '/api/uploads', { body }, key),
    0,
    options,
  )) as Begun;
  const path = { upload_id: id };
  let at: Progress = { received_bytes: 0, is_complete: false };
  let isAsked = true; // whether the server is known to stand where `at` says
  while (!at.is_complete) {
    options.signal.throwIfAborted();
    options.onProgress(at.received_bytes, false);
    if (!isAsked) {
      at = (await untilAnswered(
        () => call('get', '/api/uploads/{upload_id}', { path }),
        at.received_bytes,
        options,
      )) as Progress;
      isAsked = true;
      continue;
    }
    try {
      at = await sendPiece(path, file.slice(at.received_bytes, at.received_bytes + piece_bytes), at.received_bytes);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      options.onProgress(at.received_bytes, true);
      await lineMayBeBack(options.signal, 0);
      isAsked = false;
    }
  }
  return id;
}

async function sendPiece(path: { upload_id: string }, piece: Blob, fromByte: number): Promise<Progress> {
  const form = new FormData();
  form.append('from_byte', String(fromByte));
  form.append('file', piece, 'piece');
  return (await call('post', '/api/uploads/{upload_id}/pieces', { path, body: form })) as Progress;
}

async function untilAnswered<T>(ask: () => Promise<T>, sentBytes: number, options: SendOptions): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    options.signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      options.onProgress(sentBytes, true);
      await lineMayBeBack(options.signal, tries);
    }
  }
}

const longestWaitMs = 20_000;

/** The browser says when the line is back; a bad one is never gone for it, so it is also tried again by itself, more and more seldom. */
function lineMayBeBack(signal: AbortSignal, tries: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(longestWaitMs, 1000 * 2 ** tries));
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
