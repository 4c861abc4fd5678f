/** What is asked: one record whole, or many in a table. */
import { sourceTable } from '../../../../domain/records/presence.ts';
import { Masked } from '../../../ui/Person.tsx';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { clock, duration, shortDay, t } from '../../../ui/words.ts';
import { SpanPicture } from '../service/SpanPicture.tsx';
import type { Line } from './proposal-shown.ts';

export function OneLine({ line, isAppeal }: { line: Line; isAppeal: boolean }) {
  const becomes = isAppeal ? t('恢复为', 'Given back') : t('更正为', 'Becomes');
  const source = (of: Line['new_source']) => (
    <>
      <SourceStamp of={of} small />
      {t(sourceTable[of].zh, sourceTable[of].en)}
    </>
  );
  const changed = (before: string | null, after: string) =>
    before !== null && clock(before) === clock(after) ? (
      t(`${clock(after)}，不变`, `${clock(after)}, unchanged`)
    ) : (
      <b>{clock(after)}</b>
    );
  return (
    <>
      <SpanPicture line={line} becomes={becomes} />
      <table className="led proposal-table">
        <caption className="unseen">
          {isAppeal
            ? t('被冲回的和恢复的', 'What was struck and given back')
            : t('原记录和更正', 'Record and correction')}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('项目', 'Item')}</span>
            </th>
            <th scope="col">{t('原记录', 'Was')}</th>
            <th scope="col">{becomes}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{t('签到', 'In')}</td>
            <td className="old">
              {line.old_from === null ? '–' : `${shortDay(line.old_from)} ${clock(line.old_from)}`}
            </td>
            <td>
              {shortDay(line.new_from)} {changed(line.old_from, line.new_from)}
            </td>
          </tr>
          <tr>
            <td>{t('签退', 'Out')}</td>
            <td className="old">
              {line.old_to === null ? '–' : isAppeal ? clock(line.old_to) : <s>{clock(line.old_to)}</s>}
            </td>
            <td>{changed(line.old_to, line.new_to)}</td>
          </tr>
          <tr>
            <td>{t('来源', 'Source')}</td>
            <td className="old">{line.old_source === null ? '–' : source(line.old_source)}</td>
            <td>{source(line.new_source)}</td>
          </tr>
          <tr className="sum">
            <td>{t('计入', 'Counts')}</td>
            <td className="old fig">
              {line.old_minutes === null ? (
                '–'
              ) : line.reverses || isAppeal ? (
                <s>{duration(line.old_minutes)}</s>
              ) : (
                duration(line.old_minutes)
              )}
            </td>
            <td className="fig">
              {line.reverses ? '' : line.old_minutes === null ? '' : '+'}
              {duration(line.new_minutes)} <span className="soft">{balanceWords(line)}</span>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="mute">{line.book}</p>
    </>
  );
}

function balanceWords(line: Line): string {
  const now = sourceTable[line.new_source].balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary');
  if (line.old_source === null || !line.reverses) return now;
  const before =
    sourceTable[line.old_source].balance === 'credit_minutes' ? t('信用', 'credit') : t('荣誉', 'honorary');
  return before === now ? now : t(`${before}转${now}`, `${before} to ${now}`);
}

export function ManyLines({ lines }: { lines: readonly Line[] }) {
  return (
    <div className="table-scroll" role="region" aria-label={t('每个人', 'Each person')} tabIndex={0}>
      <table className="led">
        <caption className="unseen">{t('每个人的时间', 'The time of each person')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('志愿者', 'Volunteer')}</th>
            <th scope="col">{t('从', 'From')}</th>
            <th scope="col">{t('到', 'To')}</th>
            <th scope="col">{t('来源', 'Source')}</th>
            <th scope="col" className="r">
              {t('计入', 'Counts')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.volunteer_id}>
              <td>
                <Masked text={line.name} />
              </td>
              <td>
                {shortDay(line.new_from)} {clock(line.new_from)}
              </td>
              <td>{clock(line.new_to)}</td>
              <td>
                <SourceStamp of={line.new_source} small />
              </td>
              <td className="r fig">{duration(line.new_minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
