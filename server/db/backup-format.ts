/**
 * A backup is one gzip file of lines that a person can read: a header, then for each table its name, its rows as COPY
 * writes them and a closing `\.`, then each kept file in lines of base64 with the same closing, and at the end what must follow
 * the rows, with counts and hashes of everything.
 */
import { z } from 'zod';

export const endOfRows = '\\.';

/** Of a version whose data are not taken over (server/db/migrate.ts). */
export const formerSchema = z.object({ format: z.literal('qingzhi-backup-1') });
export const headerSchema = z.object({
  /** 2 is of before files lay outside the database. */
  format: z.enum(['qingzhi-backup-2', 'qingzhi-backup-3']),
  taken_at: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  /** Proof of the keys in secrets.json, without which personal fields stay closed; the keys themselves are not in here. */
  keys: z.string(),
});
export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()) });
/** A kept file by the hash of what it holds, which is checked when it is read back. */
export const blobSchema = z.object({ blob: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number() });
const jobSchema = z.object({
  task: z.string(),
  payload: z.unknown(),
  run_at: z.string(),
  attempts_left: z.number(),
  key: z.string().nullable(),
  queue: z.string().nullable(),
});
export const trailerSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  sequences: z.array(z.object({ name: z.string(), last_value: z.number(), is_called: z.boolean() })),
  jobs: z.array(jobSchema),
  /** Kept files, and those that rows name and the store did not have. */
  blobs: z.object({ count: z.number(), missing: z.array(z.string()) }).default({ count: 0, missing: [] }),
});

export type Header = z.infer<typeof headerSchema>;
export type TableLine = z.infer<typeof tableSchema>;
export type Trailer = z.infer<typeof trailerSchema>;
