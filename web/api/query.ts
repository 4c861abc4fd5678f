/** Reading and writing for screens. A read is kept and shared by its path; a write refreshes what it names. */
import {
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useRef } from 'react';
import {
  call,
  requestKey,
  type Answer,
  type Ask,
  type LooseAsk,
  type ReadPath,
  type WriteMethod,
  type WritePath,
} from './client.ts';
import { problemWords } from '../ui/Form.tsx';
import { toast } from '../ui/toast.tsx';
import { formBeingSubmitted } from '../ui/unsaved.ts';
import { ApiProblem, NoAnswer } from './problem.ts';
import { subjectOf, type Asked } from './subject-of.ts';

type ReadOptions = { enabled?: boolean; refreshMs?: number; keepPrevious?: boolean };
type Rest<A, O> = object extends A ? [ask?: A, options?: O] : [ask: A, options?: O];

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // a refusal stays a refusal; only a missing answer is worth asking again
        retry: (count, error) => error instanceof NoAnswer && navigator.onLine && count < 2,
        networkMode: 'always', // the service worker may answer without a network
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** What was shown stays while a filter is asked for, but never under the name of another subject or day. */
function previousOf<Data>(
  ask: Asked | undefined,
): (shown: Data | undefined, of: { readonly queryKey: readonly unknown[] } | undefined) => Data | undefined {
  return (shown, of) => (of !== undefined && subjectOf(of.queryKey[1] as Asked) === subjectOf(ask) ? shown : undefined);
}

export function useRead<P extends ReadPath>(
  path: P,
  ...rest: Rest<Ask<'get', P>, ReadOptions>
): UseQueryResult<Answer<'get', P>, Error> {
  const [ask, options] = rest;
  const read = useQuery<unknown, Error>({
    queryKey: [path, ask ?? {}],
    queryFn: () => call('get', path, (ask ?? {}) as LooseAsk),
    enabled: options?.enabled ?? true,
    ...(options?.refreshMs === undefined ? {} : { refetchInterval: options.refreshMs }),
    ...(options?.keepPrevious ? { placeholderData: previousOf<unknown>(ask) } : {}),
  });
  return read as UseQueryResult<Answer<'get', P>, Error>; // the contract says what this path answers
}

type PageOf<Row> = { rows: Row[]; next_cursor: string | null };
type RowOf<P extends ReadPath> = Answer<'get', P> extends { rows: (infer Row)[] } ? Row : never;
export type More<Row> = {
  readonly load: () => void;
  /** Every page that is left, as far as that many rows; gives all that are there then. */
  readonly loadAll: (most: number) => Promise<readonly Row[]>;
  readonly running: boolean;
};
export type Pages<Row, First> = {
  readonly rows: readonly Row[];
  /** For DataTable and the "more" button; undefined at the end of the list. */
  readonly more: More<Row> | undefined;
  /** The whole answer of the first page, for what it says about the list as a whole. */
  readonly first: First | undefined;
  readonly read: {
    readonly data: readonly Row[] | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
};

/** A list that answers page by page with `next_cursor`; pages are joined as the person asks for more. */
export function usePages<P extends ReadPath>(
  path: P,
  ...rest: Rest<Ask<'get', P>, ReadOptions>
): Pages<RowOf<P>, Answer<'get', P>> {
  const [ask, options] = rest;
  const loose = (ask ?? {}) as LooseAsk;
  const read = useInfiniteQuery({
    queryKey: [path, loose, 'pages'],
    queryFn: async ({ pageParam }) => {
      const query = pageParam === null ? loose.query : { ...loose.query, cursor: pageParam };
      return (await call('get', path, { ...loose, query })) as PageOf<RowOf<P>>;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    enabled: options?.enabled ?? true,
    placeholderData: previousOf<InfiniteData<PageOf<RowOf<P>>, string | null>>(loose),
  });
  const rows = read.data?.pages.flatMap((page) => page.rows);
  async function loadAll(most: number): Promise<RowOf<P>[]> {
    for (;;) {
      const { data, hasNextPage, isError } = await read.fetchNextPage();
      const all = data?.pages.flatMap((page) => page.rows) ?? [];
      if (!hasNextPage || isError || all.length >= most) return all;
    }
  }
  return {
    rows: rows ?? [],
    more: read.hasNextPage
      ? { load: () => void read.fetchNextPage(), loadAll, running: read.isFetchingNextPage }
      : undefined,
    first: read.data?.pages[0] as Answer<'get', P> | undefined, // the contract says what this path answers
    read: { data: rows, error: read.error, refetch: read.refetch },
  };
}

export type Write<A, R> = {
  /** Resolves with the answer, or with undefined when the server refused: the problem is then in `problem`. */
  readonly send: (ask: A) => Promise<R | undefined>;
  readonly running: boolean;
  readonly problem: Error | null;
  readonly answer: R | undefined;
  readonly clear: () => void;
};

/**
 * One action of a person. The key is made when the action begins; when no answer came back, sending the
 * same thing again keeps the key, so that the server answers as it did the first time.
 */
export function useWrite<M extends WriteMethod, P extends WritePath<M>>(
  method: M,
  path: P,
  refresh: readonly ReadPath[] = [],
): Write<Ask<M, P>, Answer<M, P>> {
  const client = useQueryClient();
  const open = useRef<{ said: string; key: string } | null>(null);
  const draws = useRef(false);
  const mutation = useMutation<Answer<M, P>, Error, Ask<M, P>>({
    mutationFn: async (ask) => {
      const said = JSON.stringify(ask, filesByName);
      if (open.current?.said !== said) open.current = { said, key: requestKey() };
      try {
        const answer = (await call(method, path, ask as LooseAsk, open.current.key)) as Answer<M, P>;
        open.current = null;
        return answer;
      } catch (error) {
        if (error instanceof ApiProblem && error.status < 500) open.current = null;
        throw error;
      }
    },
    // a page that has no place for a refusal still says it
    onError: (error) => {
      if (!draws.current) toast(problemWords(error), 'trouble');
    },
    onSuccess: () => {
      // whatever was done may have been owed; nobody waits for it: signing in again is a write, too, and the inbox waits for that
      void client.invalidateQueries({ queryKey: ['/api/my/inbox' satisfies ReadPath] });
      return Promise.all(refresh.map((read) => client.invalidateQueries({ queryKey: [read] })));
    },
  });
  return {
    send: (ask) => {
      const form = formBeingSubmitted();
      return mutation.mutateAsync(ask, { onSuccess: form?.saved }).catch(() => undefined);
    },
    running: mutation.isPending,
    get problem() {
      draws.current = true;
      return mutation.error;
    },
    answer: mutation.data,
    clear: mutation.reset,
  };
}

/** A file is the same file when name, size and date are the same: enough to tell one attempt from another. */
function filesByName(_: string, value: unknown): unknown {
  if (!(value instanceof FormData)) return value;
  return [...value.entries()].map(([name, part]) => [
    name,
    part instanceof File ? [part.name, part.size, part.lastModified] : part,
  ]);
}
