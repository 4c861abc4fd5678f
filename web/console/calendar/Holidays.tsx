import { useState } from 'react';
import { organizationsDesk } from '../../../domain/organizations/paths.ts';
import { addDays, businessDate } from '../../../domain/time.ts';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { RadioGroup } from '../../ui/Choice.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DateInput, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useFilters } from '../../ui/query-string.ts';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { toast } from '../../ui/toast.tsx';
import { day as dayWords, longDay, t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';

type Calendar = Answer<'get', '/api/holidays'>;
type Row = Calendar['rows'][number];

/** One calendar for everybody: recurring shifts leave these days out where the organiser asks for it. */
export default function Holidays() {
  const thisYear = Number(businessDate(new Date()).slice(0, 4));
  const { filters } = useFilters();
  const year = Number(filters['year'] ?? thisYear);
  const [open, setOpen] = useState<'day' | 'year' | null>(null);
  const read = useRead(
    '/api/holidays',
    { query: { from: `${year}-01-01`, until: `${year}-12-31` } },
    { keepPrevious: true },
  );
  const years = [thisYear - 1, thisYear + 1];
  return (
    <Page>
      <Reading of={read} what={t('放假安排', 'the calendar')}>
        {(calendar) => (
          <>
            <PageHead
              title={t('放假安排', 'Days off')}
              crumbs={[
                { words: t('规则', 'Rules'), href: organizationsDesk.rules() },
                { words: t('放假安排', 'Days off') },
              ]}
              beside={t(
                `已知到 ${longDay(calendar.known_until)}；全平台共用一份，由最上级组织修改`,
                `Known until ${longDay(calendar.known_until)}; one calendar for all, changed at the top of the tree`,
              )}
              actions={
                calendar.can.edit && (
                  <>
                    {calendar.known_until < `${year}-12-31` && (
                      <Button onClick={() => setOpen('year')}>{t(`${year} 年录完了`, `${year} is complete`)}</Button>
                    )}
                    <Button kind="do" icon="plus" onClick={() => setOpen('day')}>
                      {t('录一天', 'Enter a day')}
                    </Button>
                  </>
                )
              }
            />
            <div className="filt">
              <Chips
                filters={[
                  {
                    name: 'year',
                    label: t('年份', 'Year'),
                    all: String(thisYear),
                    options: years.map((each) => ({ value: String(each), label: String(each) })),
                  },
                ]}
              />
            </div>
            <div className="block">
              {calendar.known_until < `${year}-12-31` && (
                <p className="soft">
                  {t(
                    `${year} 年的安排还没录完。国务院办公厅公布后，由最上级组织逐日录入，再点“${year} 年录完了”；在那以前，重复班次会照常排到这些日子。`,
                    `${year} is not complete. Once the State Council has announced it, the top organisation enters the days and says so; until then recurring shifts fall on these days.`,
                  )}
                </p>
              )}
              <DataTable
                name="holidays"
                label={t('放假安排', 'Days off')}
                columns={columns(calendar)}
                rows={calendar.rows}
                rowKey={(row) => row.day}
                total={calendar.rows.length}
                state={
                  calendar.rows.length === 0 ? (
                    <Empty title={t(`${year} 年还没有安排`, `Nothing for ${year} yet`)}>
                      {t(
                        '录入的放假和调休上班的日子会列在这里。',
                        'Days off and working weekends will be listed here.',
                      )}
                    </Empty>
                  ) : undefined
                }
              />
            </div>
            {open === 'day' && <EnterDay year={year} onClose={() => setOpen(null)} />}
            {open === 'year' && <CompleteYear year={year} onClose={() => setOpen(null)} />}
          </>
        )}
      </Reading>
    </Page>
  );
}

function columns({ years }: Calendar): readonly Column<Row>[] {
  const yearSource = (row: Row): string => years.find((each) => row.day.startsWith(String(each.year)))?.source ?? '';
  return [
    { key: 'day', label: t('日期', 'Day'), cell: (row) => dayWords(row.day) },
    { key: 'name', label: t('名称', 'Name'), cell: (row) => row.name },
    {
      key: 'is_off',
      label: t('安排', 'Arrangement'),
      cell: (row) =>
        row.is_off ? <Tag state="ok">{t('放假', 'Day off')}</Tag> : <Tag state="due">{t('上班', 'Working day')}</Tag>,
    },
    {
      key: 'source',
      label: t('依据', 'Source'),
      cell: (row) => row.source ?? (yearSource(row) || t('国务院办公厅公布的安排', 'announced by the State Council')),
    },
    {
      key: 'by',
      label: t('谁录的', 'Entered by'),
      cell: (row) => (row.is_edited ? (row.edited_by_name ?? '') : t('随系统提供', 'comes with the system')),
    },
  ];
}

const refresh = ['/api/holidays'] as const;

function EnterDay({ year, onClose }: { year: number; onClose: () => void }) {
  const [day, setDay] = useState(
    year === Number(businessDate(new Date()).slice(0, 4)) ? addDays(businessDate(new Date()), 1) : `${year}-01-01`,
  );
  const [name, setName] = useState('');
  const [is_off, setOff] = useState(true);
  const [source, setSource] = useState('');
  const edit = useWrite('put', '/api/holidays/{day}', refresh);
  async function send(): Promise<void> {
    const done = await edit.send({ path: { day }, body: { name, is_off, source } });
    if (done === undefined) return;
    onClose();
    toast(t(`${dayWords(day)}已录入`, `${dayWords(day)} entered`));
  }
  return (
    <Dialog open title={t('录一天', 'Enter a day')} onClose={onClose}>
      <Form problem={edit.problem} onSubmit={() => void send()}>
        <DateInput name="day" label={t('哪天', 'Day')} value={day} onChange={setDay} />
        <RadioGroup
          name="is_off"
          label={t('安排', 'Arrangement')}
          value={is_off ? 'off' : 'work'}
          onChange={(value) => setOff(value === 'off')}
          options={[
            { value: 'off', label: t('放假', 'Day off') },
            { value: 'work', label: t('上班（调休，或改回工作日）', 'Working day') },
          ]}
        />
        <TextInput
          name="name"
          label={t('名称', 'Name')}
          value={name}
          onChange={setName}
          placeholder={t('如 春节', 'e.g. Spring Festival')}
        />
        <TextInput name="source" label={t('依据的文件', 'Document')} value={source} onChange={setSource} />
        <div className="actions">
          <Button onClick={onClose}>{t('先不录', 'Not now')}</Button>
          <Button kind="do" type="submit" running={edit.running}>
            {t('录入这一天', 'Enter the day')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function CompleteYear({ year, onClose }: { year: number; onClose: () => void }) {
  const [source, setSource] = useState('');
  const state = useWrite('put', '/api/holiday-years/{year}', refresh);
  async function send(): Promise<void> {
    const done = await state.send({ path: { year }, body: { source } });
    if (done) onClose();
  }
  return (
    <Dialog open title={t(`${year} 年录完了`, `${year} is complete`)} onClose={onClose}>
      <Form problem={state.problem} onSubmit={() => void send()}>
        <p className="soft">
          {t(
            '这一年的放假和调休都已逐日录入；排重复班次时不再提醒。',
            'All days off and working weekends of the year are entered; laying out shifts no longer warns.',
          )}
        </p>
        <TextInput name="source" label={t('依据的文件', 'Document')} value={source} onChange={setSource} />
        <div className="actions">
          <Button onClick={onClose}>{t('还没有', 'Not yet')}</Button>
          <Button kind="do" type="submit" running={state.running}>
            {t('这一年录完了', 'The year is complete')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
