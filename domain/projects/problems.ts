import type { ProblemTable } from '../problem-words.ts';

export const projectsProblems = {
  // projects and their stages
  'projects.stage_skipped': {
    status: 409,
    zh: '先完成“{missing}”，再进入“{stage}”',
    en: 'Finish “{missing}” before entering “{stage}”',
  },
  'projects.stage_repeated': {
    status: 409,
    zh: '“{stage}”阶段已经开始，不用再点',
    en: 'The stage “{stage}” has already begun; nothing more to do',
  },
  'projects.summary_missing': {
    status: 409,
    zh: '结项前请写总结表扬，写好再结项',
    en: 'Write the summary and praise first, then close the project',
  },
  'projects.over_as_it_was': {
    status: 409,
    zh: '活动已结束，地点和说明照实保留；时数有误请走更正',
    en: 'The activity is over: place and notes stay as they were; ask for a correction where hours are wrong',
  },
  'projects.unfinished': {
    status: 409,
    zh: '还有 {count} 场活动没办完，办完或取消再来：{list}',
    en: '{count} activities are not over; hold or cancel them first: {list}',
  },
  'projects.closed': {
    status: 409,
    zh: '项目已结项，不能再改；需要接着做，请新建一期',
    en: 'The project is closed; start a new one to continue',
  },
  'projects.principle_missing': {
    status: 422,
    zh: '还要回答“{principle}”，三条原则都要写',
    en: 'Answer “{principle}” too: all three principles are needed',
  },
  'projects.topic_missing': { status: 422, zh: '请在“{list}”里选一项', en: 'Choose one of “{list}”' },
  'projects.partner_repeated': { status: 409, zh: '已经是伙伴，不用再加', en: 'Already a partner; nothing more to do' },

  // publishing
  'projects.no_shift': { status: 422, zh: '还没有班次，请至少排一班', en: 'There is no shift yet; add at least one' },
  'projects.shift_order': { status: 422, zh: '班次的结束时间要晚于开始时间', en: 'A shift must end after it starts' },
  'projects.starts_in_past': {
    status: 422,
    zh: '开始时间已过；活动要先发布后开展，请改到现在以后',
    en: 'It starts in the past; activities are published before they begin, so choose a later time',
  },
  'projects.longer_than_a_year': {
    status: 422,
    zh: '最长 {days} 天，请分成几期',
    en: 'At most {days} days; split it into several activities',
  },
  'projects.shift_too_long': {
    status: 422,
    zh: '一班最长 {hours} 小时，请分成几班',
    en: 'One shift lasts at most {hours} hours; split it',
  },
  'projects.no_capacity': { status: 422, zh: '每班至少招 1 人', en: 'Each shift needs at least one place' },
  'projects.too_many_people': {
    status: 422,
    zh: '一班最多 {people} 人，请分成几班',
    en: 'At most {people} people in one shift; split it',
  },
  'projects.leaders_too_few': {
    status: 422,
    zh: '每 {people} 人要有一位负责人，还差 {missing} 位',
    en: 'One person in charge for every {people} people; {missing} more needed',
  },
  'projects.name_refused': {
    status: 422,
    zh: '名称里有“{word}”，补记时间请走补录，不用发活动',
    en: 'The name contains “{word}”; use back-filling for past service instead of publishing an activity',
  },
  'projects.not_service': {
    status: 422,
    zh: '“{word}”属于{kind}，不算志愿服务；请改成为他人提供的服务',
    en: '“{word}” is {kind}, which is not volunteer service; describe a service to others',
  },
  'projects.risk_statement_missing': {
    status: 422,
    zh: '请写明可能的风险和怎样防护，至少 {characters} 个字',
    en: 'State the risks and the protection, in at least {characters} characters',
  },
  'projects.place_missing': {
    status: 422,
    zh: '请标出地点，或写到门牌、楼栋、路口',
    en: 'Pin the place, or describe it down to the door, building or crossing',
  },
  'projects.insurance_missing': {
    status: 422,
    zh: '有“{risk}”，须先为志愿者买人身意外伤害保险',
    en: 'With “{risk}”, volunteers need personal accident insurance first',
  },
  'projects.self_located_too_small': {
    status: 422,
    zh: '自行定位签到只用于 {people} 人以上的活动，请改用签到码或扫卡',
    en: 'Self-located check-in is for activities of {people} or more; use the rotating code or card scan',
  },
  'projects.category_outside_scope': {
    status: 422,
    zh: '“{category}”不在品牌服务范围内，请换类别或换项目',
    en: '“{category}” is outside the brand’s scope; choose another category or project',
  },
  'projects.minors_in_disaster_relief': {
    status: 422,
    zh: '抢险救灾不招未成年人，请把最低年龄改为 18 岁',
    en: 'Minors may not join disaster relief; set the minimum age to 18',
  },
  'projects.recruitment_off_platform': {
    status: 422,
    zh: '请打开平台报名，直接在这里招募',
    en: 'Turn on sign-up: recruitment goes through this platform',
  },
  'projects.not_draft': {
    status: 409,
    zh: '活动已提交或已发布，不能再这样改',
    en: 'The activity was submitted or published and cannot be changed this way',
  },
  'projects.not_submitted': {
    status: 409,
    zh: '活动不在待审状态，请刷新后再看',
    en: 'The activity is not waiting for approval; reload and look again',
  },
  'projects.own_approval': {
    status: 403,
    zh: '提交的人不能自己审核，请另一位同事来审',
    en: 'The person who submitted may not approve; ask a colleague',
  },
  'projects.cancelled': {
    status: 409,
    zh: '活动已取消，可以看看别的活动',
    en: 'The activity was cancelled; look for another one',
  },
  'projects.reason_missing': {
    status: 422,
    zh: '请写明原因，报名的人会看到',
    en: 'Give the reason; the people who signed up will see it',
  },
  'projects.already_begun': {
    status: 409,
    zh: '这一班已经开始或结束，时间照实保留；后面的班次可以改',
    en: 'This shift has begun or is over and stays as it was; later shifts can be changed',
  },
  'projects.checked_in_already': {
    status: 409,
    zh: '已有人签到，这一班不能再改期或取消；请到名单上处理',
    en: 'Somebody has checked in, so this shift can no longer be moved or cancelled; use the roster',
  },
  'projects.time_unchanged': {
    status: 422,
    zh: '时间没有变，请填新的时间',
    en: 'The time is the same; give a new one',
  },
  'projects.last_shift': {
    status: 409,
    zh: '只剩这些班次了，请改用“取消活动”',
    en: 'No other shift would be left; cancel the activity instead',
  },
  'projects.change_decided': {
    status: 409,
    zh: '这项改动已经审过，请刷新后再看',
    en: 'This change has been decided; reload and look again',
  },
  'projects.change_of_another': {
    status: 403,
    zh: '只有提交的人能撤回这项改动，请联系提交人，或请上级退回',
    en: 'Only the person who asked may take this change back; ask them, or have it sent back by the level above',
  },
  'projects.leaders_changed': {
    status: 409,
    zh: '负责人刚被别人改过，请刷新后再改',
    en: 'The leaders were changed meanwhile; reload and change them again',
  },
  'projects.leaders_unchanged': {
    status: 422,
    zh: '负责人没有变，请去掉或加上一位',
    en: 'The leaders are the same; take one away or add one',
  },
  'projects.over': {
    status: 409,
    zh: '活动已结束，负责人照实保留；时数有误请走更正',
    en: 'The activity is over and who led it stays; ask for a correction where hours are wrong',
  },
  'projects.pattern_empty': {
    status: 422,
    zh: '这样排一班也没有，请改日期或星期',
    en: 'This pattern gives no shift; change the dates or weekdays',
  },
  'projects.pattern_too_many': {
    status: 422,
    zh: '一次最多排 {limit} 班，请缩短日期',
    en: 'At most {limit} shifts at once; shorten the period',
  },

  // sign-up
  'projects.sign_up_closed': {
    status: 409,
    zh: '报名已截止，可以看看后面的班次',
    en: 'Sign-up has closed; look at a later shift',
  },
  'projects.not_open': {
    status: 409,
    zh: '活动还没有发布，发布后再报名',
    en: 'The activity is not published yet; sign up once it is',
  },
  'projects.already_signed_up': {
    status: 409,
    zh: '您已报过这一班，在“我的报名”里可以看到',
    en: 'You have signed up for this shift; see “My sign-ups”',
  },
  'projects.risk_not_acknowledged': {
    status: 422,
    zh: '请先看“可能的风险”，打勾后再报名',
    en: 'Read the risks and tick the box, then sign up',
  },
  'projects.overlap': {
    status: 409,
    zh: '和“{other}”时间冲突，先退掉那一班或换一班',
    en: 'It overlaps “{other}”; withdraw from that one or choose another shift',
  },
  'projects.too_young': {
    status: 422,
    zh: '年满 {age} 岁可以报，看看适合您的活动',
    en: 'From the age of {age}; look for activities that suit you',
  },
  'projects.too_old': {
    status: 422,
    zh: '这一班最大 {age} 岁，看看适合您的活动',
    en: 'Up to the age of {age}; look for activities that suit you',
  },
  'projects.minor_refused': {
    status: 422,
    zh: '抢险救灾须年满 {age} 岁，看看适合您的活动',
    en: 'Disaster relief is from {age} years; look for activities that suit you',
  },
  'projects.guardian_consent_missing': {
    status: 422,
    zh: '请监护人先在自己手机上同意，再报名',
    en: 'Your guardian must agree on an own phone first, then sign up',
  },
  'projects.pupil_consents_missing': {
    status: 422,
    zh: '中小学生要家长和老师都同意，还缺{missing}',
    en: 'Pupils need the consent of parent and teacher; still missing: {missing}',
  },
  'projects.terms_not_accepted': {
    status: 409,
    zh: '现行的权利和义务还没有接受，请打开“我的”里的“权利和义务”，看过并接受再报名；孩子的由家长接受',
    en: 'The rights and duties in force are not accepted yet: open “Rights and duties” under “Me”, read and accept, then sign up; a parent accepts for a child',
  },
  'projects.child_alone': {
    status: 422,
    zh: '孩子要和家长一起参加，请家长先报名',
    en: 'A child takes part together with a parent; the parent signs up first',
  },
  'projects.parent_waits': {
    status: 409,
    zh: '家长还在候补，孩子不能先报；请退出候补，再和孩子一起报名',
    en: 'The parent is still waiting: leave the waitlist and sign up together with the child',
  },
  'projects.party_too_large': {
    status: 409,
    zh: '这一班只有 {places} 个名额，一家人一起报不下；请分班报或换一班',
    en: 'This shift has {places} places, too few for all of you: choose another shift',
  },
  'projects.skill_missing': {
    status: 422,
    zh: '需要“{skill}”技能，在“我的资料”里补上再报',
    en: 'The skill “{skill}” is needed; add it to your profile, then sign up',
  },
  'projects.qualification_missing': {
    status: 422,
    zh: '需要“{qualification}”证书，上传并核过再报',
    en: 'The qualification “{qualification}” is needed; upload it for checking, then sign up',
  },
  'projects.qualification_expired': {
    status: 422,
    zh: '“{qualification}”证书到 {until} 为止，换新后再报',
    en: 'Your “{qualification}” ends on {until}; renew it, then sign up',
  },
  'projects.course_missing': {
    status: 422,
    zh: '先学完“{course}”，再报名',
    en: 'Finish the course “{course}” first, then sign up',
  },
  'projects.insurance_invalid': {
    status: 422,
    zh: '意外险要保到活动当天，请先投保或请组织代买',
    en: 'Accident insurance must cover the day; insure yourself or ask the organisation',
  },
  'projects.too_many_open': {
    status: 409,
    zh: '同时最多报 {limit} 班，做完或退掉一班再报',
    en: 'At most {limit} open sign-ups; finish or withdraw from one first',
  },
  'projects.day_too_long': {
    status: 409,
    zh: '一天最多报 {hours} 小时，给自己留点休息，换一天吧',
    en: 'At most {hours} hours a day; leave yourself some rest and choose another day',
  },
  'projects.waitlist_full': {
    status: 409,
    zh: '名额和候补都满了，看看别的班次',
    en: 'Places and waitlist are full; look at another shift',
  },
  'projects.not_signed_up': {
    status: 404,
    zh: '没有找到这条报名，可能已退出',
    en: 'This sign-up was not found; perhaps it was withdrawn',
  },
  'projects.already_started': {
    status: 409,
    zh: '活动已开始，来不了请直接告诉队长',
    en: 'It has already started; tell the team leader directly',
  },
  'projects.not_started': {
    status: 409,
    zh: '班次结束后才能登记未到',
    en: 'An absence can be recorded once the shift has ended',
  },
  'projects.checked_in': {
    status: 409,
    zh: '已有签到记录，不能登记未到',
    en: 'There is a check-in, so an absence cannot be recorded',
  },
  'projects.checked_in_before_leaving': {
    status: 409,
    zh: '已经签到了，不用退出；要走请签退',
    en: 'There is a check-in, so there is nothing to withdraw from; check out to leave',
  },
  'projects.invitation_answered': { status: 409, zh: '这个邀请已答复过', en: 'This invitation has been answered' },
  'projects.invitation_repeated': {
    status: 409,
    zh: '已邀请过，等对方答复',
    en: 'Already invited; wait for the answer',
  },
  'projects.not_a_volunteer': {
    status: 422,
    zh: '还没有登记为志愿者，先登记再报名',
    en: 'Register as a volunteer first, then sign up',
  },
  'projects.different_organizations': {
    status: 422,
    zh: '请选同一个组织的活动',
    en: 'Choose activities of one organisation',
  },
  'projects.capacity_below_seats': {
    status: 409,
    zh: '已有 {seats} 人有名额，不能再少',
    en: '{seats} people hold a seat, so it cannot be fewer',
  },
  'projects.person_unknown': {
    status: 422,
    zh: '没有找到这个志愿者编号，请核对',
    en: 'This volunteer number was not found; check it',
  },
  'projects.host_repeated': {
    status: 409,
    zh: '已邀请过这个组织，等它答复',
    en: 'This organisation was asked already; wait for its answer',
  },
  'projects.calendar_unknown': {
    status: 404,
    zh: '日历地址已换新，请重新订阅',
    en: 'The calendar address has changed; subscribe again',
  },
} as const satisfies ProblemTable;
