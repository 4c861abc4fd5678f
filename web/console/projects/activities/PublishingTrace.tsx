import { useRead } from '../../../api/query.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { t } from '../../../ui/words.ts';
import { SecondPerson } from '../../SecondPerson.tsx';
import { sourceWords } from '../names.ts';
import '../projects.css';

/** Every publishing rule in its own words with its source; what is not met says what to change (J27). */
export function PublishingTrace({ activity_id, organization_id }: { activity_id: string; organization_id: string }) {
  const read = useRead('/api/activities/{activity_id}/publishing', { path: { activity_id } });
  return (
    <section aria-label={t('发布规则', 'Publishing rules')}>
      <Reading of={read} what={t('发布规则', 'the rules')}>
        {(trace) => {
          const unmet = trace.findings.filter((finding) => finding.problem !== null);
          return (
            <>
              <h2 className="title">{t('发布规则', 'Publishing rules')}</h2>
              <p>
                {trace.result === 'may_publish' && (
                  <Tag state="ok">{t('都符合，可以发布', 'All met: may be published')}</Tag>
                )}
                {trace.result === 'needs_approval' && (
                  <Tag state="due">{t('都符合，要上级审核', 'All met: a level above decides')}</Tag>
                )}
                {trace.result === 'refused' && (
                  <Tag state="late">{t(`${unmet.length} 条还不符合`, `${unmet.length} not met yet`)}</Tag>
                )}
              </p>
              {trace.result !== 'may_publish' && trace.approval_reasons.length > 0 && (
                <SecondPerson at={organization_id} permission="projects.approve" />
              )}
              <ul className="trace">
                {trace.approval_reasons.map((reason) => (
                  <li key={reason.rule}>
                    <Icon name="shield" size={18} label={t('要审核', 'Needs approval')} />
                    <span>{t(reason.zh, reason.en)}</span>
                    <span className="source">{sourceWords(reason.source)}</span>
                  </li>
                ))}
                {[...unmet, ...trace.findings.filter((finding) => finding.problem === null)].map((finding) => (
                  <li key={finding.rule} className={finding.problem === null ? undefined : 'unmet'}>
                    <Icon
                      name={finding.problem === null ? 'check' : 'alert'}
                      size={18}
                      label={finding.problem === null ? t('符合', 'Met') : t('不符合', 'Not met')}
                    />
                    <q>{t(finding.zh, finding.en)}</q>
                    <span className="source">{sourceWords(finding.source)}</span>
                    {finding.problem && <small>{t(finding.problem.zh, finding.problem.en)}</small>}
                  </li>
                ))}
              </ul>
              <p className="mute">
                {t(
                  `依据：${trace.rule_book.issuer_name}，${trace.rule_book.citing}`,
                  `By: ${trace.rule_book.issuer_name}, ${trace.rule_book.citing}`,
                )}
              </p>
            </>
          );
        }}
      </Reading>
    </section>
  );
}
