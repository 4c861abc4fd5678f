import type { ReactNode } from 'react';
import type { Address } from '../../../../domain/address.ts';
import { accountsDesk } from '../../../../domain/accounts/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { longMoment, moment, number, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import './personal-data.css';

type Report = Answer<'get', '/api/personal-data-report'>;
type Act = Report['acts'][number];

/** The yearly audit of personal data: every figure opens the rows of the audit trail that it counts. */
export default function PersonalData() {
  const { filters, setFilter } = useFilters();
  const thisYear = new Date().getFullYear();
  const year = Number(filters['year'] ?? thisYear);
  const organization = filters['organization_id'];
  const query = { year, ...(organization === undefined ? {} : { organization_id: organization }) };
  const read = useRead('/api/personal-data-report', { query });
  const search = new URLSearchParams({
    year: String(year),
    ...(organization === undefined ? {} : { organization_id: organization }),
  }).toString();
  return (
    <Page>
      <PageHead
        title={t('个人信息保护审计', 'Audit of personal data')}
        crumbs={[
          { words: t('操作记录', 'Audit trail'), href: accountsDesk.audit() },
          { words: t('个人信息保护审计', 'Audit of personal data') },
        ]}
        beside={
          read.data &&
          t(`${year} 年，截至 ${longMoment(read.data.as_of)}`, `${year}, as of ${longMoment(read.data.as_of)}`)
        }
        actions={
          <span className="no-print pd-actions">
            <LinkButton icon="download" download href={`/api/personal-data-report/workbook?${search}`}>
              Excel
            </LinkButton>{' '}
            <Button kind="do" icon="file" onClick={() => window.print()}>
              {t('打印', 'Print')}
            </Button>
          </span>
        }
      />
      <div className="filt no-print">
        <Chips
          filters={[
            {
              name: 'year',
              label: t('年度', 'Year'),
              all: String(thisYear),
              options: [thisYear - 1, thisYear - 2].map((value) => ({ value: String(value), label: String(value) })),
            },
          ]}
        />
        {organization !== undefined && (
          <Button onClick={() => setFilter({ organization_id: undefined })}>
            {t('看全部组织', 'All organisations')}
          </Button>
        )}
      </div>
      <div className="block pd">
        <Reading of={read} what={t('审计报告', 'the report')}>
          {(report) => <Sheets report={report} year={year} organization={organization} />}
        </Reading>
      </div>
    </Page>
  );
}

const title = (act: Act): string => (preferences().language === 'en' ? act.title_en : act.title_zh);

function Sheets({ report, year, organization }: { report: Report; year: number; organization: string | undefined }) {
  const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
  const rowsOf = (act: Act['act'], from: string, until: string, at = organization): Address =>
    accountsDesk.audit({ act, from, until, organization_id: at });
  const lastDay = (month: string): string =>
    `${year}-${month}-${String(new Date(year, Number(month), 0).getDate()).padStart(2, '0')}`;
  const used = report.acts.filter((act) => report.organizations.some((one) => (one.counts[act.act] ?? 0) > 0));
  return (
    <>
      <h2>
        {report.organization_name === null
          ? t('按月', 'By month')
          : t(`${report.organization_name}，按月`, `${report.organization_name}, by month`)}
      </h2>
      <Table
        figures
        caption={t('按月', 'By month')}
        heads={[t('事项', 'Act'), ...months.map((month) => t(`${Number(month)}月`, month)), t('全年', 'Year')]}
      >
        {report.acts.map((act) => (
          <tr key={act.act}>
            <th scope="row">{title(act)}</th>
            {act.months.map((count, index) => (
              <td key={index} className="r">
                <Figure
                  count={count}
                  href={rowsOf(act.act, `${year}-${months[index]}-01`, lastDay(months[index] ?? '12'))}
                />
              </td>
            ))}
            <td className="r">
              <b>
                <Figure count={act.total} href={rowsOf(act.act, `${year}-01-01`, `${year}-12-31`)} />
              </b>
            </td>
          </tr>
        ))}
      </Table>
      <h2>{t('按组织', 'By organisation')}</h2>
      {report.organizations.length === 0 ? (
        <Empty title={t('这一年没有这些事项', 'None of these acts this year')}>
          {t('换个年度再看。', 'Choose another year.')}
        </Empty>
      ) : (
        <Table figures caption={t('按组织', 'By organisation')} heads={[t('组织', 'Organisation'), ...used.map(title)]}>
          {report.organizations.map((one) => (
            <tr key={one.organization_id}>
              <th scope="row">
                <Link href={accountsDesk.personalData({ year, organization_id: one.organization_id })}>{one.name}</Link>
              </th>
              {used.map((act) => (
                <td key={act.act} className="r">
                  <Figure
                    count={one.counts[act.act] ?? 0}
                    href={rowsOf(act.act, `${year}-01-01`, `${year}-12-31`, one.organization_id)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
      <h2>{t('谁看了谁的完整信息，为什么', 'Who opened whose full data, and why')}</h2>
      {report.looks.length === 0 ? (
        <Empty title={t('没有人查看过完整信息', 'Nobody opened full data')}>
          {t('查看时要写理由，并记在这里。', 'A look asks for a reason and is kept here.')}
        </Empty>
      ) : (
        <Table
          caption={t('查看明细', 'Looks')}
          heads={[
            t('时间', 'When'),
            t('查看人', 'Who'),
            t('组织', 'Organisation'),
            t('志愿者编号', 'Volunteer'),
            t('未成年人', 'Minor'),
            t('理由', 'Reason'),
          ]}
        >
          {report.looks.map((look) => (
            <tr key={look.id}>
              <td>{moment(look.at)}</td>
              <td>{look.actor_name ?? ''}</td>
              <td>{look.organization_name ?? ''}</td>
              <td>{look.number}</td>
              <td>{look.of_minor ? t('是', 'yes') : ''}</td>
              <td>{look.reason}</td>
            </tr>
          ))}
        </Table>
      )}
      {report.looks_left_out > 0 && (
        <p className="soft">
          {t(
            `另有 ${number(report.looks_left_out)} 条，请按组织分开看。`,
            `${number(report.looks_left_out)} more: look organisation by organisation.`,
          )}
        </p>
      )}
      <h2>{t('全平台限期保存的资料', 'Kept for some days only, on the whole platform')}</h2>
      <Table
        figures
        caption={t('限期保存', 'Kept for some days')}
        heads={[t('资料', 'What'), t('保存天数', 'Days'), t('现有条数', 'Rows now'), t('最早一条', 'Oldest')]}
      >
        {report.kept.map((one) => (
          <tr key={one.title_zh}>
            <th scope="row">{preferences().language === 'en' ? one.title_en : one.title_zh}</th>
            <td className="r">{number(one.days)}</td>
            <td className="r">{number(one.rows)}</td>
            <td className="r">{one.oldest_at === null ? '' : moment(one.oldest_at)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Table({
  caption,
  heads,
  figures = false,
  children,
}: {
  caption: string;
  heads: readonly string[];
  figures?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="led">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={figures && index > 0 ? 'r' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Figure({ count, href }: { count: number; href: Address }) {
  return count === 0 ? <span className="mute">0</span> : <Link href={href}>{number(count)}</Link>;
}
