import { useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import { useFilters } from './query-string.ts';

const restMs = 300;

/** A search that waits until typing rests, then writes itself into the address. */
export function SearchBox({ label, name = 'q' }: { label: string; name?: string }) {
  const { filters, setFilter } = useFilters();
  const kept = filters[name] ?? '';
  const [text, setText] = useState(kept);
  const write = useRef(setFilter);
  write.current = setFilter;
  useEffect(() => {
    if (text === kept) return;
    const timer = setTimeout(() => write.current({ [name]: text, after: undefined }), restMs);
    return () => clearTimeout(timer);
  }, [text, kept, name]);
  return (
    <span className="find">
      <Icon name="search" size={16} />
      <input type="search" aria-label={label} placeholder={label} value={text} onChange={(event) => setText(event.currentTarget.value)} />
    </span>
  );
}
