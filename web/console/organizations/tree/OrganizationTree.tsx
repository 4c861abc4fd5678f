import { useEffect, useState } from 'react';
import { useRead } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { SearchInput } from './SearchInput.tsx';
import { Tree } from '../../../ui/Tree.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { TreeColumn } from '../../Page.tsx';
import { lastChosen, rememberChosen } from './use-chosen.ts';
import { useTree } from './use-tree.ts';

/** The tree column of every page that is about one organisation. Without a choice the one of the page before stays, or the first desk is chosen. */
export function OrganizationTree({ value, onChoose }: { value: string | undefined; onChoose: (id: string) => void }) {
  const { roots, nodes, open } = useTree();
  const [words, setWords] = useState('');
  const first = roots[0]?.id;
  const me = useMe().data?.person?.id;
  useEffect(() => {
    if (first !== undefined) open(first);
  }, [first]);
  // also when the page is opened anew without a choice, such as by its own link in the bar
  useEffect(() => {
    if (first !== undefined && value === undefined) onChoose(lastChosen(me) ?? first);
  }, [first, value, me]);
  useEffect(() => {
    if (value !== undefined) rememberChosen(me, value);
  }, [me, value]);
  return (
    <TreeColumn
      label={t('组织', 'Organisations')}
      level={t('工作范围', 'Your desk')}
      name={roots[0]?.name ?? ''}
      search={<SearchInput value={words} onChange={setWords} label={t('找组织、地区', 'Find a unit or place')} />}
    >
      {words.trim() === '' ? (
        <Tree
          label={t('组织树', 'Organisation tree')}
          nodes={nodes}
          value={value}
          startOpen={first === undefined ? [] : [first]}
          key={first}
          onOpen={(node) => open(node.key)}
          onChoose={(node) => {
            open(node.key);
            onChoose(node.key);
          }}
        />
      ) : (
        <Found
          words={words.trim()}
          onChoose={(id) => {
            setWords('');
            onChoose(id);
          }}
        />
      )}
    </TreeColumn>
  );
}

function Found({ words, onChoose }: { words: string; onChoose: (id: string) => void }) {
  const [ended, setEnded] = useState(false);
  const found = useRead(
    '/api/organizations/search',
    { query: { words, limit: 20, mine: 'yes', ...(ended ? { dissolved: 'yes' as const } : {}) } },
    { keepPrevious: true },
  );
  const rows = found.data?.rows ?? [];
  return (
    <ul className="found" aria-label={t('找到的组织', 'Found')}>
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" onClick={() => onChoose(row.id)}>
            {t(row.name_zh, row.name_en ?? row.name_zh)}
            <small>
              {[
                row.line,
                row.dissolved_on === null
                  ? ''
                  : t(`${longDay(row.dissolved_on)}撤销`, `dissolved ${longDay(row.dissolved_on)}`),
                row.ends_on === null ? '' : t(`将于 ${longDay(row.ends_on)}撤销`, `ends ${longDay(row.ends_on)}`),
              ]
                .filter(Boolean)
                .join(t('，', ', '))}
            </small>
          </button>
        </li>
      ))}
      {found.data && rows.length === 0 && (
        <li className="mute">{t('没有找到，换个名称或首字母试试', 'Nothing found: try another name')}</li>
      )}
      <li>
        <button type="button" className="link" aria-pressed={ended} onClick={() => setEnded(!ended)}>
          {ended ? t('找在设的', 'Find those that stand') : t('找已撤销的', 'Find those dissolved')}
        </button>
      </li>
    </ul>
  );
}
