import type { Answer } from '../../api/client.ts';

export type Project = Answer<'get', '/api/projects/{project_id}'>;
