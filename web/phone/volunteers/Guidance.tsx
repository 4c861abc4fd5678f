import type { Answer } from '../../api/client.ts';
import { fileAddress } from '../../api/file-address.ts';
import { useRead } from '../../api/query.ts';
import { longDay, t } from '../../ui/words.ts';

type Membership = Answer<'get', '/api/me/volunteer'>['memberships'][number];

/** G72: what the association gives its members to read. Nothing is shown where nothing was given. */
export function Guidance({ membership }: { membership: Membership }) {
  const read = useRead('/api/organizations/{organization_id}/guidance', {
    path: { organization_id: membership.organization.id },
  });
  if (!read.data || read.data.rows.length === 0) return null;
  return (
    <ul
      className="guidance"
      aria-label={t(
        `${membership.organization.name}给会员的指引`,
        `Guidance for members of ${membership.organization.name}`,
      )}
    >
      {read.data.rows.map((row) => (
        <li key={row.id}>
          {row.files.map((file) => (
            <a key={file.id} href={fileAddress(file)} download={file.file_name}>
              {row.title}
            </a>
          ))}
          <small>
            {t(
              `${row.organization_name}，${longDay(row.recorded_at)}`,
              `${row.organization_name}, ${longDay(row.recorded_at)}`,
            )}
          </small>
        </li>
      ))}
    </ul>
  );
}
