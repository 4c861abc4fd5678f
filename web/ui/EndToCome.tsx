import { longDay, t } from './words.ts';

type End = {
  readonly name_zh: string;
  readonly day: string;
  readonly is_merger: boolean;
  readonly heir_name: string | null;
};

/** 将于 2026年12月31日撤销: what is coming, and who goes on. */
export function endWords({ name_zh, day, is_merger, heir_name }: End): string {
  const heir = heir_name ?? t('上级', 'its superior');
  return is_merger
    ? t(
        `“${name_zh}”将于 ${longDay(day)}并入“${heir}”。`,
        `“${name_zh}” will be joined to “${heir}” on ${longDay(day)}.`,
      )
    : t(
        `“${name_zh}”将于 ${longDay(day)}撤销，到时由“${heir}”接着负责。`,
        `“${name_zh}” ends on ${longDay(day)}; “${heir}” then takes over.`,
      );
}

/** Shown wherever the organisation stands until the day; what it means for the reader follows in the same box. */
export function EndToCome({ end, meaning }: { end: End; meaning?: string | undefined }) {
  return (
    <section className="beforehand" aria-label={t('将要撤销', 'Ends soon')}>
      <p>
        <b>{endWords(end)}</b>
        {meaning}
      </p>
    </section>
  );
}
