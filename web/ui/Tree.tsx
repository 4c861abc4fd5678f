/** A tree after the ARIA pattern: one stop for Tab, arrows walk and open, letters jump. */
import { useRef, useState, type KeyboardEvent } from 'react';

export type TreeNode = {
  readonly key: string;
  readonly words: string;
  readonly count?: string | number;
  readonly children?: readonly TreeNode[];
  /** Has children that are not loaded yet; `onOpen` fetches them. */
  readonly more?: boolean;
};

type TreeProps = {
  label: string;
  nodes: readonly TreeNode[];
  value?: string | undefined;
  onChoose: (node: TreeNode) => void;
  onOpen?: (node: TreeNode) => void;
  startOpen?: readonly string[];
};
type Line = { node: TreeNode; depth: number; parent: string | undefined; place: number; size: number; opens: boolean };

export function Tree({ label, nodes, value, onChoose, onOpen, startOpen = [] }: TreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(startOpen));
  const [stop, setStop] = useState(value);
  const list = useRef<HTMLUListElement>(null);
  const lines = flatten(nodes, open);
  const focused = lines.some((line) => line.node.key === stop) ? stop : (value ?? lines[0]?.node.key);

  function setOpenState(node: TreeNode, now: boolean): void {
    const next = new Set(open);
    if (now) next.add(node.key);
    else next.delete(node.key);
    setOpen(next);
    if (now && node.more && !node.children) onOpen?.(node);
  }
  function goTo(line: Line | undefined): void {
    if (!line) return;
    setStop(line.node.key);
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(line.node.key)}"]`)?.focus();
  }
  function onKey(event: KeyboardEvent, line: Line, index: number): void {
    const isOpen = open.has(line.node.key);
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(lines[index + 1]),
      ArrowUp: () => goTo(lines[index - 1]),
      Home: () => goTo(lines[0]),
      End: () => goTo(lines.at(-1)),
      ArrowRight: () => (line.opens && !isOpen ? setOpenState(line.node, true) : line.opens && goTo(lines[index + 1])),
      ArrowLeft: () =>
        line.opens && isOpen ? setOpenState(line.node, false) : goTo(lines.find((one) => one.node.key === line.parent)),
      Enter: () => onChoose(line.node),
      ' ': () => onChoose(line.node),
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      move();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      goTo([...lines.slice(index + 1), ...lines.slice(0, index)].find((one) => one.node.words.startsWith(event.key)));
    }
  }
  return (
    <ul className="tree-list" role="tree" aria-label={label} ref={list}>
      {lines.map((line, index) => {
        const { node, depth, opens } = line;
        const isOpen = opens && open.has(node.key);
        return (
          <li
            key={node.key}
            role="treeitem"
            data-key={node.key}
            style={{ '--d': depth } as React.CSSProperties}
            className={
              [opens ? (isOpen ? 'o' : 'p') : '', node.key === value ? 'on' : ''].filter(Boolean).join(' ') || undefined
            }
            aria-level={depth + 1}
            aria-posinset={line.place}
            aria-setsize={line.size}
            aria-selected={node.key === value}
            aria-expanded={opens ? isOpen : undefined}
            tabIndex={node.key === focused ? 0 : -1}
            onKeyDown={(event) => onKey(event, line, index)}
            onClick={(event) => {
              setStop(node.key);
              const onArrow =
                opens && event.nativeEvent.offsetX < 24 + depth * 16 && event.target === event.currentTarget;
              if (onArrow) setOpenState(node, !isOpen);
              else {
                if (opens && !isOpen) setOpenState(node, true);
                onChoose(node);
              }
            }}
          >
            {node.words}
            {node.count !== undefined && <span>{node.count}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function flatten(nodes: readonly TreeNode[], open: ReadonlySet<string>, depth = 0, parent?: string): Line[] {
  return nodes.flatMap((node, index) => {
    const opens = (node.children?.length ?? 0) > 0 || (node.more === true && node.children === undefined);
    const line: Line = { node, depth, parent, place: index + 1, size: nodes.length, opens };
    return open.has(node.key) && node.children ? [line, ...flatten(node.children, open, depth + 1, node.key)] : [line];
  });
}
