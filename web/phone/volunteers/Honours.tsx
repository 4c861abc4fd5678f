import { longDay, t } from '../../ui/words.ts';

/** L44: honours with issuer, day and document. */
export function Honours({
  honours,
}: {
  honours: readonly {
    id: string;
    title: string;
    issuer: string;
    issued_on: string;
    document: string;
    is_confirmed: boolean;
  }[];
}) {
  return (
    <section>
      <h2 className="title part">{t('我的荣誉', 'Honours')}</h2>
      {honours.length === 0 ? (
        <p className="lead">
          {t(
            '还没有登记的荣誉。组织表彰您后会出现在这里。',
            'None recorded yet. They appear here once an organisation honours you.',
          )}
        </p>
      ) : (
        <ul className="rows">
          {honours.map((honour) => (
            <li key={honour.id}>
              <div>
                <b>{honour.title}</b>
                <small>
                  {honour.issuer}
                  {t('，', ', ')}
                  {longDay(honour.issued_on)}
                  {honour.document && `${t('，', ', ')}${honour.document}`}
                  {!honour.is_confirmed && <> · {t('未经颁发单位核实', 'not confirmed by the issuer')}</>}
                </small>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
