import * as county from '../../contract/organizations/county.ts';
import * as joint from '../../contract/organizations/mechanism.ts';
import * as contract from '../../contract/organizations/profile.ts';
import * as attributes from '../../contract/organizations/attributes.ts';
import * as tasks from '../../contract/organizations/tasks.ts';
import * as selections from '../../contract/organizations/selections.ts';
import { asksCounties } from '../../domain/organizations/levels.ts';
import { businessDate } from '../../domain/time.ts';
import { writeWorkbook } from '../files/write-sheet.ts';
import type { Routes } from '../http/mount.ts';
import { closeTask, noteTask, selfCheck } from './profile/close-task.ts';
import { countyOverview } from './county/county-overview.ts';
import { overviewCells, overviewColumns } from './county/overview-sheet.ts';
import { addDocument, guidanceOf, withdrawDocument } from './profile/documents.ts';
import { pathOn } from './tree/as-of.ts';
import { answerOf } from './county/lists/list.ts';
import { lists } from './county/lists/all.ts';
import { listWorkbook } from './county/lists/export-list.ts';
import { approveJointPlan, openJointMatter } from './profile/joint-work.ts';
import { loadReadable } from './tree/load-organization.ts';
import { mechanism } from './profile/mechanism-queries.ts';
import { openTask } from './profile/open-task.ts';
import { endAttribute, takeBackAttribute } from './profile/end-attribute.ts';
import { setAttribute } from './profile/set-attribute.ts';
import { attributeHistory, record } from './profile/profile-queries.ts';
import { relations } from './tree/relations-queries.ts';
import { selectionsOf } from './county/selection-queries.ts';
import { selectInto } from './county/select-into.ts';

export const organizationProfileRoutes: Routes = (mount) => {
  mount(contract.readOrganizationProfile, ({ reader, actor, params, query, now, services }) =>
    record({ reader, later: services.later, actor }, { organizationId: params.organization_id, on: query.on, now }),
  );
  mount(contract.readRelations, ({ reader, actor, params, now }) =>
    relations(reader, actor, params.organization_id, now),
  );
  mount(attributes.readAttributeHistory, ({ reader, actor, params }) =>
    attributeHistory(reader, actor, params.organization_id, params.kind),
  );
  mount(attributes.setAttribute, ({ write, params, body }) =>
    write((writer) => setAttribute(writer, { ...params, attribute: body })),
  );
  mount(attributes.endAttribute, ({ write, params, body }) =>
    write((writer) => endAttribute(writer, { ...params, ...body })),
  );
  mount(attributes.takeBackAttribute, ({ write, params, body }) =>
    write((writer) => takeBackAttribute(writer, { ...params, ...body })),
  );
  mount(tasks.openTask, ({ write, params, body }) => write((writer) => openTask(writer, { ...params, task: body })));
  mount(tasks.closeTask, ({ write, params, body }) => write((writer) => closeTask(writer, { ...params, ...body })));
  mount(tasks.noteTask, ({ write, params, body }) => write((writer) => noteTask(writer, { ...params, ...body })));
  mount(tasks.selfCheck, ({ write, params, body }) => write((writer) => selfCheck(writer, { ...params, ...body })));
  mount(contract.addDocument, ({ write, params, body }) =>
    write((writer) => addDocument(writer, { ...params, ...body })),
  );
  mount(contract.withdrawDocument, ({ write, params, body }) =>
    write((writer) => withdrawDocument(writer, { ...params, ...body })),
  );
  mount(tasks.listGuidance, ({ reader, actor, params, services }) =>
    guidanceOf(reader, actor, { ...params, later: services.later }),
  );
  mount(joint.readMechanism, ({ reader, actor, params, now }) => mechanism(reader, actor, params.organization_id, now));
  mount(joint.openJointMatter, ({ write, params, body }) =>
    write((writer) => openJointMatter(writer, { ...params, matter: body })),
  );
  mount(joint.approveJointPlan, ({ write, params, body }) =>
    write((writer) => approveJointPlan(writer, { ...params, ...body })),
  );
  mount(selections.listSelections, ({ reader, actor, params }) => selectionsOf(reader, actor, params.organization_id));
  mount(selections.selectInto, ({ write, params, body }) =>
    write((writer) => selectInto(writer, { ...params, ...body })),
  );

  mount(county.readCountyOverview, ({ reader, actor, query, now, language }) =>
    countyOverview(reader, actor, query, now, language),
  );
  mount(county.exportCountyOverview, async ({ reader, actor, query, now, write }) => {
    const { rows, as_of } = await countyOverview(reader, actor, query, now, 'zh');
    await write(async (writer) => {
      // it names who answers for each county
      const { id, path } = await loadReadable(writer, actor, query.organization_id);
      await writer.audit({
        action: 'organizations.export_overview',
        subject_type: 'organization',
        subject_id: id,
        organization_path: path,
        permission: 'organizations.read',
        after: { counties: rows.length, as_of },
      });
    });
    return {
      content: writeWorkbook('台账', overviewColumns, rows.map(overviewCells)),
      name: `县级组织台账 ${as_of}.xlsx`,
    };
  });
  mount(county.readList, async ({ reader, actor, params, query, now, language, services: { later } }) => {
    const scope = await loadReadable(reader, actor, query.organization_id);
    const day = query.on ?? businessDate(now);
    const answer = await answerOf(lists[params.list], reader, {
      path: await pathOn(reader, scope, day),
      day,
      language,
      later,
    });
    const manage = scope.dissolved_on === null && actor.may('organizations.manage', { path: scope.path });
    return { ...answer, can: { select: manage, survey: manage && asksCounties(scope.kind) } };
  });
  mount(county.exportList, async ({ reader, actor, params, query, now, language, write, services: { later } }) => {
    const day = query.on ?? businessDate(now);
    const { scope, rows, file } = await listWorkbook(reader, actor, {
      list: params.list,
      organization_id: query.organization_id,
      day,
      words: query.words,
      language,
      later,
    });
    await write((writer) =>
      writer.audit({
        // it names who answers for what
        action: 'organizations.export_list',
        subject_type: 'organization',
        subject_id: scope.id,
        organization_path: scope.path,
        permission: 'organizations.read',
        after: { list: params.list, rows, as_of: day },
      }),
    );
    return file;
  });
};
