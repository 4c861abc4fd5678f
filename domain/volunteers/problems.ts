import type { ProblemTable } from '../problem-words.ts';

export const volunteersProblems = {
  'volunteers.document_missing': {
    status: 422,
    zh: '证件号空着，请填上',
    en: 'The document number is empty; fill it in',
  },
  'volunteers.document_as_number': {
    status: 422,
    zh: '证件号被表格存成了数字，末几位已经丢失；请把这一列设为文本，再按证件重新填写',
    en: 'The sheet stored this document number as a number and lost its last digits; format the column as text and type it again from the document',
  },
  'volunteers.document_length': {
    status: 422,
    zh: '身份证号应是 18 位，这里有 {length} 位，请核对',
    en: 'An ID number has 18 characters, this one has {length}; check it',
  },
  'volunteers.document_old': {
    status: 422,
    zh: '这是 15 位旧证件号，请填现在的 18 位号',
    en: 'This is an old 15-digit number; give the 18-character one',
  },
  'volunteers.document_character': {
    status: 422,
    zh: '证件号第 {position} 位“{character}”不该出现在这里，请核对',
    en: 'Character {position} of the number, “{character}”, does not belong there; check it',
  },
  'volunteers.document_region': {
    status: 422,
    zh: '证件号前两位“{region}”不是省级地区代码，请核对',
    en: 'The number begins with “{region}”, which is no province code; check it',
  },
  'volunteers.document_birth_date': {
    status: 422,
    zh: '证件号里的出生日期 {date} 不存在，请核对第 7 到 14 位',
    en: 'The birth date {date} inside the number does not exist; check characters 7 to 14',
  },
  'volunteers.document_check': {
    status: 422,
    zh: '证件号第 18 位对不上，请核对',
    en: 'The 18th character of the number does not fit the others; check it',
  },
  'volunteers.document_form': {
    status: 422,
    zh: '{type}号码的样子应像 {example}，请核对',
    en: 'A number of this document ({type_en}) looks like {example}; check it',
  },
  'volunteers.document_type': {
    status: 422,
    zh: '认不出证件类型“{type}”，请从下拉里选一个',
    en: 'Document type “{type}” is unknown; choose one from the list',
  },
  'volunteers.document_type_mismatch': {
    status: 422,
    zh: '这个号码是{found}，不是{type}，请改证件类型或核对号码',
    en: 'This number is of another type ({found_en}, not {type_en}); change the type or check the number',
  },
  'volunteers.birth_date_missing': {
    status: 422,
    zh: '这种证件号里没有出生日期，请另填出生日期',
    en: 'This document number holds no birth date; give the birth date as well',
  },
  'volunteers.birth_date_unreal': {
    status: 422,
    zh: '出生日期“{date}”不存在或晚于今天，请核对',
    en: 'Birth date “{date}” does not exist or lies in the future; check it',
  },
  'volunteers.birth_date_mismatch': {
    status: 422,
    zh: '出生日期与证件号里的 {date} 不一致，请核对',
    en: 'The birth date differs from {date} in the document number; check them',
  },
  'volunteers.name_missing': {
    status: 422,
    zh: '姓名空着，请填证件上的姓名',
    en: 'The name is empty; give the name on the document',
  },
  'volunteers.name_character': {
    status: 422,
    zh: '姓名里有“{character}”，请按证件上的姓名填写',
    en: 'The name holds “{character}”; write it as on the document',
  },
  'volunteers.name_length': {
    status: 422,
    zh: '姓名应是 2 到 50 个字，这里有 {length} 个，请核对',
    en: 'A name has 2 to 50 characters, this one has {length}; check it',
  },
  'volunteers.phone_missing': { status: 422, zh: '手机号空着，请填上', en: 'The phone number is empty; fill it in' },
  'volunteers.phone_length': {
    status: 422,
    zh: '手机号应是 11 位，这里有 {length} 位，请核对',
    en: 'A mobile number has 11 digits, this one has {length}; check it',
  },
  'volunteers.phone_form': {
    status: 422,
    zh: '“{phone}”不像手机号，请填以 1 开头的 11 位号码',
    en: '“{phone}” is no mobile number; give the 11 digits that begin with 1',
  },
  'volunteers.phone_landline': {
    status: 422,
    zh: '“{phone}”像是座机，请填手机号',
    en: '“{phone}” looks like a landline; give a mobile number',
  },
  'volunteers.too_young': {
    status: 422,
    zh: '这里的志愿者要年满 {age} 周岁，{date} 起可以注册',
    en: 'Volunteers here are at least {age}; registration is possible from {date}',
  },
  'volunteers.consent_guardian_missing': {
    status: 422,
    zh: '还差家长（监护人）同意，请让家长用自己的手机确认',
    en: 'The guardian’s consent is missing; let the guardian confirm from an own phone',
  },
  'volunteers.consent_teacher_missing': {
    status: 422,
    zh: '中小学生还差老师同意，请联系带队老师确认',
    en: 'A pupil also needs the teacher’s consent; ask the teacher to confirm',
  },
  'volunteers.consent_guardian_and_teacher_missing': {
    status: 422,
    zh: '中小学生要家长和老师都同意，现在两样都还没有',
    en: 'A pupil needs the consent of parent and teacher; both are missing',
  },
  'volunteers.number_unknown': {
    status: 422,
    zh: '志愿者编号“{number}”对不上，请核对',
    en: 'Volunteer number “{number}” does not add up; check it',
  },
  'volunteers.row_duplicate_document': {
    status: 422,
    zh: '与本表第 {row} 行是同一证件号，只收第 {row} 行',
    en: 'Same document number as row {row} of this file; only row {row} is taken',
  },
  'volunteers.row_duplicate_other_name': {
    status: 422,
    zh: '与本表第 {row} 行同一证件号却不同姓名，请核对',
    en: 'Same document number as row {row} under another name; check them',
  },
  'volunteers.row_shared_phone': {
    status: 422,
    zh: '手机号与本表第 {row} 行相同；照收，如不是一家人请核对',
    en: 'Same phone number as row {row}; taken, but check it unless they are one family',
  },
  'volunteers.row_child': {
    status: 422,
    zh: '未满 14 周岁，要家长先同意才能存；请让家长用自己的手机替孩子注册',
    en: 'Under 14: nothing is stored before the guardian agrees; let the guardian register the child from an own phone',
  },
  'volunteers.sex_mismatch': {
    status: 422,
    zh: '性别与证件号不一致，请核对',
    en: 'The sex differs from the document number; check them',
  },
  'volunteers.organization_unknown': {
    status: 422,
    zh: '没有找到组织“{name}”，请照组织树里的名称填写',
    en: 'Organisation “{name}” was not found; write it as in the organisation tree',
  },
  'volunteers.guardian_first': {
    status: 422,
    zh: '未满 14 周岁，要家长先同意才能存任何资料；请填家长的手机号，由家长替孩子注册',
    en: 'Under 14 nothing is stored before the guardian agrees; give the guardian’s phone, and the guardian registers the child',
  },
  'volunteers.terms_changed': {
    status: 409,
    zh: '权利和义务有了新版本，请看过再确认',
    en: 'Rights and duties have a new version; read it and confirm again',
  },
  'volunteers.already_registered': {
    status: 409,
    zh: '您已经是注册志愿者，直接登录就好',
    en: 'You are a registered volunteer already; just sign in',
  },
  'volunteers.document_of_another': {
    status: 409,
    zh: '这个证件号已登记在另一个姓名下，请核对；没有填错就请联系组织',
    en: 'This document is registered under another name; check it, or ask the organisation if it is right',
  },
  'volunteers.not_registered': {
    status: 404,
    zh: '您还没有注册为志愿者，先注册再来',
    en: 'You are not a registered volunteer yet; register first',
  },
  'volunteers.registration_cancelled': {
    status: 409,
    zh: '注册已注销，服务时数仍在；想再来请重新注册',
    en: 'The registration was cancelled, the hours remain; register again to come back',
  },
  'volunteers.guardian_request_over': {
    status: 409,
    zh: '这个请求已处理或已过期，请孩子再发一次',
    en: 'This request was answered or has expired; ask for a new one',
  },
  'volunteers.guardian_is_child': {
    status: 422,
    zh: '不能替自己同意，请家长用自己的手机确认',
    en: 'Nobody agrees for themselves; let the guardian confirm from an own phone',
  },
  'volunteers.guardian_is_minor': {
    status: 422,
    zh: '监护人要年满 18 周岁，请换一位家长确认',
    en: 'A guardian is an adult; let another one confirm',
  },
  'volunteers.guardian_own_phone': {
    status: 422,
    zh: '这是您自己的手机号，请填家长（老师）的',
    en: 'This is your own number; give the guardian’s or teacher’s',
  },
  'volunteers.guardian_same_phone': {
    status: 422,
    zh: '家长和老师要是两个人，各用自己的手机号；老师就是家长的，请另填一位老师或学校的号码',
    en: 'Parent and teacher are two people with a phone each; where the parent teaches the child, give another teacher’s or the school’s',
  },
  'volunteers.teacher_is_parent': {
    status: 409,
    zh: '您已是这个孩子的家长（监护人），老师要另一位：请孩子改填别的老师或学校的手机号',
    en: 'You are this child’s parent or guardian; another teacher or the school agrees as teacher',
  },
  'volunteers.parent_is_teacher': {
    status: 409,
    zh: '您已作为老师同意，家长要另一位：请孩子改填家长的手机号',
    en: 'You agreed as the teacher; a parent or guardian agrees as such',
  },
  'volunteers.guardian_same_name': {
    status: 409,
    zh: '家长和老师的姓名相同，要是两个人；确是同名的，请两位都先用身份证件注册，再来同意',
    en: 'Parent and teacher bear the same name and must be two people; if they are, both register with a document first',
  },
  'volunteers.guardian_asked_often': {
    status: 429,
    zh: '今天已向这个手机号发了 {limit} 次，请明天再试，或当面请家长登录确认',
    en: 'This phone was asked {limit} times today; try tomorrow, or ask the guardian to sign in',
  },
  'volunteers.guardian_phone_missing': {
    status: 422,
    zh: '未满 18 周岁或中小学生，请填家长的手机号',
    en: 'Give the guardian’s phone: it is needed under 18 and for pupils',
  },
  'volunteers.teacher_phone_missing': {
    status: 422,
    zh: '中小学生请填带队老师的手机号',
    en: 'A pupil gives the teacher’s phone',
  },
  'volunteers.organization_ambiguous': {
    status: 422,
    zh: '“{name}”不止一个，请写全称，或分开导入',
    en: 'There is more than one “{name}”; write the full name, or import each team apart',
  },
  'volunteers.row_known_other_name': {
    status: 422,
    zh: '证件号已登记在另一个姓名下，请按证件核对',
    en: 'The document is registered under another name; check it against the document',
  },
  'volunteers.row_withdrawn': {
    status: 422,
    zh: '本人已注销注册，不能代为恢复，请本人重新注册',
    en: 'This person cancelled the registration; only the person can register again',
  },
  'volunteers.row_needs_guardian': {
    status: 422,
    zh: '未满 18 周岁，先收下；家长用自己的手机同意后才能参加活动',
    en: 'Under 18: taken, but takes part only after the guardian agreed from an own phone',
  },
  'volunteers.import_changed': {
    status: 409,
    zh: '文件和预览时不一样，请重新预览',
    en: 'The file differs from the one previewed; preview it again',
  },
  'volunteers.import_has_problems': {
    status: 422,
    zh: '有 {count} 行有问题，没有导入任何一行；可以只导入好的行',
    en: '{count} rows have problems, and none was imported; you may import the good rows only',
  },
  'volunteers.import_nothing': {
    status: 422,
    zh: '没有可以导入的行，请下载问题表改好再传',
    en: 'No row can be imported; download the rows with problems, mend them and send them again',
  },
  'volunteers.import_undone': { status: 409, zh: '这次导入已经撤销过了', en: 'This import was undone already' },
  'volunteers.already_member': { status: 409, zh: '您已经是这支队的成员', en: 'You belong to this team already' },
  'volunteers.has_sign_ups': {
    status: 409,
    zh: '您还有 {count} 场报名没去，请先退出报名再注销',
    en: 'You have {count} sign-ups to come; withdraw from them first',
  },
  'volunteers.holds_office': {
    status: 409,
    zh: '您还担任“{role}”，请先让管理员收回权限，再删除',
    en: 'You still hold the role “{role}”; have it ended first',
  },
  'volunteers.consent_kept': {
    status: 409,
    zh: '这一项是参加志愿服务的前提，不能单独撤回；可以注销注册',
    en: 'This one is a condition of volunteering and is not withdrawn alone; the registration can be cancelled',
  },
  'volunteers.card_form': {
    status: 422,
    zh: '卡号应是 6 到 20 位数字或字母，请照卡面填写',
    en: 'A card number has 6 to 20 digits or letters; write it as on the card',
  },
  'volunteers.card_taken': {
    status: 409,
    zh: '这张卡已绑定另一位志愿者，请核对卡号；卡是您的就请联系组织',
    en: 'This card is linked to another volunteer; check it, or ask the organisation if it is yours',
  },
  'volunteers.merge_decided': { status: 409, zh: '这个合并请求已有结果', en: 'This request was decided already' },
  'volunteers.own_label': { status: 403, zh: '自己的标识要由别人确认', en: 'Somebody else confirms your own label' },
  'volunteers.own_matter': { status: 403, zh: '自己反映的事要由别人答复', en: 'Somebody else answers your own matter' },
  'volunteers.matter_addressee': {
    status: 422,
    zh: '请从名单里选：您的队伍、参加过的队伍，或它们的上级',
    en: 'Choose from the list: your teams, those you served with, or a body above them',
  },
  'volunteers.matter_about': {
    status: 422,
    zh: '反映的队伍要在您选的组织下面；向队伍自己提的不用选',
    en: 'The team it is about lies below the body that you ask; leave it out when you ask the team itself',
  },
  'volunteers.matter_closed': { status: 409, zh: '这件事已经了结', en: 'This matter is closed' },
  'volunteers.own_merge': {
    status: 403,
    zh: '涉及自己的合并要由别人决定',
    en: 'Somebody else decides a merge that concerns you',
  },
  'volunteers.merge_second_person': {
    status: 403,
    zh: '合并由提出的人以外的另一位同事决定，请他在“合并请求”里处理',
    en: 'Another colleague than the one who asked decides the merge; it waits under Merge requests',
  },
  'volunteers.merge_two_documents': {
    status: 409,
    zh: '两份注册的证件号都核对过，号码不同，是两个人，不能合并；有一份填错了，请先按证件更正',
    en: 'Both registrations hold checked document numbers that differ: these are two people, and are not merged. If one number is wrong, correct it by the document first',
  },
  'volunteers.merge_waits_already': {
    status: 409,
    zh: '其中一份注册已有一项合并在等生效，等它有了结果再办',
    en: 'A merge of one of these registrations waits to take effect; act again after it',
  },
  'volunteers.merge_side_gone': {
    status: 409,
    zh: '其中一份注册已注销、删除或并入别的注册，请按现在的注册重新提出',
    en: 'One of the registrations was cancelled, deleted or merged meanwhile; ask anew with those that stand',
  },
  'volunteers.merge_sign_ups': {
    status: 409,
    zh: '要并入的一份还有 {count} 场报名没去，请先退出这些报名，再合并',
    en: 'The registration to be merged has {count} sign-ups to come; withdraw from them first',
  },
  'volunteers.merge_overlap': {
    status: 409,
    zh: '两份注册有 {count} 处服务时间重叠，同一人不能同时服务两处：先在服务记录里剔除不实的一条，再合并',
    en: 'Services of the two overlap in {count} cases, and nobody serves in two places at once: strike the untrue record first, then merge',
  },
  'volunteers.merge_not_agreed': {
    status: 409,
    zh: '还有一方没有回复，等双方都同意再合并',
    en: 'One side has not answered; both agree before a merge',
  },
  'volunteers.recovery_own': {
    status: 403,
    zh: '自己的手机号在“我的 → 手机号”换；用不了旧号码，请另外两位同事办',
    en: 'Change your own phone under Me; without the old number two other colleagues do it',
  },
  'volunteers.recovery_second_person': {
    status: 403,
    zh: '换手机号由提出的人以外的另一位同事同意，请他在“找回账号”里处理',
    en: 'Another colleague than the one who proposed agrees to the new phone; it waits under Lost phones',
  },
  'volunteers.recovery_document': {
    status: 422,
    zh: '证件号和登记的对不上，请照证件再核对一遍；换过证件的，不填号码，只选看的是哪种证件',
    en: 'The number does not match the registered one; check it against the document. If the document is a new one, leave the number out and say which kind you saw',
  },
  'volunteers.recovery_child': {
    status: 409,
    zh: '未满 14 周岁的孩子没有自己的登录，由监护人用监护人的手机办',
    en: 'A child under 14 has no sign-in of its own; the guardian acts from the guardian’s phone',
  },
  'volunteers.recovery_staff': {
    status: 403,
    zh: '这个人有工作权限，换手机号要由能授予这些权限的管理员来办',
    en: 'This person holds roles: an administrator who may grant them changes the phone',
  },
  'volunteers.recovery_waits_already': {
    status: 409,
    zh: '这个人已有一个换手机号的申请还没办完，请先在“找回账号”里处理',
    en: 'A new phone for this person waits already; decide that one first under Lost phones',
  },
  'volunteers.recovery_decided': {
    status: 409,
    zh: '这个换手机号的申请已有结果',
    en: 'This new phone was decided already',
  },
  'volunteers.objection_over': {
    status: 409,
    zh: '这个链接已用过，或换手机号的事已经办完；不是您本人办的，请马上联系所在组织',
    en: 'This link was used, or the matter is closed; if you did not ask for it, call your organisation at once',
  },
  'volunteers.minor_access_needed': {
    status: 403,
    zh: '这是未成年人，先申请查看，由另一人批准',
    en: 'This is a minor: ask for access first, another person approves',
  },
  'volunteers.not_a_minor': {
    status: 409,
    zh: '已年满 18 周岁，写明理由就能查看',
    en: 'This person is 18 or older: give a reason and look',
  },
  'volunteers.minor_access_asked': {
    status: 409,
    zh: '您已申请过，等批准',
    en: 'You asked already; wait for the decision',
  },
  'volunteers.access_decided': { status: 409, zh: '这个申请已有结果', en: 'This request was decided already' },
  'volunteers.own_access': { status: 403, zh: '自己的申请要由别人批准', en: 'Somebody else decides your own request' },
  'volunteers.own_honour': { status: 403, zh: '自己的荣誉要由别人登记', en: 'Somebody else records your own honour' },
  'volunteers.honour_issuer': {
    status: 422,
    zh: '请选颁发单位；平台里没有的，写它的名称，两样填一样',
    en: 'Choose the issuer, or write its name where it is not on the platform: one of the two',
  },
  'volunteers.honour_decided': {
    status: 409,
    zh: '这项荣誉已经核实过，请刷新看结果',
    en: 'This honour was decided already; reload to see it',
  },
  'volunteers.honour_in_future': {
    status: 422,
    zh: '颁发日期不能晚于今天',
    en: 'The day of issue is not in the future',
  },
  'volunteers.cover_dates': {
    status: 422,
    zh: '保险止期不能早于起期',
    en: 'The cover ends on or after the day it begins',
  },
  'volunteers.campaign_exists': {
    status: 409,
    zh: '本组织已有招募活动“{name}”，换个名称，如加上年份',
    en: 'Your organisation has a campaign “{name}” already; choose another name, for example with the year',
  },
  'volunteers.card_code': {
    status: 422,
    zh: '卡上的码已过期或认不出，请志愿者刷新后再扫',
    en: 'The code on the card is old or unknown; let the volunteer refresh it and scan again',
  },
} as const satisfies ProblemTable;
