import { t } from './words.ts';

/** Where a duration comes from. The more ink, the stronger the proof: 签 位 导 补 报. */
export const sources = ['sign', 'site', 'file', 'back', 'self'] as const;
export type Source = (typeof sources)[number];

const characters: Record<Source, string> = { sign: '签', site: '位', file: '导', back: '补', self: '报' };

export function sourceWords(source: Source): string {
  return {
    sign: t('签到签退', 'Checked in and out'),
    site: t('现场定位', 'Located on site'),
    file: t('批量导入', 'Imported list'),
    back: t('事后补录', 'Entered afterwards'),
    self: t('本人申报', 'Declared by the person'),
  }[source];
}

export function SourceSeal({ source, small = false, withWords = false }: { source: Source; small?: boolean; withWords?: boolean }) {
  const seal = (
    <span className={`src src-${source}${small ? ' sm' : ''}`} {...(withWords ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t(`来源：${sourceWords(source)}`, `Source: ${sourceWords(source)}`) })}>
      {characters[source]}
    </span>
  );
  if (!withWords) return seal;
  return <span className="src-with-words">{seal}{sourceWords(source)}</span>;
}
