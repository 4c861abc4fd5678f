import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { Redirect } from '../../../ui/navigation.tsx';
import { confirmationStandings } from '../../../../domain/records/attendance.ts';
import { usePages } from '../../../api/query.ts';
import { useHeld } from '../../../api/session.ts';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { TodayBoards } from '../../../ui/TodayBoards.tsx';
import { t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { RecordsTree } from './RecordsTree.tsx';
import { deskOf, mayOpen } from './desk-places.ts';
import { type Row, standingWords, columns, ConfirmButton } from './confirmation-columns.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import '../records.css';

/** The start of the records: what is to confirm, or the first page that the person may open. */
export default function Confirmations() {
  const held = useHeld();
  const [first] = deskOf(held);
  if (first !== undefined && !mayOpen(held, 'confirmations')) return <Redirect to={recordsDesk[first]()} />;
  return <ToConfirm />;
}

/** P27: hours appear after the leader confirms, one by one or many at once, each with its evaluation. */
function ToConfirm() {
  const { filters } = useFilters();
  const shift = filters['shift'];
  const standing = confirmationStandings.find((one) => one === filters['standing']);
  const list = usePages('/api/confirmations', {
    query: {
      limit: 100,
      ...(shift === undefined ? {} : { shift_id: shift }),
      ...(standing === undefined ? {} : { standing }),
    },
  });
  const [chosen, setChosen] = useState<readonly Row[] | null>(null);
  return (
    <Page tree={<RecordsTree at={recordsDesk.confirmations()} />}>
      <PageHead
        title={t('待确认', 'To confirm')}
        crumbs={[{ words: t('记录', 'Records') }, { words: t('待确认', 'To confirm') }]}
      />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'standing',
              label: t('情况', 'Standing'),
              options: confirmationStandings.map((one) => ({ value: one, label: standingWords(one) })),
            },
          ]}
        />
      </div>
      <div className="block">
        <TodayBoards />
        <Reading of={list.read} what={t('待确认的签到', 'attendances')}>
          {(rows) => (
            <DataTable
              name="confirmations"
              label={t('待确认的签到', 'Attendances to confirm')}
              columns={columns((row) => setChosen([row]))}
              rows={rows}
              rowKey={(row) => row.attendance_id}
              more={list.more}
              rowName={(row) => `${row.name} ${row.activity_title}`}
              hot={(row) => row.standing === 'stamp_missing'}
              bulk={(picked, clear) => (
                <ConfirmButton
                  picked={picked}
                  onOpen={(able) => {
                    setChosen(able);
                    clear();
                  }}
                />
              )}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('都确认完了', 'All confirmed')}>
                        {t('有人签退后，会出现在这里。', 'Those who check out appear here.')}
                      </Empty>
                    ),
                  }
                : {})}
            />
          )}
        </Reading>
      </div>
      {chosen !== null && <ConfirmDialog rows={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}
