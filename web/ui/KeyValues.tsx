import type { ReactNode } from 'react';

export type KeyValue = {
  readonly key: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly action?: ReactNode;
};

/** Inputs line by line under a strong rule; lines without a value are left out. */
export function KeyValues({ rows }: { rows: readonly KeyValue[] }) {
  return (
    <dl className="kv">
      {rows
        .filter((row) => row.value !== undefined && row.value !== null && row.value !== '')
        .map((row) => (
          <div key={row.key}>
            <dt>{row.key}</dt>
            <dd>
              <span>
                {row.value}
                {row.note && <small>{row.note}</small>}
              </span>
              {row.action}
            </dd>
          </div>
        ))}
    </dl>
  );
}
