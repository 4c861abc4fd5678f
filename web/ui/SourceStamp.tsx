import { sealNames, sourceTable, type PresenceSource, type Seal } from '../../domain/records/presence.ts';
import { t } from './words.ts';

/** The more ink, the stronger the proof: 签 solid, 位 ring, 传 dotted ring, 名 thin frame, 导 double frame, 补 dashed, 报 two corners. */
const frames: Record<Seal, string> = {
  签: 'sign',
  位: 'site',
  传: 'late',
  名: 'name',
  导: 'file',
  补: 'back',
  报: 'self',
};

function isSource(of: Seal | PresenceSource): of is PresenceSource {
  return of in sourceTable;
}

export function sourceWords(of: Seal | PresenceSource): string {
  const names = isSource(of) ? sourceTable[of] : sealNames[of];
  return t(names.zh, names.en);
}

/** Stands beside every duration; the word is its label, or is written out beside it. */
export function SourceStamp({
  of,
  small = false,
  withWords = false,
}: {
  of: Seal | PresenceSource;
  small?: boolean;
  withWords?: boolean;
}) {
  const seal = isSource(of) ? sourceTable[of].seal : of;
  const spoken = withWords
    ? { 'aria-hidden': true }
    : { role: 'img', 'aria-label': t(`来源：${sourceWords(of)}`, `Source: ${sourceWords(of)}`) };
  const square = (
    <span className={`src src-${frames[seal]}${small ? ' sm' : ''}`} {...spoken}>
      {seal}
    </span>
  );
  return withWords ? (
    <span className="src-with-words">
      {square}
      {sourceWords(of)}
    </span>
  ) : (
    square
  );
}
