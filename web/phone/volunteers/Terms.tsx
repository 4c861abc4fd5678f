import { Checkbox } from '../../ui/Choice.tsx';
import { t } from '../../ui/words.ts';
import './volunteers.css';

export type TermsText = {
  readonly version: string;
  readonly issuer_name: string;
  readonly rights_zh: string;
  readonly rights_en: string;
  readonly duties_zh: string;
  readonly duties_en: string;
};

/** L07: the four words of the spirit; S17: rights and duties with who issued them. Both are acknowledged in one place. */
function Spirit({ words }: { words: readonly { readonly zh: string; readonly en: string }[] }) {
  return (
    <ul className="spirit" aria-label={t('志愿者精神', 'The volunteer spirit')}>
      {words.map((word) => (
        <li key={word.zh}>
          <b>{word.zh}</b>
          <small lang="en">{word.en}</small>
        </li>
      ))}
    </ul>
  );
}

export function Terms({
  terms,
  label,
}: {
  terms: TermsText;
  /** Where several stand on one page. */ label?: string | undefined;
}) {
  return (
    <section className="terms" tabIndex={0} aria-label={label ?? t('权利和义务', 'Rights and duties')}>
      <b>{t('您的权利', 'Your rights')}</b>
      <p>{t(terms.rights_zh, terms.rights_en)}</p>
      <b>{t('您的义务', 'Your duties')}</b>
      <p>{t(terms.duties_zh, terms.duties_en)}</p>
      <footer>{t(`${terms.issuer_name}发布`, `Issued by ${terms.issuer_name}`)}</footer>
    </section>
  );
}

type AgreeProps = {
  terms: TermsText;
  label?: string;
  spirit: readonly { zh: string; en: string }[];
  agrees: boolean;
  onAgree: (agrees: boolean) => void;
  error?: string | undefined;
};

export function Agreement({ terms, label, spirit, agrees, onAgree, error }: AgreeProps) {
  return (
    <>
      <Spirit words={spirit} />
      <Terms terms={terms} label={label} />
      <Checkbox
        name="acknowledges_spirit"
        checked={agrees}
        onChange={onAgree}
        error={error}
        label={t(
          '我认同志愿者精神，看过并接受权利和义务',
          'I share the volunteer spirit, and have read and accept the rights and duties',
        )}
      />
    </>
  );
}
