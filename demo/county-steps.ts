/** The steps by which a county builds its association, each closed with what proves it. */
import type { Id } from '../domain/id.ts';
import { buildSteps, type BuildStep } from '../domain/organizations/build-steps.ts';
import { defaultStatutory } from '../domain/organizations/rule-books/statutory.ts';
import { businessDate } from '../domain/time.ts';
import { addDocument } from '../server/organizations/profile/documents.ts';
import { openTask } from '../server/organizations/profile/open-task.ts';
import { setAttribute, type NewAttribute } from '../server/organizations/profile/set-attribute.ts';
import { dayBefore, type Place, type Stage } from './stage.ts';

export type Office = { readonly city: Id; readonly county: Id; readonly names: readonly string[] };

export function attribute(
  stage: Stage,
  person: Id,
  place: { id: Id },
  daysAgo: number,
  of: Pick<NewAttribute, 'kind' | 'body'>,
): Promise<unknown> {
  const at = dayBefore(stage, daysAgo, '10:00');
  return stage.act(person, at, (writer) =>
    setAttribute(writer, {
      organization_id: place.id,
      attribute: { ...of, valid_from: businessDate(at) } as NewAttribute,
    }),
  );
}

/** 划片、盯县 (G34). */
export async function watch(stage: Stage, office: Office, county: Place): Promise<void> {
  const place = Number(county.code?.slice(4)) % 2;
  await attribute(stage, office.city, county, 240, { kind: 'area', body: { name: place === 0 ? '一片' : '二片' } });
  await attribute(stage, office.city, county, 240, { kind: 'watcher', body: { name: office.names[place * 2] ?? '' } });
}

export async function closeSteps(stage: Stage, person: Id, county: Place, count: number): Promise<void> {
  for (const [place, step] of buildSteps.slice(0, count).entries())
    await closeStep(stage, person, county, step, 200 - place * 40);
}

async function closeStep(stage: Stage, person: Id, county: Place, step: BuildStep, daysAgo: number): Promise<void> {
  const at = dayBefore(stage, daysAgo, '11:00');
  await stage.act(person, at, (writer) =>
    openTask(writer, {
      organization_id: county.id,
      task: { kind: 'build_step', body: { step, closed_on: businessDate(at), outcome: '按要求完成' } },
    }),
  );
}

/** G39: the written systems first, then the decision of the level above. */
export async function standardise(stage: Stage, office: Office, association: Place): Promise<void> {
  const at = dayBefore(stage, 60, '14:00');
  for (const title of defaultStatutory.required_systems) {
    const upload_id = await stage.file(office.county, at, {
      subject: 'organization_document',
      name: `${title}.txt`,
      bytes: Buffer.from(`${association.name}${title}（示例）`),
    });
    await stage.act(office.county, at, (writer) =>
      addDocument(writer, { organization_id: association.id, kind: 'system', title, upload_id }),
    );
  }
  await attribute(stage, office.city, association, 50, {
    kind: 'standardised',
    body: { document: '规范化建设验收（示例）' },
  });
}
