import type { ProblemTable } from '../problem-words.ts';

export const recordsProblems = {
  'records.code_unknown': {
    status: 409,
    zh: '这个码不是本场的，请扫现场屏幕上的码',
    en: 'This code is not of this shift; scan the one on the organiser’s screen',
  },
  'records.code_unpublished': {
    status: 409,
    zh: '活动还没有发布，发布后才有签到码',
    en: 'The activity is not published yet; the code is shown once it is',
  },
  'records.code_cancelled': {
    status: 409,
    zh: '这一班已取消，没有签到码；取消前的签到看签到板',
    en: 'This shift was cancelled and has no code; its board shows who had checked in before',
  },
  'records.code_expired': {
    status: 409,
    zh: '码已经换了，请扫现在屏幕上的码',
    en: 'The code has changed; scan the one shown now',
  },
  'records.code_not_yet': {
    status: 409,
    zh: '手机时间快了，请校准后再扫',
    en: 'The phone’s clock is ahead; set it and scan again',
  },
  'records.code_other_day': {
    status: 409,
    zh: '这是别的时间的码，请扫今天这一场的码',
    en: 'This code is of another time; scan today’s code of this shift',
  },
  'records.code_too_late': {
    status: 409,
    zh: '离线扫的码到得太晚了，请申请补录',
    en: 'The offline scan arrived too late; ask for a back-fill',
  },
  'records.typed_code_wrong': {
    status: 409,
    zh: '没有信号时输的短码，和那一场前后 10 分钟的码都对不上；在场的话，请申请补录',
    en: 'The digits typed without a signal match no code of that shift within ten minutes; where you were there, ask for a back-fill',
  },
  'records.typed_tries_over': {
    status: 409,
    zh: '这一场没有信号时输错的短码太多了；在场的话，请申请补录',
    en: 'Too many wrong digits typed without a signal at this shift; where you were there, ask for a back-fill',
  },
  'records.card_digits_wrong': {
    status: 409,
    zh: '这 6 位和本场报名的人现在的卡对不上；请看清再输，或请志愿者换到新码',
    en: 'These 6 digits match no card of the people signed up for this shift; read them again or wait for the next code',
  },
  'records.card_digits_shared': {
    status: 409,
    zh: '本场有两张卡现在是同样的 6 位，请把志愿者编号也填上',
    en: 'Two cards of this shift show these 6 digits now; give the volunteer number too',
  },
  'records.card_number_needed': {
    status: 422,
    zh: '没有信号时，请把志愿者编号也填上',
    en: 'Without a signal, give the volunteer number too',
  },
  'records.number_and_name_wrong': {
    status: 409,
    zh: '本场报名的人里，没有编号和姓名都对得上的；请核对，都要和证件上一样',
    en: 'Nobody signed up for this shift has both this number and this name; check both against the document',
  },
  'records.named_by_confirmer': {
    status: 403,
    zh: '这是您凭编号姓名登记的，请换一个人确认',
    en: 'You entered this by number and name; another person must confirm it',
  },
  'records.code_used_by_other': {
    status: 409,
    zh: '这张卡码刚被用过，请本人刷新卡码再扫',
    en: 'This card code was just used; refresh the card and scan again',
  },
  'records.already_checked_in': {
    status: 409,
    zh: '您已经签到了，走时再签退；已经走了，请申请补签退',
    en: 'You are checked in already; check out when you leave, or ask for a correction if you have left',
  },
  'records.not_checked_in': {
    status: 409,
    zh: '还没有签到，不能签退；请先签到或找队长',
    en: 'Not checked in yet; check in first or ask the leader',
  },
  'records.not_signed_up': {
    status: 409,
    zh: '您没有报这一场，请先报名或找队长',
    en: 'You are not signed up for this shift; sign up first or ask the leader',
  },
  'records.too_early': {
    status: 409,
    zh: '还没到签到时间，{opens_at} 开始',
    en: 'Check-in is not open yet; it opens at {opens_at}',
  },
  'records.shift_over': {
    status: 409,
    zh: '这一场已经结束，请申请补录',
    en: 'This shift is over; ask for a back-fill',
  },
  'records.shift_cancelled': {
    status: 409,
    zh: '这一场取消了，不用再签到；您已在现场服务，请找队长补录',
    en: 'This shift was cancelled, so there is nothing to check in to; where you served already, ask the leader for a back-fill',
  },
  'records.consent_missing': {
    status: 409,
    zh: '没有{missing}的同意，不能签到；请家长、老师在自己手机上同意后再签，已在现场的请联系家长',
    en: 'No consent of {missing_en}, so no check-in; let them agree on their own phone first, and call the parent of a child who is here',
  },
  'records.adult_first': {
    status: 409,
    zh: '孩子要和家长一起：请同来的家长先签到，再给孩子签；家长没来，孩子不能签到，请联系家长',
    en: 'A child takes part with a parent: let the parent who came along check in first; where no parent came, the child is not checked in, so call the parent',
  },
  'records.insurance_missing': {
    status: 409,
    zh: '这项服务有风险，要先有有效的人身意外保险才能签到；请联系组织者投保',
    en: 'This service is dangerous: valid accident cover is needed before check-in; ask the organiser to insure you',
  },
  'records.too_many_pairs': {
    status: 409,
    zh: '今天在这个活动已签 {pairs} 次，不能再签；请找队长',
    en: 'Already {pairs} pairs today for this activity; ask the leader',
  },
  'records.outside_fence': {
    status: 409,
    zh: '离签到点还有 {distance} 米，走近再签，或请队长扫您',
    en: '{distance} m from the place; come closer or let the leader scan you',
  },
  'records.self_located_not_allowed': {
    status: 409,
    zh: '这一场不开放定位签到，请扫码或请队长扫您',
    en: 'This shift does not allow locating yourself; scan the code or let the leader scan you',
  },
  'records.kind_not_offered': {
    status: 409,
    zh: '这一场不用这种方式签到，请扫现场的码或请队长扫您',
    en: 'This shift is not checked in this way; scan the code on site or let the leader scan you',
  },
  'records.nothing_to_confirm': {
    status: 409,
    zh: '还没有签退，没有可确认的时间；请先补签退',
    en: 'Not checked out yet, so there is no time to confirm; correct the check-out first',
  },
  'records.longer_than_activity': {
    status: 422,
    zh: '“{text}”是 {minutes} 分钟，比活动的 {limit} 分钟还长；请核对时长和单位',
    en: '“{text}” is {minutes} minutes, longer than the activity ({limit} minutes); check duration and unit',
  },
  'records.duration_unit_unsaid': {
    status: 422,
    zh: '表头没写单位，这一列里又有“{text}”，按小时算比活动还长；请在表头写明“时长（分钟）”或“时长（小时）”',
    en: 'The header says no unit, and “{text}” in this column would be longer than the activity in hours; say 时长（分钟） or 时长（小时） in the header',
  },
  'records.still_serving': {
    status: 409,
    zh: '服务还没有结束，走时签退就行；忘了的话，结束半小时后再申请',
    en: 'The service is still running: check out when you leave, or ask half an hour after its end',
  },
  'records.rows_invalid': {
    status: 400,
    zh: '没有可以用的行，请按模板填写后再传',
    en: 'No usable row; fill in the template and upload it again',
  },
  'records.state_forbids': {
    status: 409,
    zh: '这条记录现在是“{state}”，不能这样做；请刷新看最新情况',
    en: 'This record is “{state_en}” now, so this cannot be done; reload to see',
  },
  'records.own_hours': {
    status: 403,
    zh: '这里有您自己、您孩子或给您授权的人的时数，请换一个人来办',
    en: 'Your own hours, your child’s, or those of somebody who gave you a role are concerned; let another person do it',
  },
  'records.second_person_needed': {
    status: 403,
    zh: '经办的人不能再复核，请换一个人',
    en: 'Who handled it cannot approve it; another person must',
  },
  'records.first_person_needed': {
    status: 409,
    zh: '还没有人经办，请先经办',
    en: 'Nobody has handled it yet; handle it first',
  },
  'records.own_strike': {
    status: 403,
    zh: '这条时数是您冲回的，申诉要由别人来办，并由您的上一级来定',
    en: 'You struck these hours: others handle the appeal, and the level above you decides it',
  },
  'records.counted_again': {
    status: 409,
    zh: '{day} 的这段时间已有另一条“{title}”的记录入账，恢复就算了两次；先看那一条',
    en: 'Another record, “{title}”, counts this time of {day} already: given back it would count twice. Look at that one first',
  },
  'records.hours_struck': {
    status: 409,
    zh: '{who}在 {day}“{title}”的时数已被冲回，更正、补录、导入都不能把它加回来；觉得冲错了，请打开那条记录申诉',
    en: 'The hours of {who} on {day} at “{title}” were struck: no correction, back-fill or import brings them back. If that was wrong, open the record and appeal',
  },
  'records.proposal_closed': {
    status: 409,
    zh: '这件事已经办过了，请刷新看结果',
    en: 'This has been decided already; reload to see the result',
  },
  'records.correction_open': {
    status: 409,
    zh: '这条记录已有一份更正在办，请等结果',
    en: 'A correction of this record is open; wait for its result',
  },
  'records.evidence_missing': {
    status: 400,
    zh: '补录要有依据，请附签名单或照片说明',
    en: 'A back-fill needs evidence; name the signed list or photograph',
  },
  'records.reason_missing': { status: 400, zh: '请写明理由', en: 'State the reason' },
  'records.minutes_invalid': {
    status: 400,
    zh: '时段不对：结束要晚于开始，也不能在将来',
    en: 'The time span does not hold: the end is after the start and not in the future',
  },
  'records.higher_approval_needed': {
    status: 403,
    zh: '当天时数超过 {hours} 小时，要由{level}审核',
    en: 'More than {hours} hours that day: the {level_en} must approve',
  },
  'records.nothing_to_certify': {
    status: 409,
    zh: '这段时间没有已入账的信用时数，换个时段再开',
    en: 'No confirmed credit hours in this period; choose another',
  },
  'records.issuer_phone_missing': {
    status: 422,
    zh: '证明上要印出具单位的联系电话，“{name}”还没有，请先填上',
    en: 'A certificate prints the issuer’s phone, and “{name}” has none yet; give it first',
  },
  'records.period_invalid': {
    status: 422,
    zh: '时段从 {first} 起，到今年年底为止，结束不早于开始；请改日期',
    en: 'The period lies between {first} and the end of this year, and ends no earlier than it begins; change the dates',
  },
  'records.books_disagree': {
    status: 409,
    zh: '服务记录和账本对不上，暂时不能办；已经报给管理员核查，请过几天再来',
    en: 'The service records and the ledger do not agree, so this cannot be done now; the administrators have been told. Please come again in a few days',
  },
  'records.certificate_disputed': {
    status: 409,
    zh: '这份证明和存档对不上，正在核查；请打出具单位电话确认',
    en: 'This certificate does not agree with what was issued and is being looked into; please call the issuer',
  },
  'records.certificate_not_found': {
    status: 404,
    zh: '查不到，请核对编号，或打出具单位电话',
    en: 'Not found; check the number or call the issuer',
  },
  'records.not_issuer': {
    status: 403,
    zh: '谁组织谁证明：这些服务不是本组织的，请向出具单位申请',
    en: 'Only the organisation that ran a service certifies it; ask that one',
  },
} as const satisfies ProblemTable;
