import type { Answer } from '../../api/client.ts';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { longDay, longMoment, t } from '../../ui/words.ts';

type Known = Answer<'get', '/api/certificate-numbers/{number}'>;

/** What a number alone tells. Whose hours and how many stands behind the code, which only the holder's paper shows. */
export function KnownNumber({ certificate }: { certificate: Known }) {
  const { state } = certificate;
  const changed = certificate.changed_on === null ? '' : longDay(certificate.changed_on);
  return (
    <article className={`sheet result ${state}`}>
      <div className="verdict">
        <i aria-hidden="true">{state === 'valid' && <Icon name="check" size={30} weight={2.6} />}</i>
        <div>
          <h1 className="title">
            {
              {
                valid: t('有这份证明，现在有效', 'This certificate exists and is valid'),
                superseded: t('有这份证明，已被更正', 'This certificate was superseded'),
                revoked: t('有这份证明，已撤销', 'This certificate was revoked'),
              }[state]
            }
          </h1>
          <p>{t(`${longMoment(certificate.checked_at)} 查验`, `Checked ${longMoment(certificate.checked_at)}`)}</p>
        </div>
      </div>
      {state !== 'valid' && (
        <p className="verdict-note">
          {state === 'superseded'
            ? t(
                `${changed}起不再有效，请向本人要新的一份。`,
                `Not valid since ${changed}: ask the person for a new one.`,
              )
            : t(`${changed}撤销，请问出具单位。`, `Revoked on ${changed}: ask the issuer.`)}
        </p>
      )}
      {certificate.is_demonstration && (
        <p className="verdict-note">
          {t('这是演示数据，人和组织都是虚构的。', 'This is demonstration data: the people and units are invented.')}
        </p>
      )}
      <KeyValues
        rows={[
          { key: t('证明编号', 'Number'), value: certificate.number },
          { key: t('出具单位', 'Issued by'), value: certificate.organization_name },
          { key: t('出具日期', 'Issued on'), value: longDay(certificate.issued_on) },
        ]}
      />
      <p className="verdict-note">
        {t(
          '只凭编号不显示姓名和时数。要核对是谁的、多少小时，请输入证明左下角的 8 位短码，或扫二维码。',
          'A number alone shows neither name nor hours. To check whose they are and how many, type the 8-character code at the lower left, or scan the QR code.',
        )}
      </p>
    </article>
  );
}
