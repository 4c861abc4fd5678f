import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { done, id, longText } from '../shapes.ts';
import { stage, projectId } from './projects.ts';

export const enterStage = endpoint({
  method: 'PUT',
  path: '/api/projects/{project_id}/stages/{stage}',
  tag: 'projects',
  summary: 'Enter a stage; the four come in order and none is skipped (P37, R21)',
  access: 'projects.write',
  params: z.object({ project_id: id, stage }),
  body: z.object({ note: longText.default('') }),
  output: done,
  problems: [
    'core.forbidden',
    'core.not_found',
    'projects.stage_skipped',
    'projects.stage_repeated',
    'projects.unfinished',
    'projects.closed',
  ],
});

export const closeProject = endpoint({
  method: 'PUT',
  path: '/api/projects/{project_id}/closing',
  tag: 'projects',
  summary: 'Close a project with its summary and praise (P37, R21)',
  access: 'projects.write',
  params: projectId,
  body: z.object({ summary: longText, praised: longText.default('') }),
  output: done,
  problems: [
    'core.forbidden',
    'core.not_found',
    'projects.stage_skipped',
    'projects.unfinished',
    'projects.summary_missing',
    'projects.closed',
  ],
});
