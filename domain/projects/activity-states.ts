/** Where an activity stands: from its draft to its end. */
export const activityStateNames = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '待审核', en: 'Waiting for approval' },
  returned: { zh: '已退回', en: 'Sent back' },
  published: { zh: '招募中', en: 'Open' },
  ended: { zh: '已结束', en: 'Over' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const;
export type ActivityState = keyof typeof activityStateNames;
export const activityStates = Object.keys(activityStateNames) as [ActivityState, ...ActivityState[]];
