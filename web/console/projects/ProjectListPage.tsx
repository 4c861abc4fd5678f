import type { ReactElement } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Address } from '../../../domain/address.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Page } from '../Page.tsx';
import { ProjectNav } from './ProjectNav.tsx';

type ListProps<Row> = {
  name: string;
  title: string;
  label: string;
  read: UseQueryResult<{ rows: Row[] }, Error>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => Address;
  empty: { title: string; words: string };
};

/** A list below projects without filters: everything that waits or was found, in one table. */
export function ProjectListPage<Row>({
  name,
  title,
  label,
  read,
  columns,
  rowKey,
  rowHref,
  empty,
}: ListProps<Row>): ReactElement {
  return (
    <Page>
      <PageHead title={title}>
        <ProjectNav />
      </PageHead>
      <div className="block">
        <Reading of={read} what={label}>
          {({ rows }) => (
            <DataTable
              name={name}
              label={label}
              columns={columns}
              rows={rows}
              rowKey={rowKey}
              {...(rowHref === undefined ? {} : { rowHref })}
              total={rows.length}
              {...(rows.length === 0 ? { state: <Empty title={empty.title}>{empty.words}</Empty> } : {})}
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}
