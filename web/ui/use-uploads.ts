import { useEffect, useRef, useState } from 'react';
import { attachmentSubjects, type AttachmentSubject } from '../../domain/attachments/subjects.ts';
import { sendFile } from '../api/send-file.ts';

export type UploadShown = {
  readonly key: string;
  readonly name: string;
  readonly size_bytes: number;
  readonly sent_bytes: number;
  readonly state: 'sending' | 'waiting' | 'sent' | 'refused';
  readonly problem: Error | null;
};
type Running = { readonly stop: AbortController; readonly whole: Promise<string | undefined> };

export type Uploads = {
  readonly subject: AttachmentSubject;
  readonly files: readonly UploadShown[];
  /** Whether any was chosen. */
  readonly isChosen: boolean;
  readonly choose: (files: readonly File[]) => void;
  readonly drop: (key: string) => void;
  /** What a write takes the files up by, once all are sent; undefined where one was refused, which its line says. */
  readonly whole: () => Promise<string[] | undefined>;
};

/** Files that begin to travel when they are chosen, while the rest of the form is filled. Whoever leaves the form stops them. */
export function useUploads(subject: AttachmentSubject): Uploads {
  const [files, setFiles] = useState<readonly UploadShown[]>([]);
  const running = useRef(new Map<string, Running>());
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const { stop } of all.values()) stop.abort();
    };
  }, []);

  function change(key: string, next: Partial<UploadShown>): void {
    setFiles((shown) => shown.map((one) => (one.key === key ? { ...one, ...next } : one)));
  }
  function drop(key: string): void {
    running.current.get(key)?.stop.abort();
    running.current.delete(key);
    setFiles((shown) => shown.filter((one) => one.key !== key));
  }
  function begin(key: string, file: File): Running {
    const stop = new AbortController();
    const sending = sendFile(subject, file, {
      signal: stop.signal,
      onProgress: (sent_bytes, isWaiting) => change(key, { sent_bytes, state: isWaiting ? 'waiting' : 'sending' }),
    });
    const whole = sending.then(
      (id): string | undefined => {
        change(key, { sent_bytes: file.size, state: 'sent' });
        return id;
      },
      (problem: Error) => {
        change(key, { state: 'refused', problem });
        return undefined;
      },
    );
    return { stop, whole };
  }
  function choose(chosen: readonly File[]): void {
    const { most } = attachmentSubjects[subject];
    if (most === 1) for (const key of running.current.keys()) drop(key);
    for (const file of chosen.slice(0, most - running.current.size)) {
      const key = crypto.randomUUID();
      const shown: UploadShown = {
        key,
        name: file.name,
        size_bytes: file.size,
        sent_bytes: 0,
        state: 'sending',
        problem: null,
      };
      setFiles((others) => [...others, shown]);
      running.current.set(key, begin(key, file));
    }
  }
  async function whole(): Promise<string[] | undefined> {
    const ids = await Promise.all([...running.current.values()].map((one) => one.whole));
    const sent = ids.filter((id) => id !== undefined);
    return sent.length === ids.length ? sent : undefined;
  }
  return { subject, files, isChosen: files.length > 0, choose, drop, whole };
}
