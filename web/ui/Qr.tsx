import { useMemo } from 'react';
import encodeQr from 'qr';

/** A code as one svg path, drawn on this device. `label` says what scanning it does. */
export function Qr({ text, label, size = 252 }: { text: string; label: string; size?: number }) {
  const { path, side } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className="qr"
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#15211F" />
    </svg>
  );
}

function draw(text: string): { path: string; side: number } {
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: 2 });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return { path, side: rows.length };
}
