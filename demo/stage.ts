/** What every part of the demonstration builds with: the writes of the product, done by somebody, at a moment of the past. */
import type { Grant } from '../domain/access.ts';
import type { AttachmentSubject } from '../domain/attachments/subjects.ts';
import { newId, type Id } from '../domain/id.ts';
import { addDays, at, businessDate } from '../domain/time.ts';
import { beginUpload } from '../server/attachments/begin-upload.ts';
import { takePiece } from '../server/attachments/take-piece.ts';
import { Reader } from '../server/db/reader.ts';
import { write, type Writer } from '../server/db/writer.ts';
import { Actor } from '../server/http/actor.ts';
import { loadGrants } from '../server/http/load-grants.ts';
import type { CheckInDeps } from '../server/records/check-in/check-in.ts';
import { writeStamps } from '../server/records/check-in/write-stamps.ts';
import type { Services } from '../server/services.ts';
import { seededRandom, type Random } from './random.ts';

export type Place = { readonly id: Id; readonly path: string; readonly name: string; readonly code: string | null };

/** How much is built: the whole for people, a corner of it for tests. */
export type Size = {
  readonly provinces: readonly string[];
  readonly showplaces: readonly string[];
  readonly self_registered: number;
  readonly pupils: number;
};

export const whole: Size = {
  provinces: ['33', '44', '41', '51'],
  // The six places of the sources: 金华, 清远, 漯河, 攀枝花, 天台, 嵊州.
  showplaces: ['3307', '4418', '4111', '5104', '331023', '330683'],
  self_registered: 150,
  pupils: 36,
};
export const corner: Size = { provinces: ['33'], showplaces: ['331023'], self_registered: 12, pupils: 6 };

export class Stage {
  readonly services: Services;
  readonly random: Random;
  readonly size: Size;
  /** The moment the demonstration is built; everything lies before it. */
  readonly today: Date;
  private readonly signal: AbortSignal | undefined;
  private readonly grants = new Map<Id, Promise<Grant[]>>();
  private acts = 0;

  constructor(
    services: Services,
    options: { seed: number; size: Size; today: Date; signal?: AbortSignal | undefined },
  ) {
    this.services = services;
    this.random = seededRandom(options.seed);
    this.size = options.size;
    this.today = options.today;
    this.signal = options.signal;
  }

  get reader(): Reader {
    return this.services.reader;
  }

  /** One write of the product, by a person with the grants that the person then has; null is somebody not signed in. */
  async act<T>(person: Id | null, now: Date, work: (writer: Writer) => Promise<T>): Promise<T> {
    this.signal?.throwIfAborted();
    this.acts += 1;
    const actor = person === null ? null : await this.actor(person, now);
    return write(
      this.services.pool,
      { now, actor, request_id: `demo-${this.acts}`, secrets: this.services.secrets },
      work,
    );
  }

  /** A file that somebody sent, to be taken up by a write. */
  async file(
    person: Id,
    now: Date,
    { subject, name, bytes }: { subject: AttachmentSubject; name: string; bytes: Buffer },
  ): Promise<Id> {
    const { id } = await this.act(person, now, (writer) =>
      beginUpload(writer, {
        subject,
        file_name: name,
        size_bytes: bytes.length,
        rules: this.services.attachments,
      }),
    );
    await takePiece({ ...this.services, clock: () => now }, person, { upload_id: id, from_byte: 0, bytes });
    return id;
  }

  /** For the acts that are one statement of their own: signing up and checking in. */
  async door(person: Id, now: Date): Promise<CheckInDeps> {
    this.signal?.throwIfAborted();
    this.acts += 1;
    const direct = new Reader(this.services.pool);
    return {
      now,
      actor: await this.actor(person, now),
      request_id: `demo-${this.acts}`,
      secrets: this.services.secrets,
      reads: direct,
      writes: direct,
      stamp: writeStamps(this.services.pool),
      tell: () => undefined,
    };
  }

  async actor(person: Id, now: Date): Promise<Actor> {
    let held = this.grants.get(person);
    if (held === undefined) {
      held = loadGrants(new Reader(this.services.pool), person);
      this.grants.set(person, held);
    }
    return new Actor({ person_id: person, session_id: newId(now), has_second_factor: true, grants: await held, now });
  }
}

export function dayBefore(stage: Stage, days: number, clock: string): Date {
  return at(addDays(businessDate(stage.today), -days), clock);
}

/** Several at a time, in order of the list; enough to keep two cores and the database busy. */
export async function each<T>(
  items: readonly T[],
  work: (item: T, place: number) => Promise<void>,
  width = 8,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const place = next;
      next += 1;
      await work(items[place] as T, place);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
