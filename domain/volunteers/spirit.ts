/** L07: the volunteer spirit, acknowledged at registration; and the built-in rights and duties (条例 ch. 3, S17). */
export const spirit = [
  { zh: '奉献', en: 'Dedication' },
  { zh: '友爱', en: 'Friendship' },
  { zh: '互助', en: 'Mutual help' },
  { zh: '进步', en: 'Progress' },
] as const;

export type Terms = {
  readonly version: string;
  readonly issuer_name: string;
  readonly rights_zh: string;
  readonly rights_en: string;
  readonly duties_zh: string;
  readonly duties_en: string;
};

export const builtInTerms: Terms = {
  version: 'built-in-1',
  issuer_name: '青志',
  rights_zh:
    '自愿参加和退出；事先知道服务的内容、风险和保障；得到培训、必要的物品和保险；如实记录服务并免费得到证明；个人信息受保护，不同意就不公开；有困难和意见可以提，并得到答复。',
  rights_en:
    'To join and leave freely; to know the work, its risks and safeguards beforehand; to be trained, equipped and insured; to have service recorded truthfully and certified free of charge; to have personal data protected and published only with consent; to raise matters and be answered.',
  duties_zh:
    '提供真实的个人信息；遵守约定，不能来时提前说；服从安排，尊重服务对象，保守知悉的隐私；不收取报酬，不借志愿服务谋利；爱护志愿者的名声。',
  duties_en:
    'To give true data about oneself; to keep appointments, or say in time that one cannot come; to follow arrangements, respect those served and keep their privacy; to take no pay and no advantage; to keep the good name of volunteers.',
};
