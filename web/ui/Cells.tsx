import { t } from './words.ts';

/** Places as cells on manuscript paper: taken, open, waiting. Above forty one cell stands for several. */
export function CapacityCells({ taken, places, waiting = 0 }: { taken: number; places: number; waiting?: number }) {
  const most = 40;
  const each = Math.max(1, Math.ceil((places + waiting) / most));
  const cells = Array.from({ length: Math.ceil(places / each) }, (_, index) => (index * each < taken ? '' : 'o'));
  const after = Array.from({ length: Math.ceil(waiting / each) }, () => 'w');
  const open = Math.max(0, places - taken);
  return (
    <div
      className="cells"
      role="img"
      aria-label={t(
        `${places} 个名额，已报 ${taken}，还差 ${open}，候补 ${waiting}`,
        `${places} places, ${taken} taken, ${open} open, ${waiting} waiting`,
      )}
    >
      {[...cells, ...after].map((kind, index) => (
        <i key={index} className={kind} />
      ))}
    </div>
  );
}

/** Seconds left as cells and a number, never a spinning ring. The last cell is red. */
export function CountdownCells({ left, of }: { left: number; of: number }) {
  return (
    <div className="cells countdown" role="img" aria-label={t(`还有 ${left} 秒`, `${left} seconds left`)}>
      {Array.from({ length: of }, (_, index) => (
        <i key={index} className={index < left - 1 ? '' : index === left - 1 ? 'last' : 'o'} />
      ))}
    </div>
  );
}
