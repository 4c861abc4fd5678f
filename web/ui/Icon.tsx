/** Our own small set: 24 grid, square caps, mitred joins, drawn in the colour of the text. */
const paths = {
  home: 'M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z',
  calendar: 'M4 5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4M8 14.5h3',
  speech: 'M4 5h16v11H11l-4 4v-4H4zM8.5 10.5h7',
  ledger: 'M5 3.5h14v17H5zM9 3.5v17M12 8.5h4M12 12.5h4',
  person: 'M5 20.5c0-4 3-6.2 7-6.2s7 2.2 7 6.2M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0',
  bell: 'M6 17V10a6 6 0 0 1 12 0v7M4 17h16M10 20.5h4',
  search: 'M4.5 10.5a6 6 0 1 0 12 0a6 6 0 1 0-12 0M15.5 15l5 5',
  scan: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M4 12h16',
  back: 'M14.5 5l-7 7 7 7',
  forward: 'M9.5 5l7 7-7 7',
  down: 'M6 9.5l6 6 6-6',
  up: 'M6 14.5l6-6 6 6',
  share: 'M12 15V4M8 7.5L12 3.5l4 4M5 12v8.5h14V12',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  file: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6',
  shield: 'M12 3.5l7 2.5v6c0 4.5-3 7-7 8.5c-4-1.5-7-4-7-8.5V6zM9 12l2.3 2.3L15.5 10',
  alert: 'M12 4l9 16H3zM12 10v5M12 17.2v.3',
  camera: 'M4 7.5h4l1.5-2.5h5L16 7.5h4v12H4zM8.5 13a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0',
  noSignal: 'M3 8.5c6-5 12-5 18 0M6.5 12.5c3.7-3 7.3-3 11 0M12 18v.5M4 3l16 18',
  eye: 'M3 12c4-6.5 14-6.5 18 0c-4 6.5-14 6.5-18 0zM12 10v4',
  microphone: 'M9 4h6v9H9zM5.5 11.5c0 4 2.5 6 6.5 6s6.5-2 6.5-6M12 17.5V21',
  columns: 'M4 5h16v14H4zM9.5 5v14M14.5 5v14',
  download: 'M12 4v11M8 11.5l4 4 4-4M5 17v3.5h14V17',
  upload: 'M12 15.5V4.5M8 8l4-4 4 4M5 17v3.5h14V17',
  pin: 'M12 21c-4-4.5-6-7.5-6-10.5a6 6 0 0 1 12 0c0 3-2 6-6 10.5zM12 10v1',
  phone: 'M7 3.5h10v17H7zM11 17.5h2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  clock: 'M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M12 7.5V12l3.5 2',
  list: 'M8.5 6h12M8.5 12h12M8.5 18h12M4 6h.5M4 12h.5M4 18h.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
} as const;

export type IconName = keyof typeof paths;

export function Icon({
  name,
  size = 20,
  label,
  weight = 1.6,
}: {
  name: IconName;
  size?: number;
  label?: string;
  weight?: number;
}) {
  const spoken = label === undefined ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': label };
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="square"
      strokeLinejoin="miter"
      focusable="false"
      {...spoken}
    >
      <path d={paths[name]} />
    </svg>
  );
}
