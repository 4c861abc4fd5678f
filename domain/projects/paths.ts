import { deskPages, phonePages } from '../address.ts';

export const projectsDesk = /* @__PURE__ */ deskPages({
  projects: '/projects?organization_id&topic',
  newProject: '/projects/new?organization_id&activities&title',
  activities: '/projects/activities?organization_id&topic&from&until',
  approvals: '/projects/approvals',
  repeated: '/projects/repeated',
  figures: '/projects/figures?organization_id&year',
  firstActivity: '/projects/activities/new?at',
  activity: '/projects/activities/:activity_id',
  editActivity: '/projects/activities/:activity_id/edit',
  signedUp: '/projects/activities/:activity_id/roster',
  printSignedUp: '/projects/activities/:activity_id/roster/print?shift_id&show',
  project: '/projects/:project_id',
  editProject: '/projects/:project_id/edit',
  newActivity: '/projects/:project_id/activities/new',
});

export const projectsPhone = /* @__PURE__ */ phonePages({
  activities: '/activities?organization_id',
  activity: '/activities/:activity_id?shift&child',
  signUps: '/sign-ups',
  invitations: '/invitations',
  openActivities: '/open',
  /** For everybody, also who has no account. */
  openActivity: '/open/:id',
});
