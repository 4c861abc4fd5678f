import { t } from '../../ui/words.ts';

export const sources = ['self', 'campaign', 'station', 'guardian', 'import'] as const;

export function sourceWords(source: string): string {
  const words: Readonly<Record<string, string>> = {
    self: t('自己注册', 'By oneself'),
    import: t('名册导入', 'Imported'),
    station: t('站点登记', 'At a station'),
    campaign: t('招募活动', 'Campaign'),
    guardian: t('家长代注册', 'By the guardian'),
  };
  return words[source] ?? source;
}
