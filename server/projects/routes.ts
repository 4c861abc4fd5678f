import * as contract from '../../contract/projects/projects.ts';
import * as stages from '../../contract/projects/stages.ts';
import * as repeatedActivities from '../../contract/projects/repeated-activities.ts';
import * as residentShareContract from '../../contract/projects/resident-share.ts';
import * as figuresContract from '../../contract/projects/figures.ts';
import { linesLacking } from '../../domain/projects/quota.ts';
import { writeWorkbook } from '../files/write-sheet.ts';
import type { Routes } from '../http/mount.ts';
import { closeProject } from './close-project.ts';
import { convertActivities } from './convert-activities.ts';
import { createProject } from './create-project.ts';
import { editProject } from './edit-project.ts';
import { enterStage } from './enter-stage.ts';
import { linkPartner } from './link-partner.ts';
import { belowCells, belowColumns, figuresBelow } from './figures-below.ts';
import { projectFigures } from './project-figures.ts';
import { residentShare } from './resident-share.ts';
import { listProjects } from './project-list.ts';
import { listRepeatedActivities, readProject } from './project-queries.ts';
import { projectWords } from './project-words.ts';

export const projectsRoutes: Routes = (mount) => {
  mount(contract.listProjects, (call) => listProjects(call.reader, call.actor, call.query));
  mount(contract.readProject, (call) =>
    readProject(call.reader, call.actor, {
      project_id: call.params.project_id,
      now: call.now,
      language: call.language,
    }),
  );
  mount(contract.createProject, (call) => call.write((writer) => createProject(writer, call.body)));
  mount(contract.editProject, (call) => call.write((writer) => editProject(writer, { ...call.body, ...call.params })));
  mount(stages.enterStage, (call) => call.write((writer) => enterStage(writer, { ...call.body, ...call.params })));
  mount(stages.closeProject, (call) => call.write((writer) => closeProject(writer, { ...call.body, ...call.params })));
  mount(contract.linkPartner, (call) => call.write((writer) => linkPartner(writer, { ...call.body, ...call.params })));
  mount(repeatedActivities.convertActivities, (call) => call.write((writer) => convertActivities(writer, call.body)));
  mount(repeatedActivities.listRepeatedActivities, async (call) => ({
    rows: await listRepeatedActivities(call.reader, call.actor, call.now),
  }));
  mount(figuresContract.readProjectFigures, (call) =>
    projectFigures(call.reader, call.actor, { ...call.query, now: call.now }),
  );
  mount(figuresContract.readFiguresBelow, (call) => figuresBelow(call.reader, call.actor, call.query, call.now));
  mount(figuresContract.exportFiguresBelow, async (call) => {
    const below = await figuresBelow(call.reader, call.actor, call.query, call.now);
    return {
      content: writeWorkbook(
        '各组织',
        belowColumns,
        belowCells(linesLacking(below.rows, { lack: call.query.lacks, day: call.query.day })),
      ),
      name: `${below.organization_name}-达标-${below.year}.xlsx`,
    };
  });
  mount(residentShareContract.readResidentShare, ({ reader, actor, query, now }) =>
    residentShare(reader, actor, query, now),
  );
  mount(contract.readProjectWords, ({ reader, query }) => projectWords(reader, query.organization_id));
};
