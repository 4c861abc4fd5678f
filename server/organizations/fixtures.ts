import { sql } from '../db/sql.ts';
import { testApp, type TestApp, type TestOrganization, type TestPerson } from '../testing/test-app.ts';
import { loadDivisions } from './tree/load-divisions.ts';
import { seedDivisions } from './tree/seed-divisions.ts';
import type { Permission } from '../../domain/access.ts';

export const staffPermissions: readonly Permission[] = [
  'organizations.read',
  'organizations.manage',
  'organizations.edit',
  'organizations.rules',
  'accounts.grant',
  'accounts.audit',
];

/** Guangdong as it is, with one member of staff at the province, at Qingyuan, and at Yangshan. */
export class Province {
  readonly t: TestApp & { close(): Promise<void> };
  province!: TestOrganization;
  city!: TestOrganization;
  county!: TestOrganization;
  neighbour!: TestOrganization;
  provincial!: TestPerson;
  municipal!: TestPerson;
  local!: TestPerson;

  private constructor(t: TestApp & { close(): Promise<void> }) {
    this.t = t;
  }

  static async open(now: string): Promise<Province> {
    const world = new Province(await testApp({ now: new Date(now) }));
    await loadDivisions(world.t.database.pool);
    await seedDivisions(world.t.services, world.t.now);
    world.province = await world.place('44');
    world.city = await world.place('4418');
    world.county = await world.place('441823');
    world.neighbour = await world.place('441825');
    world.provincial = await world.t.person('省干部', [{ permissions: staffPermissions, at: world.province }]);
    world.municipal = await world.t.person('市干部', [{ permissions: staffPermissions, at: world.city }]);
    world.local = await world.t.person('县干部', [{ permissions: staffPermissions, at: world.county }]);
    return world;
  }

  async place(code: string): Promise<TestOrganization> {
    const [row] = await this.t.rows<TestOrganization>(
      sql`select id, path, name_zh as name from organizations where division_code = ${code}`,
    );
    if (!row) throw new Error(`no place ${code}`);
    return row;
  }

  async named(name: string): Promise<TestOrganization> {
    const [row] = await this.t.rows<TestOrganization>(sql`
      select o.id, o.path, o.name_zh as name from organizations o where o.name_zh = ${name} and o.path like ${`${this.province.path}%`}`);
    if (!row) throw new Error(`no place ${name}`);
    return row;
  }

  /** Founds an organisation over HTTP. */
  async found(
    who: TestPerson,
    parent: TestOrganization,
    kind: string,
    name: string,
    attributes: object = {},
  ): Promise<TestOrganization> {
    const made = await this.t.post<{ id: string; path: string }>(who, '/api/organizations', {
      kind,
      name_zh: name,
      parent_id: parent.id,
      founded_on: '2020-01-01',
      ...attributes,
    });
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    return { id: made.body.id, path: made.body.path, name };
  }

  /** A league committee and under it the county's youth volunteer association. */
  async association(who: TestPerson, county: TestOrganization, attributes: object = {}): Promise<TestOrganization> {
    const committee = await this.found(who, county, 'league_committee', `共青团${county.name}委`);
    return this.found(who, committee, 'youth_volunteer_association', `${county.name}青年志愿者协会`, {
      is_league_led: true,
      level: 'county',
      ...attributes,
    });
  }

  attribute(who: TestPerson, at: TestOrganization, kind: string, body: object, more: object = {}) {
    return this.t.post<{ id: string; code?: string; message?: string }>(who, `/api/organizations/${at.id}/attributes`, {
      kind,
      body,
      valid_from: '2021-05-06',
      ...more,
    });
  }

  task(who: TestPerson, at: TestOrganization, kind: string, body: object) {
    return this.t.post<{ id: string; code?: string; message?: string }>(who, `/api/organizations/${at.id}/tasks`, {
      kind,
      body,
    });
  }

  close(who: TestPerson, task: string, more: object = {}) {
    return this.t.post<{ code?: string }>(who, `/api/organization-tasks/${task}/closing`, {
      closed_on: '2021-05-06',
      outcome: '已办结',
      ...more,
    });
  }

  async document(who: TestPerson, at: TestOrganization, kind: string, title: string): Promise<string> {
    const sent = await this.t.sendFile(who, 'organization_document', {
      name: `${title}.pdf`,
      bytes: Buffer.from(`%PDF ${title}`),
    });
    const made = await this.t.post<{ id: string }>(who, `/api/organizations/${at.id}/documents`, {
      kind,
      title,
      upload_id: sent.body.id,
    });
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  }

  /** Where the file of a document is fetched. */
  async fileOf(documentId: string): Promise<string> {
    const [file] = await this.t.rows<{ id: string }>(sql`select id from attachments where subject_id = ${documentId}`);
    return `/api/attachments/${documentId}/${file?.id}`;
  }

  async list(who: TestPerson, name: string, at: TestOrganization): Promise<ListAnswer> {
    const answer = await this.t.get<ListAnswer>(who, `/api/organization-lists/${name}?organization_id=${at.id}`);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  async record(who: TestPerson, at: TestOrganization): Promise<RecordAnswer> {
    return (await this.t.get<RecordAnswer>(who, `/api/organizations/${at.id}/profile`)).body;
  }

  async relations(who: TestPerson, at: TestOrganization): Promise<RelationsAnswer> {
    return (await this.t.get<RelationsAnswer>(who, `/api/organizations/${at.id}/relations`)).body;
  }

  async overview(who: TestPerson, at: TestOrganization, more = ''): Promise<OverviewAnswer> {
    const answer = await this.t.get<OverviewAnswer>(who, `/api/county-overview?organization_id=${at.id}${more}`);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }
}

export type ListAnswer = {
  is_choice: boolean;
  denominator: number;
  counted: number;
  share: string;
  by: { name: string; count: number }[];
  rows: { organization_name: string; state: string; detail: string; place: string; on: string | null }[];
};
export type RecordAnswer = {
  attributes: {
    id: string;
    kind: string;
    item: string;
    item_name: string | null;
    body: Record<string, unknown>;
    valid_from: string;
    source_task_id: string | null;
  }[];
  tasks: {
    id: string;
    kind: string;
    title: string;
    body: Record<string, unknown>;
    closed_on: string | null;
    is_overdue: boolean;
    notes: { counterpart: string; text: string }[];
    outcome: string | null;
    can: { close: boolean };
  }[];
  documents: { id: string; title: string }[];
  follows: {
    league_duty: string;
    registration: string;
    missing_papers: string[];
    missing_systems: string[];
    statutory_rule: {
      book_id: string | null;
      version: number;
      issuer_name: string;
      citing_document: string;
      meeting_months: Record<string, number>;
      required_systems: string[];
      registration_papers: string[];
    };
    statutory_gaps: string[];
    missing_set_up: string[];
    closed_steps: string[];
    meetings: {
      meeting: string;
      last_on: string | null;
      due_on: string;
      is_overdue: boolean;
      document_id: string | null;
    }[];
  };
  visits: { id: string; title: string; occurred_on: string; organization_name: string }[];
  last_self_check: { on: string; by_name: string | null; items: number; failed: number } | null;
  growth: { year: number; teams: number; members: number }[];
  vitality: { trainings: number; stations: number; activities: number };
  hub: { name_zh: string }[];
  powers: string[];
  can: Record<string, boolean>;
};
type Named = { id: string; name_zh: string };
export type RelationsAnswer = {
  leader: { name: string; post: string } | null;
  branches: (Named & { leader: string | null })[];
  groups: Named[];
  paired_by: (Named & { plan: string; since: string })[];
  carried: { organization_id: string; organization_name: string; project: string }[];
  trainings: { title: string; occurred_on: string }[];
  stations: (Named & { founded_on: string })[];
  duties: { duty: string; works: { title: string; occurred_on: string }[] }[];
};
export type OverviewAnswer = {
  place: { id: string; name_zh: string };
  figures: {
    counties: number;
    cities: number;
    cities_without_counties: number;
    founded: { count: number; share: string };
    standardised: { count: number; share: string };
    gap: number;
    late: number;
    cities_full: { name_zh: string; coverage: string }[];
  };
  rows: {
    county_id: string;
    county_name: string;
    city_name: string;
    organization_name: string | null;
    organizations: number;
    state: string;
    closed_steps: string[];
    bottleneck: string | null;
    class: string;
    next_step: string;
    area: string | null;
    watcher: string | null;
    days_left: number | null;
    due_on: string | null;
    members: number | null;
    staff: number | null;
    sources: { cell: string; visit_id: string; visited_on: string; organization_id: string; before: string | null }[];
  }[];
};
