import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useRead } from '../../../api/query.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import type { PageProps } from '../../../ui/routes.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { period, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { SecondPerson } from '../../SecondPerson.tsx';
import { RecordsTree } from '../service/RecordsTree.tsx';
import { People } from './BackFillPeople.tsx';
import { Workbook } from './BackFillWorkbook.tsx';
import '../records.css';

/** Hours entered afterwards: with evidence, by two people, never more than the activity, always honorary. */
export default function BackFill({ params }: PageProps) {
  const shiftId = params['shift_id'] ?? '';
  const board = useRead('/api/shifts/{shift_id}/board', { path: { shift_id: shiftId } });
  const [way, setWay] = useState('people');
  return (
    <Page tree={<RecordsTree at="" />}>
      <PageHead
        title={t('补录或导入', 'Back-fill or import')}
        crumbs={[
          { words: t('记录', 'Records'), href: recordsDesk.confirmations() },
          { words: t('补录或导入', 'Back-fill or import') },
        ]}
        beside={
          board.data && (
            <span className="soft">
              {board.data.shift.activity_title}
              {t('，', ', ')}
              {period(board.data.shift.starts_at, board.data.shift.ends_at)}
            </span>
          )
        }
      />
      <div className="block records-form">
        <Tabs
          label={t('怎么录', 'How')}
          value={way}
          onChange={setWay}
          tabs={[
            { key: 'people', words: t('从报名名单选人', 'From the list') },
            { key: 'file', words: t('导入表格', 'From a workbook') },
          ]}
        >
          <p className="hint">
            {t(
              '您提出是第一个章，要另一个人复核才入账，计入荣誉时数。',
              'Your proposal is the first seal: another person must agree, and it counts as honorary.',
            )}
          </p>
          {board.data && <SecondPerson at={board.data.shift.organization_id} permission="records.approve" />}
          {way === 'people' ? (
            <Reading of={board} what={t('名单', 'the list')}>
              {(answer) => <People shiftId={shiftId} answer={answer} />}
            </Reading>
          ) : (
            <Workbook shiftId={shiftId} />
          )}
        </Tabs>
      </div>
    </Page>
  );
}
