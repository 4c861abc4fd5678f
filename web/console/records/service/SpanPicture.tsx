import { clock, duration, t } from '../../../ui/words.ts';
import type { Line } from '../proposals/proposal-shown.ts';

const width = 700;
const left = 100;

/** The old time dashed, the new one solid, on the hours of the day. */
export function SpanPicture({ line, becomes }: { line: Line; becomes: string }) {
  const times = [line.new_from, line.new_to, line.old_from, line.old_to]
    .filter((one): one is string => one !== null)
    .map((one) => Date.parse(one));
  const hourMs = 3_600_000;
  const begin = Math.floor(Math.min(...times) / hourMs) * hourMs;
  const end = Math.max(begin + hourMs, Math.ceil(Math.max(...times) / hourMs) * hourMs);
  const at = (time: number): number => left + ((time - begin) / (end - begin)) * (width - left - 110);
  const ticks = Array.from(
    { length: Math.min(14, Math.round((end - begin) / hourMs)) + 1 },
    (_, index) => begin + index * hourMs,
  );
  const [from, to] = [Date.parse(line.new_from), Date.parse(line.new_to)];
  const old =
    line.old_from === null || line.old_to === null
      ? null
      : ([Date.parse(line.old_from), Date.parse(line.old_to)] as const);
  const more = old === null ? null : Math.round((to - from - (old[1] - old[0])) / 60_000);
  return (
    <svg
      className="proposal-spans"
      viewBox={`0 0 ${width} 96`}
      role="img"
      aria-label={t(
        `新的时间 ${clock(line.new_from)} 至 ${clock(line.new_to)}`,
        `New time ${clock(line.new_from)} to ${clock(line.new_to)}`,
      )}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={at(tick)} x2={at(tick)} y1={20} y2={92} stroke="var(--line)" />
          <text x={at(tick)} y={13} textAnchor="middle" fontSize="13" fill="var(--ink-2)">
            {clock(new Date(tick).toISOString())}
          </text>
        </g>
      ))}
      <text x={0} y={46} fontSize="13" fill="var(--ink-2)">
        {t('原记录', 'Was')}
      </text>
      <text x={0} y={80} fontSize="13" fontWeight="700" fill="var(--ink)">
        {becomes}
      </text>
      {old && (
        <rect
          x={at(old[0])}
          y={32}
          width={Math.max(2, at(old[1]) - at(old[0]))}
          height={18}
          fill="none"
          stroke="var(--behind)"
          strokeWidth={2}
          strokeDasharray="5 3"
        />
      )}
      <rect x={at(from)} y={66} width={Math.max(2, at(to) - at(from))} height={20} fill="var(--qing)" />
      {more !== null && more !== 0 && (
        <text x={at(to) + 10} y={81} fontSize="13" fontWeight="700" fill="var(--ink)">
          {more > 0 ? t(`多 ${duration(more)}`, `+${duration(more)}`) : t(`少 ${duration(-more)}`, duration(more))}
        </text>
      )}
    </svg>
  );
}
