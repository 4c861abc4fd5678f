/** The sentence of every message by its kind; `{name}` places are filled from the message's params. One line a kind. */
export const noticeWords = {
  'accounts.granted': { zh: '您获得了“{role}”权限', en: 'You were given the role “{role}”' },
  'accounts.grant_ended': { zh: '您的“{role}”权限已收回', en: 'Your role “{role}” has ended' },
  'accounts.new_device': { zh: '您的账号在新设备上登录：{device}', en: 'Your account signed in on another device: {device}' },
  'organizations.instructed': { zh: '上级对“{organization}”提出要求：{title}，{due} 前办理', en: 'Instruction for “{organization}”: {title}, due {due}' },
  'organizations.watcher': { zh: '您负责盯“{organization}”', en: 'You now watch “{organization}”' },
  'volunteers.merge_requested': { zh: '有人用您的证件号注册，请看是不是您本人', en: 'Somebody registered with your document; say whether it was you' },
  'volunteers.merge_decided': { zh: '合并请求有了结果：{result}', en: 'The merge request was decided: {result}' },
  'volunteers.guardian_asked': { zh: '有孩子（学生）请您同意参加志愿服务', en: 'A child or pupil asks for your consent to volunteer' },
  'volunteers.guardian_confirmed': { zh: '家长或老师已同意', en: 'Your guardian or teacher agreed' },
  'volunteers.guardian_refused': { zh: '家长或老师没有同意，可以换一位再请', en: 'Your guardian or teacher did not agree; you may ask another' },
  'volunteers.label_confirmed': { zh: '“{label}”标识已确认', en: 'The label “{label}” was confirmed' },
  'volunteers.label_refused': { zh: '“{label}”标识没有通过：{reason}', en: 'The label “{label}” was not confirmed: {reason}' },
  'volunteers.matter_answered': { zh: '您反映的“{title}”有了答复', en: 'Your matter “{title}” was answered' },
  'volunteers.matter_filed': { zh: '有志愿者反映权益事项：{title}', en: 'A volunteer raised a rights matter: {title}' },
  'volunteers.looked_at': { zh: '{organization}的工作人员查看了完整信息，理由：{reason}', en: 'Staff of {organization} looked at the full data; reason: {reason}' },
  'volunteers.minor_access_decided': { zh: '查看未成年人信息的申请：{result}', en: 'Your request to see a minor’s data: {result}' },
  'volunteers.honoured': { zh: '您获得荣誉“{title}”', en: 'You received the honour “{title}”' },
  'records.posted': { zh: '“{title}”入账 {duration}', en: '“{title}”: {duration} posted' },
  'records.returned': { zh: '“{title}”的时数被退回：{note}', en: 'The hours of “{title}” were sent back: {note}' },
  'records.declared': { zh: '有人申报了“{title}”的服务，请确认', en: 'Somebody declared service for “{title}”: please confirm' },
  'records.correction_requested': { zh: '有人申请更正“{title}”的记录，请办理', en: 'A correction of “{title}” was asked for: please handle it' },
  'records.proposal_approved': { zh: '“{title}”的更正或补录已同意：{note}', en: 'The change of “{title}” was approved: {note}' },
  'records.proposal_returned': { zh: '“{title}”的更正或补录没有同意：{note}；您可以补充后再申请', en: 'The change of “{title}” was not approved: {note}. You may add proof and ask again' },
  'records.eliminated': { zh: '“{title}”的 {duration} 被冲回：{reason}；有异议可以申请更正', en: '{duration} of “{title}” were struck: {reason}. You may ask for a correction' },
  'records.certificate_issued': { zh: '“{title}”给您开了证明 {number}', en: '“{title}” issued you certificate {number}' },
  'records.certificate_superseded': { zh: '证明 {number} 里的记录已更正，请免费重开一份', en: 'A record in certificate {number} was corrected: get a new one free of charge' },
  'records.certificate_revoked': { zh: '证明 {number} 已撤销：{reason}', en: 'Certificate {number} was revoked: {reason}' },
  'projects.promoted': { zh: '“{activity}”有空位了，您从候补转为正式名额，{when} 见', en: 'A place in “{activity}” is free: you move up from the waitlist. See you on {when}' },
  'projects.invited': { zh: '邀请您参加“{activity}”，{when}；去不去由您定', en: 'You are invited to “{activity}”, {when}; you decide' },
  'projects.cancelled': { zh: '“{activity}”取消了：{reason}', en: '“{activity}” is cancelled: {reason}' },
  'projects.changed': { zh: '“{activity}”有变化：地点 {place}。{note}', en: '“{activity}” changed. Place: {place}. {note}' },
  'projects.message': { zh: '“{activity}”队长说：{text}', en: 'The leader of “{activity}” says: {text}' },
  'projects.no_show': { zh: '“{activity}”（{when}）登记您未到：{reason}；不对可以告诉队长', en: 'You were recorded as not having come to “{activity}” ({when}): {reason}. Tell the leader if this is not right' },
  'projects.approved': { zh: '“{activity}”审核通过，已发布', en: '“{activity}” was approved and is published' },
  'projects.returned': { zh: '“{activity}”退回：{reason}，改好再交', en: '“{activity}” was sent back: {reason}. Correct it and submit again' },
  'projects.host_invited': { zh: '请你们联合主办“{activity}”，打开看看再答复', en: 'Your unit is asked to host “{activity}” together: open it and answer' },
  'projects.delegated': { zh: '“{activity}”交给您负责，到 {until} 为止', en: '“{activity}” is in your hands until {until}' },
} as const satisfies Record<string, { zh: string; en: string }>;

export function noticeSentence(kind: string, params: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  const words = (noticeWords as Record<string, { zh: string; en: string } | undefined>)[kind];
  const sentence = words?.[language] ?? (language === 'zh' ? '您有一条新消息' : 'You have a new message');
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
