import type { Answer } from '../../../api/client.ts';

export type ProposalAnswer = Answer<'get', '/api/record-proposals/{proposal_id}'>;
export type Line = ProposalAnswer['lines'][number];
