import { purposes } from '../../../domain/records/certificate.ts';
import type { Answer } from '../../api/client.ts';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Masked } from '../../ui/Person.tsx';
import { SourceStamp } from '../../ui/SourceStamp.tsx';
import { longDay, longMoment, month, span, t } from '../../ui/words.ts';

type Certificate = Answer<'get', '/api/verify/{code}'>;

/** The answer in one glance: the verdict, then whose hours, how many, from which source. */
export function VerifiedCertificate({ certificate }: { certificate: Certificate }) {
  const purpose = purposes[certificate.purpose];
  return (
    <article className={`sheet result ${certificate.state}`}>
      <div className="verdict">
        <i aria-hidden="true">{certificate.state === 'valid' && <Icon name="check" size={30} weight={2.6} />}</i>
        <div>
          <h1 className="title">{verdict(certificate.state)}</h1>
          <p>{t(`${longMoment(certificate.checked_at)} 查验`, `Checked ${longMoment(certificate.checked_at)}`)}</p>
        </div>
      </div>
      {certificate.state !== 'valid' && <p className="verdict-note">{why(certificate)}</p>}
      {certificate.is_demonstration && (
        <p className="verdict-note">
          {t('这是演示数据，人和组织都是虚构的。', 'This is demonstration data: the people and units are invented.')}
        </p>
      )}
      <div className="holder">
        <div>
          <p>{t('志愿者', 'Volunteer')}</p>
          <p className="n title">
            <Masked text={certificate.name_masked} />
          </p>
          <p>
            {t('身份证 ', 'ID ')}
            <Masked text={certificate.document_masked} />
          </p>
        </div>
        <p className="h fig">
          {Math.floor(certificate.total_minutes / 60)}
          <span className="u">{t('小时', 'h')}</span>
          {certificate.total_minutes % 60 > 0 && (
            <>
              {certificate.total_minutes % 60}
              <span className="u">{t('分', 'min')}</span>
            </>
          )}
          <span className="u">{t('信用时数', 'credit')}</span>
        </p>
      </div>
      <KeyValues
        rows={[
          {
            key: t('服务内容', 'Services'),
            value: t(
              `${certificate.contents.join('、')}等 ${certificate.services} 次`,
              `${certificate.contents.join(', ')}: ${certificate.services} in all`,
            ),
          },
          {
            key: t('服务时段', 'Period'),
            value: t(
              `${month(certificate.period_from)}至 ${month(certificate.period_until)}`,
              `${month(certificate.period_from)} to ${month(certificate.period_until)}`,
            ),
          },
          { key: t('用途', 'Purpose'), value: t(purpose.zh, purpose.en) },
          { key: t('出具单位', 'Issued by'), value: certificate.organization_name },
          ...(certificate.served_under.length === 0
            ? []
            : [{ key: t('服务时的单位', 'Units at the time'), value: certificate.served_under.join(t('、', ', ')) }]),
          { key: t('证明编号', 'Number'), value: certificate.number },
          { key: t('出具日期', 'Issued on'), value: longDay(certificate.issued_on) },
        ]}
      />
      <ul className="by-seal" aria-label={t('时数来源', 'Sources of the hours')}>
        {certificate.by_seal.map(({ seal, minutes }) => (
          <li key={seal}>
            <SourceStamp of={seal} />
            {span(minutes)}
          </li>
        ))}
      </ul>
    </article>
  );
}

function verdict(state: Certificate['state']): string {
  return {
    valid: t('这份证明有效', 'This certificate is valid'),
    superseded: t('这份证明已被更正', 'This certificate is superseded'),
    revoked: t('这份证明已撤销', 'This certificate is revoked'),
  }[state];
}

function why({ state, changed_on, revoke_reason }: Certificate): string {
  const on = changed_on === null ? '' : longDay(changed_on);
  if (state === 'revoked')
    return t(
      `${on} 撤销。理由：${revoke_reason ?? '见出具单位'}`,
      `Revoked ${on}. Reason: ${revoke_reason ?? 'ask the issuer'}`,
    );
  return t(
    `${on} 有记录更正，下面是原来的内容。请向本人要新的一份，重开免费。`,
    `A record was corrected ${on}; below is what it said before. Ask the person for a new one: it is free.`,
  );
}
