import { useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import { usePersonWords } from './person-words.ts';
import { useFilters } from './query-string.ts';

const restMs = 300;

/** A search that waits until typing rests, then writes itself into the address. */
export function SearchBox({ label, name = 'q' }: { label: string; name?: string }) {
  const { filters, setFilter } = useFilters();
  return (
    <RestingSearch
      label={label}
      value={filters[name] ?? ''}
      write={(text) => setFilter({ [name]: text, after: undefined })}
    />
  );
}

/** The same for people: what is typed stays out of the address. */
export function PersonSearchBox({ label, list }: { label: string; list: string }) {
  const [words, setWords] = usePersonWords(list);
  return <RestingSearch label={label} value={words} write={setWords} />;
}

function RestingSearch({ label, value, write }: { label: string; value: string; write: (text: string) => void }) {
  const [text, setText] = useState(value);
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => latest.current(text), restMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <span className="find">
      <Icon name="search" size={16} />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </span>
  );
}
