/** 联珠印: one character cut out, one left standing. The same in both languages. */
export function Logo({ column = false }: { column?: boolean }) {
  return (
    <span className={column ? 'logo col' : 'logo'} role="img" aria-label="青志 Qingzhi">
      <i aria-hidden="true">青</i>
      <i aria-hidden="true">志</i>
    </span>
  );
}
