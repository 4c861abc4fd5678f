import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { businessDate, id, inPeriod, longestYears } from '../shapes.ts';

export const readResidentShare = endpoint({
  method: 'GET',
  path: '/api/resident-share',
  tag: 'volunteers',
  summary: 'Share of residents of compounds among participants of an organisation’s activities (S03)',
  access: 'volunteers.read',
  query: z
    .object({ organization_id: id, from: businessDate.optional(), until: businessDate.optional() })
    .superRefine(inPeriod(longestYears.summed)),
  output: z.object({
    organization_name: z.string(),
    from: z.string(),
    until: z.string(),
    participants: z.number().int(),
    residents: z.number().int(),
    compounds: z.array(
      z.object({ id, name: z.string(), registered: z.number().int(), participants: z.number().int() }),
    ),
  }),
  problems: ['core.not_found', 'core.forbidden'],
});
