/** The consent ledger: each purpose apart, because a bundle is no consent (PIPL art. 14, 23, 29). */
export const consentKinds = {
  spirit: { zh: '认同志愿者精神', en: 'The volunteer spirit', withdrawable: false },
  terms: { zh: '志愿者权利和义务', en: 'Rights and duties of volunteers', withdrawable: false },
  parent: { zh: '家长（监护人）同意', en: 'Consent of the parent or guardian', withdrawable: true },
  teacher: { zh: '老师同意', en: 'Consent of the teacher', withdrawable: true },
  share_school: { zh: '把服务记录给我的学校', en: 'Share my service record with my school', withdrawable: true },
  share_insurer: { zh: '把身份信息给保险公司', en: 'Share my identity with the insurer', withdrawable: true },
  share_merchant: { zh: '把星级给商家', en: 'Share my star level with merchants', withdrawable: true },
  publish: { zh: '在排行和名单中公开我', en: 'Publish me in rankings and lists', withdrawable: true },
} as const;
export type ConsentKind = keyof typeof consentKinds;
/** What a volunteer gives and withdraws alone at any time; withdrawal is as easy as giving (art. 15). */
export const ownConsentKinds = ['share_school', 'share_insurer', 'share_merchant', 'publish'] as const;
export type OwnConsentKind = (typeof ownConsentKinds)[number];
