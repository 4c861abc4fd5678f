import type { ReactNode } from 'react';
import type { Address } from '../../domain/address.ts';
import { Link } from './navigation.tsx';

type FigureProps = {
  name: string;
  value: string;
  unit?: string;
  /** A second figure in smaller type: 68.9%. */
  beside?: string;
  /** Denominator or comparison; a figure never stands alone. */
  note?: ReactNode;
  /** The rows behind the figure, through the same filter. */
  rows?: { href: Address; words: string };
  /** What is missing: shown in red. */
  gap?: boolean;
};

export function FigureCard({ name, value, unit, beside, note, rows, gap = false }: FigureProps) {
  return (
    <div className="figc">
      <dt>{name}</dt>
      <dd className={gap ? 'fig red' : 'fig'}>
        {value}
        {unit && <span className="u">{unit}</span>}
        {beside && <span className="beside">{beside}</span>}
      </dd>
      {(note || rows) && (
        <dd className="n">
          {note}
          {rows && <Link href={rows.href}>{rows.words}</Link>}
        </dd>
      )}
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <dl className="figs">{children}</dl>;
}

/** A share of a whole as a bar; `mark` is where it should be today. */
export function Bar({ value, whole, mark, label }: { value: number; whole: number; mark?: number; label: string }) {
  const share = (part: number) => `${Math.min(100, whole === 0 ? 0 : (part / whole) * 100)}%`;
  return (
    <div className="bar" role="img" aria-label={label}>
      <i style={{ width: share(value) }} />
      {mark !== undefined && <u style={{ left: share(mark) }} />}
    </div>
  );
}
