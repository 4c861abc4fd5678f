import * as appeals from '../../contract/records/appeals.ts';
import * as first from '../../contract/records/first-steps.ts';
import * as imports from '../../contract/records/imports.ts';
import * as proposals from '../../contract/records/proposals.ts';
import { writeTemplate } from '../files/write-sheet.ts';
import type { Routes } from '../http/mount.ts';
import { myProposals } from './check-in/my-queries.ts';
import { firstStepsOf } from './first-steps.ts';
import { proposeAppeal, requestAppeal } from './proposals/appeal.ts';
import { decideProposal } from './proposals/decide-proposal.ts';
import { hoursColumns } from './proposals/import-hours.ts';
import { listProposals } from './proposals/proposal-list.ts';
import { readProposal } from './proposals/proposal-page.ts';
import { proposeHours } from './proposals/propose-hours.ts';
import { proposeCorrection, requestCorrection } from './proposals/request-correction.ts';
import { previewHours, proposeUploaded } from './proposals/uploaded-hours.ts';

export const proposalRoutes: Routes = (mount) => {
  mount(proposals.requestCorrection, (call) => call.write((writer) => requestCorrection(writer, call.body)));
  mount(appeals.requestAppeal, (call) => call.write((writer) => requestAppeal(writer, call.body)));
  mount(appeals.proposeAppeal, (call) =>
    call.write((writer) => proposeAppeal(writer, { ...call.params, ...call.body })),
  );
  mount(proposals.proposeBackFill, (call) =>
    call.write((writer) => proposeHours(writer, { ...call.body, kind: 'back_fill' })),
  );
  mount(first.readFirstSteps, (call) => firstStepsOf(call.reader, call.actor, call.now));
  mount(proposals.listProposals, (call) => listProposals(call.reader, call.actor, call.query, call.now));
  mount(proposals.proposeCorrection, (call) =>
    call.write((writer) => proposeCorrection(writer, { ...call.params, ...call.body })),
  );
  mount(proposals.readProposal, (call) => readProposal(call.reader, call.actor, { ...call.params, now: call.now }));
  mount(proposals.decideProposal, (call) =>
    call.write((writer) => decideProposal(writer, { ...call.params, ...call.body })),
  );
  mount(proposals.listMyProposals, async (call) => ({
    rows: await myProposals(call.reader, call.actor.person_id, call.now),
  }));
  mount(imports.readHoursTemplate, async () => ({
    content: await writeTemplate('时数', hoursColumns),
    name: '时数导入模板.xlsx',
  }));
  mount(imports.previewHours, previewHours);
  mount(imports.importHours, proposeUploaded);
};
