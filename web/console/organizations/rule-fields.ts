import type { RuleFields } from '../manifest.ts';

const statutory: RuleFields<'statutory'> = {
  fields: {
    meeting_months: { zh: '法定会议间隔（月）', en: 'Statutory meetings, at least every (months)' },
    member_congress: { zh: '会员代表大会', en: 'Member congress' },
    council: { zh: '理事会', en: 'Council' },
    standing_council: { zh: '常务理事会', en: 'Standing council' },
    required_systems: { zh: '规范化要有的制度', en: 'Written systems for standardisation' },
    registration_papers: { zh: '民政登记材料', en: 'Papers of civil registration' },
  },
};

export const organizationsRuleFields = { statutory };
