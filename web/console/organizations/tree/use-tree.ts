import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../../api/client.ts';
import { useMe } from '../../../api/session.ts';
import type { TreeNode } from '../../../ui/Tree.tsx';
import { longDay, t } from '../../../ui/words.ts';

type Row = Answer<'get', '/api/organizations'>['rows'][number];
type Children = Readonly<Record<string, readonly Row[]>>;

/** The branches on which the person works, opened as far as they were opened; children come when a branch is opened. */
export function useTree(): {
  roots: readonly { id: string; name: string }[];
  nodes: readonly TreeNode[];
  open: (id: string) => void;
  refresh: () => void;
} {
  const me = useMe();
  const client = useQueryClient();
  const [children, setChildren] = useState<Children>({});
  const roots = topmost(me.data?.grants ?? []);

  async function fetchChildren(id: string): Promise<readonly Row[]> {
    const answer = (await client.fetchQuery({
      queryKey: ['/api/organizations', { query: { parent_id: id } }],
      queryFn: () => call('get', '/api/organizations', { query: { parent_id: id } }),
    })) as Answer<'get', '/api/organizations'>;
    return answer.rows;
  }
  function open(id: string): void {
    void fetchChildren(id).then((rows) => setChildren((now) => ({ ...now, [id]: rows })));
  }
  function refresh(): void {
    void client.invalidateQueries({ queryKey: ['/api/organizations'] }).then(() => Object.keys(children).forEach(open));
  }
  const nodes = roots.map((root) => ({
    key: root.id,
    words: root.name,
    more: true,
    ...(children[root.id] ? { children: branch(children, root.id) } : {}),
  }));
  return { roots, nodes, open, refresh };
}

const endsOn = (day: string): string => t(`（将于 ${longDay(day)}撤销）`, ` (ends ${longDay(day)})`);

function branch(children: Children, id: string): TreeNode[] {
  return (children[id] ?? []).map((row) => ({
    key: row.id,
    words: t(row.name_zh, row.name_en ?? row.name_zh) + (row.ends_on === null ? '' : endsOn(row.ends_on)),
    more: row.children > 0,
    ...(row.children > 0 ? { count: row.children } : {}),
    ...(children[row.id] ? { children: branch(children, row.id) } : {}),
  }));
}

/** Grants inside another grant's branch are reached through it. */
function topmost(
  grants: readonly {
    organization_id: string;
    organization_name: string;
    organization_path: string;
    is_below: boolean;
  }[],
): { id: string; name: string }[] {
  const tops = grants.filter(
    (grant) =>
      !grants.some(
        (other) =>
          other.is_below &&
          other.organization_path !== grant.organization_path &&
          grant.organization_path.startsWith(other.organization_path),
      ),
  );
  return [
    ...new Map(
      tops.map((grant) => [grant.organization_id, { id: grant.organization_id, name: grant.organization_name }]),
    ).values(),
  ];
}
