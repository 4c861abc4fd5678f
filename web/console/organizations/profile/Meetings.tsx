import { fileAddress } from '../../../api/file-address.ts';
import { filesOf } from './files-of.ts';
import { useState } from 'react';
import { meetingNames } from '../../../../domain/organizations/statutory.ts';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import type { OrganizationPage, RecordPage } from '../tree/organization-page.ts';
import { StatutoryRule } from './StatutoryRule.tsx';
import { TaskDialog } from './TaskDialog.tsx';

/** P13: when each statutory meeting was held, its minutes, and by when the next one is due. */
export function Meetings({ page, record }: { page: OrganizationPage; record: RecordPage }) {
  const [held, setHeld] = useState<string | null>(null);
  const { meetings } = record.follows;
  if (meetings.length === 0) return null;
  return (
    <section className="org-attribute">
      <h2 className="title">{t('法定会议', 'Statutory meetings')}</h2>
      <StatutoryRule rule={record.follows.statutory_rule} organizationId={page.organization.id} />
      <div className="table-scroll" role="region" aria-label={t('法定会议', 'Statutory meetings')} tabIndex={0}>
        <table className="led stacks" role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {t('会议', 'Meeting')}
              </th>
              <th scope="col" role="columnheader">
                {t('上次召开', 'Last held')}
              </th>
              <th scope="col" role="columnheader">
                {t('最晚召开', 'Due by')}
              </th>
              <th scope="col" role="columnheader">
                {t('状态', 'State')}
              </th>
              <th scope="col" role="columnheader">
                {t('会议记录', 'Minutes')}
              </th>
              {record.can.edit && (
                <th scope="col" role="columnheader">
                  <span className="unseen">{t('操作', 'Acts')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {meetings.map((one) => {
              const name = t(meetingNames[one.meeting].zh, meetingNames[one.meeting].en);
              return (
                <tr key={one.meeting} role="row" className={one.is_overdue ? 'hot' : undefined}>
                  <td role="cell">{name}</td>
                  <td role="cell" data-label={t('上次召开', 'Last held')}>
                    {one.last_on === null ? (
                      <span className="mute">{t('还没开过', 'Never')}</span>
                    ) : (
                      longDay(one.last_on)
                    )}
                  </td>
                  <td role="cell" data-label={t('最晚召开', 'Due by')}>
                    {longDay(one.due_on)}
                  </td>
                  <td role="cell" data-label={t('状态', 'State')}>
                    <Tag state={one.is_overdue ? 'late' : 'ok'}>
                      {one.is_overdue ? t('逾期', 'Overdue') : t('按期', 'In time')}
                    </Tag>
                  </td>
                  <td role="cell" data-label={t('会议记录', 'Minutes')}>
                    {filesOf(record.documents, one.document_id).map((file) => (
                      <a key={file.id} href={fileAddress(file)} download={file.file_name}>
                        {t('看会议记录', 'Open the minutes')}
                      </a>
                    ))}
                  </td>
                  {record.can.edit && (
                    <td role="cell">
                      <button
                        type="button"
                        className="link"
                        aria-label={t(`登记${name}`, `Record: ${name}`)}
                        onClick={() => setHeld(one.meeting)}
                      >
                        {t('登记已开', 'Record it')}
                      </button>
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <TaskDialog
        organizationId={page.organization.id}
        kind={held === null ? null : 'meeting'}
        documents={record.documents}
        onClose={() => setHeld(null)}
        {...(held === null ? {} : { begin: { meeting: held } })}
      />
    </section>
  );
}
