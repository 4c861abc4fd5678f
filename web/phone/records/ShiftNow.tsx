import { clock, period, t } from '../../ui/words.ts';
import type { ShiftHere } from './shifts-here.ts';

export function ShiftNow({ shift }: { shift: ShiftHere | undefined }) {
  if (shift === undefined) return null;
  return (
    <section className="scan-shift">
      <h2 className="title">{shift.activity_title}</h2>
      <p>
        {period(shift.starts_at, shift.ends_at)}
        {t('，', ', ')}
        {shift.place}
      </p>
      {shift.state === 'checked_in' && shift.first_in_at !== null && (
        <p>
          {t(
            `${clock(shift.first_in_at)} 已签到，扫一下就签退`,
            `In since ${clock(shift.first_in_at)}: scan to check out`,
          )}
        </p>
      )}
      {shift.state === 'checked_out' && shift.last_stamp_at !== null && (
        <p>{t(`${clock(shift.last_stamp_at)} 已签退`, `Checked out at ${clock(shift.last_stamp_at)}`)}</p>
      )}
      {shift.kept.length > 0 && (
        <p className="soft">
          {t(
            `其中 ${shift.kept.length} 次存在这台手机里，有信号自动补传`,
            `${shift.kept.length} of these kept on this phone, sent when the signal is back`,
          )}
        </p>
      )}
      {shift.is_insurance_missing && (
        <p className="red">
          {t(
            '这项服务有风险，还没有您的有效保险，请联系组织者',
            'This service is dangerous and your accident cover is missing: ask the organiser',
          )}
        </p>
      )}
    </section>
  );
}
