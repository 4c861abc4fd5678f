/** The sentence of every message by its kind; `{name}` places are filled from the message's params. One line a kind. */
export const noticeWords = {
  'accounts.granted': { zh: '您获得了“{role}”权限', en: 'You were given the role “{role}”' },
  'accounts.volunteer_link_opened': {
    zh: '您给{name}（{organization}）的登录链接已被打开；不是本人打开的，请马上告诉本人和平台管理员',
    en: 'The sign-in link you gave {name} ({organization}) was opened; if somebody else did, tell the person and the administrator at once',
  },
  'accounts.link_opened': {
    zh: '{name}（{organization}，{role}）的登录链接已被打开；不是本人打开的，请马上收回权限',
    en: 'The sign-in link of {name} ({organization}, {role}) was opened; if somebody else did, end the grant at once',
  },
  'accounts.grant_waits': {
    zh: '“{organization}”授予了“{role}”，里面有审核权限，要等另一位管理员同意才生效',
    en: '“{organization}” granted “{role}”, which can approve: it counts after a second administrator’s yes',
  },
  'accounts.grant_confirmed': {
    zh: '“{role}”的审核权限已有第二位管理员同意，可以用了',
    en: 'A second administrator agreed: the approving part of “{role}” counts now',
  },
  'accounts.grant_ended': { zh: '您的“{role}”权限已收回', en: 'Your role “{role}” has ended' },
  'accounts.roles_gained': {
    zh: '新版本带来权限：{permissions}。现成的角色里已经加好；自己设的和改过的角色没有动，需要的请自己加',
    en: 'The new version brings permissions: {permissions_en}. The ready-made roles have them; roles of your own, or changed, do not: add them where wanted',
  },
  'accounts.unproven_device': {
    zh: '有人用验证码在新设备上登录：{device}，还没证明是您。是您，就在“登录与安全”点“是我”；不是，请尽快换手机号',
    en: 'Somebody signed in by a code on a new device, {device}, and has not shown to be you. If it was you, say so under Sign-in and security; if not, change your phone number soon',
  },
  'accounts.phone_freed': {
    zh: '现在用您旧手机号的人说账号不是他的：旧号码已解绑，请带证件请组织帮您绑定新手机号',
    en: 'Whoever holds your old number says that the account is not theirs: the number is released. Ask your organisation, with your document, to bind a new one',
  },
  'accounts.new_device': {
    zh: '您的账号在新设备上登录：{device}',
    en: 'Your account signed in on another device: {device}',
  },
  'organizations.instructed': {
    zh: '上级对“{organization}”提出要求：{title}，{due} 前办理',
    en: 'Instruction for “{organization}”: {title}, due {due}',
  },
  'organizations.surveyed': {
    zh: '“{organization}”有一份问卷要答：{title}，{due} 前答复',
    en: 'A survey for “{organization}”: {title}, answer by {due}',
  },
  'organizations.guided': {
    zh: '上级给“{organization}”安排了指导：{title}',
    en: 'Guidance for “{organization}”: {title}',
  },
  'organizations.handed_over': {
    zh: '“{organization}”已撤销，它的活动、成员和未办事项由“{heir}”接着负责',
    en: '“{organization}” has ended; “{heir}” now answers for its activities, members and open matters',
  },
  'volunteers.team_handed_over': {
    zh: '“{team}”已撤销，您转到“{heir}”，时数不变',
    en: '“{team}” has ended; you now belong to “{heir}”. Your hours stay',
  },
  'volunteers.team_ended': {
    zh: '“{team}”已撤销，您的队籍到此结束，时数不变；可以在“我的队伍”里加入别的队',
    en: '“{team}” has ended and with it your membership. Your hours stay; you may join another team',
  },
  'organizations.joint_work': {
    zh: '机制工作，请“{organization}”看：{title}',
    en: 'Joint work for “{organization}”: {title}',
  },
  'organizations.watcher': { zh: '您负责盯“{organization}”', en: 'You now watch “{organization}”' },
  'organizations.rules_waiting': {
    zh: '“{organization}”提出修订“{kind}”规则，请您看影响、决定同不同意',
    en: '“{organization}” proposes new rules “{kind_en}”: see their effect and decide',
  },
  'organizations.rules_issued': {
    zh: '“{organization}”的“{kind}”规则第 {version} 版从 {day} 起执行',
    en: 'Version {version} of “{kind_en}” at “{organization}” is in force from {day}',
  },
  'organizations.rules_refused': {
    zh: '“{organization}”的“{kind}”规则没有通过：{reason}',
    en: 'The rules “{kind_en}” of “{organization}” were refused: {reason}',
  },
  'volunteers.imported': {
    zh: '名册“{file}”导入好了：新注册 {registered} 人，原有 {known} 人，未导入 {refused} 行',
    en: 'The roster “{file}” is in: {registered} new, {known} known, {refused} rows left out',
  },
  'accounts.phone_changed': {
    zh: '登录手机号已换成 {phone}，别的设备已退出。不是您？请马上找组织帮您找回账号',
    en: 'Your sign-in phone is now {phone}, and other devices were signed out. If that was not you, ask your organisation for help at once',
  },
  'accounts.password_set': {
    zh: '密码已换，别的设备已退出；操作的设备是 {device}。不是您？请马上用验证码登录，再换密码',
    en: 'Your password was set on {device}, and other devices were signed out. If that was not you, sign in by code now and change it',
  },
  'volunteers.phone_freed': {
    zh: '志愿者 {number} 的手机号换了主人，账号已锁：等本人带证件来，请帮他换手机号',
    en: 'The phone of volunteer {number} belongs to somebody else now, and the account is locked: when the person comes with a document, bind a new phone',
  },
  'volunteers.recovery_asked': {
    zh: '志愿者 {number} 丢了手机号，同事提出换新的，等您核对',
    en: 'Volunteer {number} lost the phone; a colleague proposes a new one, for you to check',
  },
  'volunteers.recovery_waits': {
    zh: '组织要把您的登录手机号换成 {phone}，{day} 生效；不是您申请的，请马上点“不是我”',
    en: 'Your sign-in phone is to become {phone} on {day}. If you did not ask for it, say so now',
  },
  'volunteers.recovery_ended': { zh: '换手机号的申请有了结果：{result}', en: 'The new phone was decided: {result}' },
  'volunteers.merge_requested': {
    zh: '有人用您的证件号注册，请看是不是您本人',
    en: 'Somebody registered with your document; say whether it was you',
  },
  'volunteers.merge_waits': {
    zh: '组织决定把两份注册合为一份，{day} 生效；不是您本人，请在此之前点“不是我”',
    en: 'Two registrations are to become one on {day}. If they are not both yours, say so before then',
  },
  'volunteers.merge_below': {
    zh: '“{organization}”决定合并两份注册（{kept}、{duplicate}），{day} 生效；不对可以停下',
    en: '“{organization}” decided to merge two registrations ({kept}, {duplicate}) on {day}; you may stop it',
  },
  'volunteers.merge_stopped': { zh: '合并停下了：{reason}', en: 'The merge was stopped: {reason}' },
  'volunteers.merge_decided': { zh: '合并请求有了结果：{result}', en: 'The merge request was decided: {result}' },
  'volunteers.guardian_asked': {
    zh: '有孩子（学生）请您同意参加志愿服务',
    en: 'A child or pupil asks for your consent to volunteer',
  },
  'volunteers.guardian_confirmed': { zh: '家长或老师已同意', en: 'Your guardian or teacher agreed' },
  'volunteers.guardian_refused': {
    zh: '家长或老师没有同意，可以换一位再请',
    en: 'Your guardian or teacher did not agree; you may ask another',
  },
  'volunteers.consent_ended': {
    zh: '{name}：{cause}，不能再报名和签到；没开始的报名退回 {count} 场。要参加，请再请一位家长或老师同意',
    en: '{name}: {cause_en}. No more sign-up or check-in; {count} sign-ups to come were given back. Ask a guardian or teacher to agree first',
  },
  'volunteers.label_waits': {
    zh: '{name}申请做“{team}”的“{label}”志愿者，请您确认',
    en: '{name} asks to be a “{label}” volunteer of “{team}”: please confirm',
  },
  'volunteers.label_confirmed': { zh: '“{label}”标识已确认', en: 'The label “{label}” was confirmed' },
  'volunteers.label_refused': {
    zh: '“{label}”标识没有通过：{reason}',
    en: 'The label “{label}” was not confirmed: {reason}',
  },
  'volunteers.matter_answered': { zh: '您反映的“{title}”有了答复', en: 'Your matter “{title}” was answered' },
  'volunteers.matter_filed': { zh: '有志愿者反映权益事项：{title}', en: 'A volunteer raised a rights matter: {title}' },
  'volunteers.looked_at': {
    zh: '{organization}的工作人员查看了完整信息，理由：{reason}',
    en: 'Staff of {organization} looked at the full data; reason: {reason}',
  },
  'volunteers.minor_access_decided': {
    zh: '查看未成年人信息的申请：{result}',
    en: 'Your request to see a minor’s data: {result}',
  },
  'volunteers.honour_recorded': {
    zh: '登记了荣誉“{title}”，还没有经“{issuer}”核实',
    en: 'The honour “{title}” was recorded; “{issuer}” has not confirmed it yet',
  },
  'volunteers.honour_to_confirm': {
    zh: '有人以“{issuer}”的名义登记了荣誉“{title}”，请核实',
    en: 'Somebody recorded the honour “{title}” in the name of “{issuer}”: please say whether it was given',
  },
  'volunteers.honour_confirmed': {
    zh: '“{issuer}”核实了您的荣誉“{title}”',
    en: '“{issuer}” confirmed your honour “{title}”',
  },
  'volunteers.honour_refused': {
    zh: '“{issuer}”没有认可荣誉“{title}”：{reason}',
    en: '“{issuer}” did not confirm the honour “{title}”: {reason}',
  },
  'volunteers.honoured': { zh: '您获得荣誉“{title}”', en: 'You received the honour “{title}”' },
  'records.posted': { zh: '“{title}”入账 {duration}', en: '“{title}”: {duration} posted' },
  'records.scan_refused': {
    zh: '{when} 在“{activity}”没有信号时的{act_zh}没有收下：{reason_zh}',
    en: 'Your {act_en} of {when} at “{activity}”, made without a signal, was not taken: {reason_en}',
  },
  'records.returned': { zh: '“{title}”的时数被退回：{note}', en: 'The hours of “{title}” were sent back: {note}' },
  'records.declared': {
    zh: '有人申报了“{title}”的服务，请确认',
    en: 'Somebody declared service for “{title}”: please confirm',
  },
  'records.correction_requested': {
    zh: '有人申请更正“{title}”的记录，请办理',
    en: 'A correction of “{title}” was asked for: please handle it',
  },
  'records.correction_proposed': {
    zh: '有人提出更正您“{title}”的记录：{reason}；另一位看过后告诉您结果',
    en: 'Somebody proposes to correct your record of “{title}”: {reason}. A second person decides and you are told',
  },
  'records.correction_waits': {
    zh: '“{title}”的一条记录有人提出更正，请您看过再决定',
    en: 'A correction of a record of “{title}” was proposed: please look and decide',
  },
  'records.proposal_approved': {
    zh: '“{title}”的更正或补录已同意：{note}',
    en: 'The change of “{title}” was approved: {note}',
  },
  'records.proposal_returned': {
    zh: '“{title}”的更正或补录没有同意：{note}；您可以补充后再申请',
    en: 'The change of “{title}” was not approved: {note}. You may add proof and ask again',
  },
  'records.eliminated': {
    zh: '“{title}”的 {duration} 被冲回：{reason}；有异议可以申请更正',
    en: '{duration} of “{title}” were struck: {reason}. You may ask for a correction',
  },
  'records.books_disagree': {
    zh: '编号 {number} 的服务记录和账本对不上，证明没有开出；请让运维运行账本核验',
    en: 'The records of {number} and the ledger do not agree, and no certificate was issued: let the operator verify the ledger',
  },
  'records.certificate_issued': {
    zh: '“{title}”给您开了证明 {number}',
    en: '“{title}” issued you certificate {number}',
  },
  'records.certificate_superseded': {
    zh: '证明 {number} 里的记录已更正，请免费重开一份',
    en: 'A record in certificate {number} was corrected: get a new one free of charge',
  },
  'records.certificate_revoked': {
    zh: '证明 {number} 已撤销：{reason}',
    en: 'Certificate {number} was revoked: {reason}',
  },
  'projects.promoted': {
    zh: '“{activity}”有空位了，您从候补转为正式名额，{when} 见',
    en: 'A place in “{activity}” is free: you move up from the waitlist. See you on {when}',
  },
  'projects.invited': {
    zh: '邀请您参加“{activity}”，{when}；去不去由您定',
    en: 'You are invited to “{activity}”, {when}; you decide',
  },
  'projects.cancelled': { zh: '“{activity}”取消了：{reason}', en: '“{activity}” is cancelled: {reason}' },
  'projects.ended_early': {
    zh: '“{activity}”现在结束：{reason}。您已签到，走前请签退，到现在为止的时间照算',
    en: '“{activity}” ends now: {reason}. You are checked in: check out before you leave; your time until now counts',
  },
  'projects.changed': {
    zh: '“{activity}”有变化：地点 {place}。{note}',
    en: '“{activity}” changed. Place: {place}. {note}',
  },
  'projects.shift_moved': {
    zh: '“{activity}”改期：{from} 改到 {to}，原因：{reason}。来不了可以退出，不算临时退出',
    en: '“{activity}” has moved from {from} to {to}: {reason}. If you cannot come, withdraw: it does not count against you',
  },
  'projects.shift_moved_clash': {
    zh: '“{activity}”改期：{from} 改到 {to}，和您的“{other}”冲突，请退掉一个；退这一班不算临时退出',
    en: '“{activity}” has moved from {from} to {to} and now overlaps your “{other}”: withdraw from one of them. Leaving this shift does not count against you',
  },
  'projects.wait_ended': {
    zh: '“{activity}”改到 {to}，和您的“{other}”冲突，候补已替您退掉',
    en: '“{activity}” has moved to {to} and overlaps your “{other}”: your place on the waitlist was given up',
  },
  'projects.shift_cancelled': {
    zh: '“{activity}”{from} 这一班取消了：{reason}',
    en: 'The shift of “{activity}” on {from} is cancelled: {reason}',
  },
  'projects.shift_moved_long_day': {
    zh: '“{activity}”改期：{from} 改到 {to}，您那一天报的就超过 {hours} 小时了，请退掉一班；退这一班不算临时退出',
    en: '“{activity}” has moved from {from} to {to}, and your sign-ups of that day now exceed {hours} hours: withdraw from one. Leaving this shift does not count against you',
  },
  'projects.wait_ended_long_day': {
    zh: '“{activity}”改到 {to}，您那一天报的就超过 {hours} 小时了，候补已替您退掉',
    en: '“{activity}” has moved to {to}, and your sign-ups of that day would exceed {hours} hours: your place on the waitlist was given up',
  },
  'projects.leads': {
    zh: '请您负责“{activity}”，看看时间和地点',
    en: 'You are in charge of “{activity}”: look at its time and place',
  },
  'projects.leads_no_more': {
    zh: '“{activity}”改由别人负责，您不用再管了',
    en: 'Somebody else leads “{activity}” now; you need not',
  },
  'projects.change_approved': {
    zh: '“{activity}”的改动审核通过，已生效',
    en: 'The change of “{activity}” was approved and is in effect',
  },
  'projects.change_returned': {
    zh: '“{activity}”的改动退回：{reason}',
    en: 'The change of “{activity}” was sent back: {reason}',
  },
  'projects.seat_given_back': {
    zh: '“{activity}”（{when}）：{name}的{cause}，名额已退回',
    en: '“{activity}” ({when}): {name} leaves, because {cause_en}; the place was given back',
  },
  'projects.consent_ended_here': {
    zh: '“{activity}”（{when}）已开始：{name}的{cause}，不能再签到，已签到的照常签退；请联系家长',
    en: '“{activity}” ({when}) has begun: {name} may not check in any more, because {cause_en}; who is checked in checks out as usual. Call the parent',
  },
  'projects.message': { zh: '“{activity}”队长说：{text}', en: 'The leader of “{activity}” says: {text}' },
  'projects.no_show': {
    zh: '“{activity}”（{when}）登记您未到：{reason}；不对可以告诉队长',
    en: 'You were recorded as not having come to “{activity}” ({when}): {reason}. Tell the leader if this is not right',
  },
  'projects.approved': { zh: '“{activity}”审核通过，已发布', en: '“{activity}” was approved and is published' },
  'projects.returned': {
    zh: '“{activity}”退回：{reason}，改好再交',
    en: '“{activity}” was sent back: {reason}. Correct it and submit again',
  },
  'projects.host_invited': {
    zh: '请你们联合主办“{activity}”，打开看看再答复',
    en: 'Your unit is asked to host “{activity}” together: open it and answer',
  },
  'projects.delegated': {
    zh: '“{activity}”交给您负责，到 {until} 为止',
    en: '“{activity}” is in your hands until {until}',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type NoticeKind = keyof typeof noticeWords;

export function noticeSentence(kind: string, params: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  const words = (noticeWords as Record<string, { zh: string; en: string } | undefined>)[kind];
  const sentence = words?.[language] ?? (language === 'zh' ? '您有一条新消息' : 'You have a new message');
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => inWords(params[name]));
}

function inWords(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
