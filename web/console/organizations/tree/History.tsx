import { Timeline } from '../../../ui/Timeline.tsx';
import { longDay, t } from '../../../ui/words.ts';
import type { OrganizationPage } from './organization-page.ts';

/** What it was called and where it hung, day by day. */
export function History({ page }: { page: OrganizationPage }) {
  const causes: Readonly<Record<string, string>> = {
    founded: t('设立', 'Founded'),
    renamed: t('更名', 'Renamed'),
    moved: t('移动', 'Moved'),
    merged: t('随合并移动', 'Moved by a merger'),
    'guiding changed': t('指导团委变更', 'Guidance changed'),
  };
  return (
    <div className="org-record">
      <Timeline
        events={page.versions.map((version) => ({
          key: version.valid_from + version.cause,
          who: 'person',
          time: longDay(version.valid_from),
          title: `${causes[version.cause] ?? version.cause}${t('：', ': ')}${version.name_zh}`,
          children: (
            <p>
              {version.parent_name && t(`上级 ${version.parent_name}`, `Under ${version.parent_name}`)}
              {version.valid_until &&
                t(`，到 ${longDay(version.valid_until)}`, `, until ${longDay(version.valid_until)}`)}
            </p>
          ),
        }))}
      />
    </div>
  );
}
