import type { RuleFields } from '../manifest.ts';

const stars: RuleFields<'stars'> = {
  fields: {
    steps: { zh: '各星级', en: 'Steps' },
    stars: { zh: '星', en: 'Stars' },
    minutes: { zh: '分钟', en: 'Minutes' },
    conditions: { zh: '条件', en: 'Conditions' },
    reached_by: { zh: '取得方式', en: 'Reached by' },
    honorary_counts: { zh: '荣誉时数计入', en: 'Honorary minutes count' },
    in_order: { zh: '逐级取得', en: 'In order' },
  },
  values: {
    table: { zh: '达到即有', en: 'by the table' },
    application: { zh: '申请', en: 'by application' },
    selection: { zh: '评选', en: 'by selection' },
  },
};

export const ledgerRuleFields = { stars };
