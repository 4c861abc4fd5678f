import { useRead } from '../../api/query.ts';
import { Empty, Reading } from '../../ui/States.tsx';
import { longDay, moment, number, t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import './seals.css';

/** The published roots of the ledger: whoever kept yesterday's can tell whether anything beneath was changed. */
export default function Seals() {
  const seals = useRead('/api/seals');
  return (
    <PublicScreen title={t('账本封存', 'Ledger seals')} aside={<HowToCheck />}>
      <h1 className="title page-title">{t('每晚封存一次，公开给所有人', 'Sealed every night, for all to see')}</h1>
      <Reading of={seals} what={t('封存', 'seals')}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('还没有封存过', 'Nothing sealed yet')}>
              {t('今晚封存之后，第一个根会出现在这里。', 'After tonight the first root appears here.')}
            </Empty>
          ) : (
            <ol className="seals">
              {rows.map((seal) => (
                <li key={seal.number}>
                  <h2 className="fig">{t(`第 ${number(seal.number)} 次`, `No. ${number(seal.number)}`)}</h2>
                  <p>
                    {longDay(seal.sealed_on)}
                    {t(
                      `，${moment(seal.sealed_at)} 封存，覆盖 ${number(seal.head_count)} 个有变动的账户`,
                      `, sealed ${moment(seal.sealed_at)}, covering ${number(seal.head_count)} accounts that moved`,
                    )}
                  </p>
                  <p className="root">
                    <span>{t('根', 'Root')}</span>
                    <code>{grouped(seal.root)}</code>
                  </p>
                  <p className="root">
                    <span>{t('操作记录', 'Audit')}</span>
                    <code>{grouped(seal.audit_root)}</code>
                  </p>
                  <p className="root">
                    <span>{t('前一个根', 'Before')}</span>
                    <code>{grouped(seal.previous_root)}</code>
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Reading>
    </PublicScreen>
  );
}

function grouped(hex: string): string {
  return hex === '' ? '–' : (hex.match(/.{1,8}/g) ?? []).join(' ');
}

function HowToCheck() {
  return (
    <section className="oth">
      <h2 className="title">{t('怎么核对', 'How to check')}</h2>
      <p>
        {t(
          '每个账户的每笔时数都带着前一笔的指纹。每晚把所有有变动账户的最后指纹，连同前一天为止的操作记录的根和前一晚的根，算成一个新的根，公开在这里。',
          'Each entry of an account carries the fingerprint of the one before. Every night the last fingerprints of all accounts that moved, with the root of the audit trail up to the day before and the root of the night before, make one new root, published here.',
        )}
      </p>
      <p>
        {t(
          '抄下今天的根。以后任何一天，组织都可以从头重算：只要根对得上，这一天之前的时数和操作记录就没有被改过。',
          'Write down today’s root. On any later day everything can be computed again: if the root still fits, no hour and no audit event before this day was changed.',
        )}
      </p>
      <p>
        {t('把', 'Keep ')}
        <a href="/api/seal-roots" download>
          {t('全部的根', 'all roots')}
        </a>
        {t(
          '存一份在别处：运维核验账本时拿它对照（npm run verify -- --seals 文件），少了一晚、改了一晚都看得出来。',
          ' elsewhere: the operator compares them with the books (npm run verify -- --seals FILE), and a night that is missing or was changed shows.',
        )}
      </p>
      <p>
        {t(
          '时数证明的页脚印着出具前一晚的根，可以和这里对照。',
          'Certificates print the root of the night before: compare it with this page.',
        )}
      </p>
    </section>
  );
}
