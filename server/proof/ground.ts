/** Subjects laid by hand, where the way through HTTP is another test's business. */
import { sql } from '../db/sql.ts';
import type { World } from './world.ts';

export async function layActivity(world: World, facts: { published?: boolean } = {}): Promise<string> {
  const { t, county, chief } = world;
  return t.ground(async (writer) => {
    const [project, activity] = [writer.newId(), writer.newId()];
    await writer.run(sql`
      insert into projects (id, organization_id, organization_path, title, category, created_by, created_at)
      values (${project}, ${county.id}, ${county.path}, '云汀湿地', 'ecology', ${chief.id}, ${t.now})`);
    await writer.run(sql`
      insert into activities (id, project_id, organization_id, organization_path, title, category, place, risk_statement, leader_id, starts_at, ends_at,
        created_by, created_at, published_at)
      values (${activity}, ${project}, ${county.id}, ${county.path}, '湿地清理', 'ecology', '云汀湿地南门集合点', '注意水边湿滑', ${chief.id},
        '2026-11-28T01:00:00Z', '2026-11-28T04:00:00Z', ${chief.id}, ${t.now}, ${facts.published === true ? t.now : null})`);
    return activity;
  });
}
