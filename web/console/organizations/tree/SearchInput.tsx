import { useEffect, useState } from 'react';
import { Icon } from '../../../ui/Icon.tsx';

/** A search inside a column: what is typed reaches the list when typing rests. */
export function SearchInput({
  value,
  onChange,
  label,
}: {
  value: string;
  onChange: (words: string) => void;
  label: string;
}) {
  const [text, setText] = useState(value);
  useEffect(() => {
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
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
