import { useEffect, useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { useRead } from '../../api/query.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { CountdownCells } from '../../ui/Cells.tsx';
import { Masked } from '../../ui/Person.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { Reading } from '../../ui/States.tsx';
import { starName } from '../../ui/stars.ts';
import { hours, longDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import './volunteers.css';

type Code = { step: number; text: string; short: string };

/** P71: name, number and a code that changes every 30 seconds. The next hour's codes are here already: no signal is needed. */
export default function Card() {
  const child = useFilters().filters['child'];
  const card = useRead('/api/me/card', child === undefined ? {} : { query: { child_id: child } }, {
    refreshMs: 10 * 60_000,
  });
  return (
    <Screen
      title={child === undefined ? t('我的卡', 'My card') : t('孩子的卡', 'The child’s card')}
      back={child === undefined ? ownPhone.me() : volunteersPhone.guardian()}
      deep
      action={
        child === undefined && (
          <LinkButton kind="do" large href={recordsPhone.scan()}>
            {t('扫队长的码', 'Scan the leader’s code')}
          </LinkButton>
        )
      }
    >
      <Reading of={card} what={t('您的卡', 'your card')}>
        {(own) => (
          <>
            <section className="id-card">
              <div className="who">
                <div>
                  <h2>{own.name}</h2>
                  <p>{t(`志愿者编号 ${own.number_spelt}`, `Volunteer number ${own.number_spelt}`)}</p>
                </div>
                {child === undefined && <Marks labels={own.labels} />}
              </div>
              <RotatingCode codes={own.codes} seconds={own.step_seconds} serverNow={own.now} />
            </section>
            <p className="sig">
              {t('没有信号也能出示，队长扫后会补传', 'Shows without signal; the leader’s scan is sent later')}
            </p>
            <dl className="info">
              <dt>{t('证件', 'Document')}</dt>
              <dd>
                {t(own.document_zh, own.document_en)} <Masked text={own.document_hint} />
              </dd>
              {own.phone_hint && (
                <>
                  <dt>{t('手机', 'Phone')}</dt>
                  <dd>
                    <Masked text={own.phone_hint} />
                  </dd>
                </>
              )}
              <dt>{t('意外险', 'Accident cover')}</dt>
              <dd>
                {own.insured_until
                  ? t(`有效至 ${longDay(own.insured_until)}`, `Until ${longDay(own.insured_until)}`)
                  : t('现在没有', 'None now')}
              </dd>
              <dt>{t('组织', 'Organisation')}</dt>
              <dd>{own.organization_name}</dd>
            </dl>
          </>
        )}
      </Reading>
    </Screen>
  );
}

/** The star with the hours it was counted from, and the brand labels. */
function Marks({ labels }: { labels: readonly string[] }) {
  const standing = useRead('/api/my/stars').data?.standing;
  const stars = standing !== undefined && standing !== null && standing.stars > 0 ? standing : null;
  if (stars === null && labels.length === 0) return null;
  return (
    <div className="labels">
      {stars !== null && (
        <>
          <b>{starName(stars.stars)}</b>
          <small>{t(`${hours(stars.counted_minutes)} 小时`, `${hours(stars.counted_minutes)} h`)}</small>
        </>
      )}
      {labels.map((label) => (
        <b key={label}>{label}</b>
      ))}
    </div>
  );
}

/** The phone's clock may be wrong: it counts from the moment the server said. */
function RotatingCode({ codes, seconds, serverNow }: { codes: readonly Code[]; seconds: number; serverNow: string }) {
  const [offset] = useState(() => Date.parse(serverNow) - Date.now());
  const [now, setNow] = useState(() => Date.now() + offset);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() + offset), 1000);
    return () => clearInterval(timer);
  }, [offset]);
  const step = Math.floor(now / 1000 / seconds);
  const left = seconds - (Math.floor(now / 1000) % seconds);
  const code = codes.find((one) => one.step === step);
  if (!code)
    return (
      <p className="lead" role="status">
        {t('存的码用完了，连上信号会换新的', 'The kept codes are used up: connect to get new ones')}
      </p>
    );
  return (
    <>
      <div className="code">
        <Qr
          text={code.text}
          size={252}
          label={t('志愿者卡的码，请队长扫', 'The code of the card: let the leader scan it')}
        />
      </div>
      <CountdownCells left={left} of={seconds} />
      <p className="cd">
        <span>
          <b>{left}</b> {t('秒后换新码', 's to a new code')}
        </span>
        <span className="short">
          {t('短码', 'Code')}
          <b>{code.short.replace(/(\d{3})(\d{3})/, '$1 $2')}</b>
        </span>
      </p>
    </>
  );
}
