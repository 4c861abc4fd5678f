import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { moment, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { timetableWords } from './timetable.ts';

/** Every background job on one page: its timetable, when it ran, what waits and what fails. */
export default function Jobs() {
  const read = useRead('/api/jobs', undefined, { refreshMs: 15_000 });
  const retry = useWrite('post', '/api/jobs/{name}/retry', ['/api/jobs']);
  async function again(name: string): Promise<void> {
    const done = await retry.send({ path: { name } });
    if (done) toast(t(`${done.retried} 个任务重新排队`, `${done.retried} queued again`));
  }
  return (
    <Page>
      <PageHead
        title={t('后台任务', 'Background jobs')}
        beside={t('定时任务都在这里', 'Every timed job stands here')}
      />
      <div className="block">
        <Reading of={read} what={t('任务', 'the jobs')}>
          {(answer) => (
            <DataTable
              name="jobs"
              label={t('后台任务', 'Background jobs')}
              rows={answer.rows}
              rowKey={(row) => row.name}
              total={answer.rows.length}
              hot={(row) => row.failing > 0}
              columns={[
                { key: 'title', label: t('任务', 'Job'), cell: (row) => t(row.title_zh, row.title_en) },
                {
                  key: 'cron',
                  label: t('什么时候', 'When'),
                  cell: (row) => (
                    <span className="soft">
                      {row.cron === null ? t('有事才做', 'On demand') : timetableWords(row.cron)}
                    </span>
                  ),
                },
                {
                  key: 'last',
                  label: t('上次运行', 'Last run'),
                  cell: (row) =>
                    row.last_run_at === null ? (
                      <span className="mute">{t('还没运行', 'Not yet')}</span>
                    ) : (
                      moment(row.last_run_at)
                    ),
                },
                { key: 'waiting', label: t('排队', 'Waiting'), right: true, cell: (row) => row.waiting },
                {
                  key: 'failing',
                  label: t('失败', 'Failing'),
                  right: true,
                  cell: (row) => (row.failing === 0 ? 0 : <Tag state="late">{row.failing}</Tag>),
                },
                { key: 'error', label: t('最近的原因', 'Last reason'), cell: (row) => row.last_error ?? '' },
                {
                  key: 'retry',
                  label: t('操作', 'Action'),
                  cell: (row) =>
                    row.can.retry && (
                      <Button running={retry.running} onClick={() => void again(row.name)}>
                        {t('马上重试', 'Retry now')}
                      </Button>
                    ),
                },
              ]}
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}
