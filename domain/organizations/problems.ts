import type { ProblemTable } from '../problem-words.ts';

export const organizationsProblems = {
  'organizations.kind_not_under': {
    status: 422,
    zh: '“{kind}”不能设在“{parent}”下面，请换一个上级',
    en: 'A “{kind}” cannot stand under a “{parent}”; choose another parent',
  },
  'organizations.under_itself': {
    status: 422,
    zh: '不能移到自己或下级组织里，请换一个上级',
    en: 'It cannot move below itself; choose another parent',
  },
  'organizations.name_taken': {
    status: 409,
    zh: '同一上级下已有“{name}”，请换个名称或打开它',
    en: '“{name}” already exists under this parent; choose another name or open it',
  },
  'organizations.name_reserved': {
    status: 422,
    zh: '“{word}”只有{level}单位才能用，请换个名称，或请上级来办',
    en: 'Only {level} bodies may use “{word}”; choose another name, or let that level do it',
  },
  'organizations.name_of_another': {
    status: 422,
    zh: '这个名称像是“{body}”的，请换个名称，或请对方来办',
    en: 'This name reads as that of “{body}”; choose another, or let that body do it',
  },
  'organizations.selects_itself': {
    status: 422,
    zh: '组织不能评选自己，请由它的上级来评',
    en: 'An organisation does not choose itself; its superior does',
  },
  'organizations.before_history': {
    status: 422,
    zh: '生效日期早于上一次变更（{day}），请选那天之后',
    en: 'The date lies before the last change ({day}); choose a later one',
  },
  'organizations.in_future': {
    status: 422,
    zh: '日期最晚填今天（{today}）：这类登记当天就生效，将来的请到那天再办',
    en: 'The date may be today ({today}) at the latest: it takes effect at once, so record it on the day itself',
  },
  'organizations.served_before': {
    status: 422,
    zh: '{day} 还有以原名记下的服务，新名称请从那天之后（或今天）算起',
    en: 'Services up to {day} are recorded under the old name; let the new one begin after that day, or today',
  },
  'organizations.dissolved': {
    status: 409,
    zh: '该组织已于 {day} 撤销，请到承接组织办理',
    en: 'This organisation was dissolved on {day}; go to its successor',
  },
  'organizations.recorded_later': {
    status: 422,
    zh: '这里到 {day} 还有记录（服务、证明、会议或资料），撤销日期最早填那天',
    en: 'There are entries here up to {day} (services, certificates, meetings or attributes); it ends on that day at the earliest',
  },
  'organizations.planned_past': {
    status: 422,
    zh: '预定的日期要在今天（{today}）之后；今天或以前的，请直接撤销',
    en: 'The planned day must come after today ({today}); for today or before, dissolve it at once',
  },
  'organizations.planned_far': {
    status: 422,
    zh: '预定的日期最晚到 {day}（一年以内），请重选',
    en: 'The planned day may be {day} at the latest, within a year; choose again',
  },
  'organizations.planned_already': {
    status: 409,
    zh: '已定于 {day} 撤销；要改日期或办法，请先取消这个预定，再重新定',
    en: 'Its end is planned for {day} already; to change it, revoke that plan first and plan anew',
  },
  'organizations.planned_untold': {
    status: 422,
    zh: '到那天为止还可能有人报名，请先写好取消时告诉他们的话',
    en: 'People may still sign up until that day; write what they are told when it is cancelled',
  },
  'organizations.successor_ends': {
    status: 422,
    zh: '“{name}”自己定于 {day} 撤销，请换一个承接组织',
    en: '“{name}” ends on {day} itself; choose another successor',
  },
  'organizations.successor_gone': {
    status: 409,
    zh: '承接组织“{name}”已于 {day} 撤销，请换一个承接组织重新定',
    en: 'The successor “{name}” ended on {day}; plan again with another one',
  },
  'organizations.planner_gone': {
    status: 409,
    zh: '定下撤销的人现在没有撤销这个组织的权限，请由有权限的人重新定',
    en: 'Whoever planned it may no longer dissolve this organisation; somebody who may has to plan it again',
  },
  'organizations.plan_closed': {
    status: 409,
    zh: '这个预定已经取消或办完，请刷新看结果',
    en: 'This plan has been revoked or carried out already; reload to see it',
  },
  'organizations.ends_before': {
    status: 409,
    zh: '“{name}”定于 {day} 撤销，那天起的场次没有定下由谁接着办；请改到那天以前，或请定下撤销的单位重新定',
    en: '“{name}” ends on {day} and nobody is named to go on with shifts from that day; hold them before, or let those who planned its end plan it anew',
  },
  'organizations.left_behind': {
    status: 409,
    zh: '这里还有：{what}。请先说清楚交给谁，或怎么结束',
    en: 'Still here: {what_en}. Say first who takes over, or how it ends',
  },
  'organizations.cancelled_untold': {
    status: 422,
    zh: '有 {count} 人报了名，请写一句话告诉他们为什么取消、接下来怎么办',
    en: '{count} people have signed up: tell them why it is cancelled and what to do next',
  },
  'organizations.still_guides': {
    status: 409,
    zh: '它还在指导：{names}。请先给它们指定别的指导团委，或选一个团委来承接',
    en: 'It still guides: {names}. Name another guiding committee for them first, or choose a committee as successor',
  },
  'organizations.below_stays': {
    status: 422,
    zh: '“{name}”不能设在“{heir}”下面，请先把它移到别处，或换一个承接组织',
    en: '“{name}” cannot stand under “{heir}”: move it elsewhere first, or choose another successor',
  },
  'organizations.name_from_above': {
    status: 403,
    zh: '省市县的更名由上一级登记，请向那里提出',
    en: 'The new name of a province, city or county is recorded by the level above; ask there',
  },
  'organizations.counted_place': {
    status: 403,
    zh: '覆盖率按县算，撤销、合并或移动市县由再上一级办理，请向那里提出',
    en: 'Coverage is counted over counties, so the level above the next one ends, merges or moves them; ask there',
  },
  'organizations.successor_wrong': {
    status: 422,
    zh: '承接组织要同类、在设，且不是它自己或下级',
    en: 'The successor must be of a like kind, in existence, and neither itself nor below it',
  },
  'organizations.guide_missing': {
    status: 422,
    zh: '还没有指导团委，不能标为团属；先指定指导团委',
    en: 'Without a guiding league committee it cannot be league-led; name the committee first',
  },
  'organizations.carrier_not_league': {
    status: 422,
    zh: '承载项目的要是团委或团支部，请改选',
    en: 'A project is carried by a league committee or branch; choose one',
  },
  'organizations.not_a_community': {
    status: 422,
    zh: '结对的要是社区（村）或小区，请改选',
    en: 'Pairing is with a community, village or compound; choose one',
  },
  'organizations.guide_not_league': {
    status: 422,
    zh: '指导团委须是一个团委，请重新选择',
    en: 'The guiding committee must be a league committee; choose again',
  },
  'organizations.phone_form': {
    status: 422,
    zh: '请填单位的电话：手机，或带区号的座机，如 0763-3388120 转 801',
    en: 'Give the office’s phone: a mobile, or a landline with its area code, such as 0763-3388120 转 801',
  },
  'organizations.step_order': {
    status: 409,
    zh: '四步要依次办结：“{missing}”还没办结',
    en: 'The four steps close in order: “{missing}” is still open',
  },
  'organizations.step_closed': { status: 409, zh: '“{step}”已办结，无需重复', en: '“{step}” is closed already' },
  'organizations.papers_missing': {
    status: 409,
    zh: '还缺：{missing}，补齐后再定为规范',
    en: 'Missing: {missing}; add these before marking it standardised',
  },
  'organizations.direction_missing': {
    status: 422,
    zh: '请填写服务方向和服务内容',
    en: 'State the service direction and content',
  },
  'organizations.joint_league_unnamed': {
    status: 422,
    zh: '请写联合团组织的名称，以及和哪些组织一起',
    en: 'Name the joint league organisation and who shares it',
  },
  'organizations.registry_number_length': {
    status: 422,
    zh: '登记证号是 18 位统一社会信用代码；旧证请照证书写全，如“社证字第010203号”',
    en: 'The number is the 18-character unified social credit code; from an old certificate give all of it, such as 社证字第010203号',
  },
  'organizations.registry_number_check': {
    status: 422,
    zh: '统一社会信用代码的校验位对不上，请照证书核对这 18 位',
    en: 'The check character of the unified social credit code does not fit; compare the 18 characters with the certificate',
  },
  'organizations.registry_number_office': {
    status: 422,
    zh: '民政登记的代码以 51（社会团体）、52（民办非企业单位）或 53（基金会）开头，请核对',
    en: 'A code of the civil affairs register begins with 51, 52 or 53; compare it with the certificate',
  },
  'organizations.own_league_refused': {
    status: 409,
    zh: '团员 {members} 人，不足 3 人，请加入联合团组织',
    en: 'With {members} league members, fewer than 3, join a joint league organisation',
  },
  'organizations.league_not_due': {
    status: 409,
    zh: '未在民政登记或没有团员，暂无建团要求',
    en: 'Not registered with civil affairs, or no league member: no duty to found one',
  },
  'organizations.not_own_county': {
    status: 403,
    zh: '这一栏由本县团委填写，您可以查看和提出要求',
    en: 'The county committee fills this in; you may read it and instruct',
  },
  'organizations.superior_only': {
    status: 403,
    zh: '这一项由上级团委记录，您可以向上级提出',
    en: 'A superior committee records this; you may ask it to',
  },
  'organizations.watcher_level': {
    status: 422,
    zh: '划片和盯县由市级团委安排，请选择本市的县',
    en: 'Areas and watchers are set by the city committee for its own counties',
  },
  'organizations.book_locked': {
    status: 409,
    zh: '“{issuer}”已锁定这类规则，请按上级规则执行',
    en: '“{issuer}” has locked this kind of rules; the superior’s book applies',
  },
  'organizations.book_faulty': {
    status: 422,
    zh: '规则内容前后矛盾，请检查：{fields}',
    en: 'The book contradicts itself; check: {fields}',
  },
  'organizations.book_hidden': {
    status: 409,
    zh: '已有一版从 {day} 起执行，会被盖住；请把最后一天定在它之前，或等它生效后再修订',
    en: 'A version already begins on {day} and would be hidden; end this one before that day, or revise once that one is in force',
  },
  'organizations.book_far': {
    status: 422,
    zh: '生效日要在今天前后一年以内，请重选',
    en: 'The first day must lie within a year of today; choose again',
  },
  'organizations.book_days': {
    status: 422,
    zh: '最后一天要在第一天和今天之后，请重选',
    en: 'The last day must follow the first day and today; choose again',
  },
  'organizations.book_waiting': {
    status: 409,
    zh: '这类规则已有一份在等审批，请先办理那一份',
    en: 'A proposal for this kind is already waiting; decide that one first',
  },
  'organizations.book_reason_missing': {
    status: 422,
    zh: '放宽或早于今天生效的规则要上级同意，请写明理由',
    en: 'A looser book, or one that begins before today, is decided by the level above; give the reason',
  },
  'organizations.book_closed': {
    status: 409,
    zh: '这份规则已经处理过，请刷新看结果',
    en: 'This proposal has been decided already; reload to see it',
  },
  'organizations.book_own': {
    status: 403,
    zh: '自己提出的规则要由别人审批，请等另一位',
    en: 'Somebody else decides the rules you proposed; wait for them',
  },
  'organizations.book_not_own': {
    status: 403,
    zh: '只有提出的人可以撤回；不同意请点“不同意”',
    en: 'Only its proposer takes it back; refuse it if you disagree',
  },
  'organizations.book_approved_already': {
    status: 409,
    zh: '您已同意过，还要另一位同意',
    en: 'You have agreed already; another person must agree too',
  },
  'organizations.already_there': { status: 409, zh: '“{name}”已经在内，无需重复', en: '“{name}” is in already' },
  'organizations.minutes_missing': {
    status: 422,
    zh: '请选一份类别为“会议记录”的文件，再登记为已开',
    en: 'Choose a document kept as minutes before recording the meeting as held',
  },
  'organizations.answer_missing': {
    status: 422,
    zh: '还有 {count} 个问题没答，从“{question}”开始补上；没有就写“无”',
    en: '{count} questions have no answer, the first is “{question}”; write “none” if there is nothing',
  },
  'organizations.question_twice': {
    status: 422,
    zh: '有两个问题一样，请改写或删掉一个',
    en: 'Two questions are the same; change or remove one',
  },
  'organizations.due_past': {
    status: 422,
    zh: '答复期限最早是今天（{today}）',
    en: 'The deadline is today ({today}) at the earliest',
  },
  'organizations.attribute_in_force': {
    status: 409,
    zh: '这一条已经生效，不能收回，请用“结束”',
    en: 'This value is in force and cannot be taken back; end it instead',
  },
  'organizations.evidence_missing': {
    status: 422,
    zh: '请选一份类别为“证明”的文件，再销号',
    en: 'Choose a document kept as proof before closing the correction',
  },
  'organizations.mechanism_without_role': {
    status: 409,
    zh: '“{unit}”还没有机制角色，请先在资料里填“机制角色”',
    en: '“{unit}” has no role in the mechanism yet; record its role first',
  },
  'organizations.mechanism_other_role': {
    status: 403,
    zh: '“{unit}”在机制里是“{role}”，可以{may}；{action}由别的单位来做',
    en: '“{unit}” {role} and may {may}; to {action} is for another unit',
  },
  'organizations.mechanism_not_urged': {
    status: 422,
    zh: '“{unit}”不在报送进展的单位里，请从本机制要报送的单位里选',
    en: '“{unit}” does not report in this mechanism; choose one of its units that does',
  },
  'organizations.mechanism_own_plan': {
    status: 403,
    zh: '自己写的计划由别人审定，请等另一位',
    en: 'Somebody else approves the plan you wrote; wait for them',
  },
  'organizations.mechanism_plan_approved': {
    status: 409,
    zh: '这份计划已经审定，请刷新看结果',
    en: 'This plan has been approved already; reload to see it',
  },
  'organizations.not_an_association': {
    status: 422,
    zh: '请选择三种组织形式之一：志愿者联合会、义工联、青年志愿者协会',
    en: 'Choose one of three forms: federation, volunteer association, youth volunteer association',
  },
} as const satisfies ProblemTable;
