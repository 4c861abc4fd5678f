import type { ProblemTable } from '../problem-words.ts';

export const accountsProblems = {
  'accounts.too_many_views': {
    status: 409,
    zh: '一个列表最多存 {most} 个视图，请先删去不用的',
    en: 'A list keeps at most {most} views; give up one that you do not use',
  },
  'accounts.wrong_sign_in': {
    status: 401,
    zh: '手机号或密码对不上，请核对；也可以用验证码登录',
    en: 'Phone and password do not match; check them, or sign in by code',
  },
  'accounts.wrong_code': {
    status: 401,
    zh: '验证码对不上，请核对，还可试 {left} 次',
    en: 'The code does not match; check it, {left} tries left',
  },
  'accounts.code_expired': {
    status: 409,
    zh: '验证码已过期，请重新获取',
    en: 'The code has expired; ask for a new one',
  },
  'accounts.code_not_here': {
    status: 409,
    zh: '这个浏览器没有要过验证码，请在这里重新获取，再输新的',
    en: 'No code was asked for in this browser; ask for one here and enter the new one',
  },
  'accounts.code_too_soon': {
    status: 429,
    zh: '验证码刚发过，请 {seconds} 秒后再要',
    en: 'A code was just sent; ask again in {seconds} seconds',
  },
  'accounts.locked': {
    status: 429,
    zh: '试错太多次，请 {minutes} 分钟后再登录，或用验证码登录',
    en: 'Too many wrong tries; sign in again in {minutes} minutes, or by code',
  },
  'accounts.phone_wrong': {
    status: 422,
    zh: '手机号要 11 位、1 开头，请核对',
    en: 'A phone number has 11 digits and begins with 1; check it',
  },
  'accounts.phone_taken': {
    status: 409,
    zh: '这个手机号已绑定别的账号，请换一个或登录那个账号',
    en: 'Another account uses this phone; choose another, or sign in there',
  },
  'accounts.phone_same': {
    status: 422,
    zh: '这就是您现在的登录手机号，请填新的',
    en: 'This is your sign-in phone already; enter the new one',
  },
  'accounts.prove_for_phone': {
    status: 403,
    zh: '登录有一会儿了：请输现在的密码，或旧手机号收到的验证码，再换手机号',
    en: 'You signed in a while ago: give your password, or a code sent to the old phone, to change it',
  },
  'accounts.no_phone': {
    status: 409,
    zh: '账号没有登录手机号，收不到验证码，请用密码',
    en: 'The account has no phone to send a code to; use the password',
  },
  'accounts.wrong_password': {
    status: 401,
    zh: '密码对不上，请核对；也可以用旧手机号的验证码',
    en: 'The password does not match; check it, or use a code to the old phone',
  },
  'accounts.show_owner': {
    status: 403,
    zh: '这台设备上只用过验证码登录：先证明是您本人，再看完整资料、办这件事',
    en: 'Only a code was given on this device: show that it is you before full data are opened or this is done',
  },
  'accounts.owner_wrong': {
    status: 401,
    zh: '对不上，请核对后再试；不是您的账号，请点“这不是我的账号”',
    en: 'It does not match; check it and try again. If the account is not yours, say so',
  },
  'accounts.owner_shown': { status: 409, zh: '已经证明是本人，不用再办', en: 'You have shown already that it is you' },
  'accounts.owner_tries': {
    status: 429,
    zh: '一天最多试 {tries} 次，请明天再试，或带证件请组织帮您',
    en: 'At most {tries} tries a day; try tomorrow, or ask your organisation with your document',
  },
  'accounts.password_short': {
    status: 422,
    zh: '密码至少 {least} 位，再长一点',
    en: 'A password has at least {least} characters; make it longer',
  },
  'accounts.password_common': {
    status: 422,
    zh: '这个密码容易猜到（常见的词、平台的名字、连号、日期或手机号），请换一个',
    en: 'This password is easy to guess (a common word, the platform’s name, a run of keys, a date or a phone number); choose another',
  },
  'accounts.password_personal': {
    status: 422,
    zh: '密码里不要放手机号或姓名，请换一个',
    en: 'Keep your phone number and name out of the password',
  },
  'accounts.totp_needed': {
    status: 401,
    zh: '请输入验证器上的 6 位动态码',
    en: 'Enter the 6 digits from your authenticator',
  },
  'accounts.totp_wrong': {
    status: 401,
    zh: '动态码对不上，请等下一个再试；总不对，请把手机时间设为自动',
    en: 'The digits do not match; wait for the next ones. If they never match, let your phone set its time by itself',
  },
  'accounts.totp_used': {
    status: 409,
    zh: '这个动态码已用过，请等下一个',
    en: 'These digits were used already; wait for the next ones',
  },
  'accounts.totp_not_started': {
    status: 409,
    zh: '请先扫码添加验证器，再确认',
    en: 'Add the authenticator first, then confirm',
  },
  'accounts.sign_in_again': {
    status: 403,
    zh: '为了安全，请退出后重新登录，并在 {minutes} 分钟内办理',
    en: 'For safety, sign out and in again, and do this within {minutes} minutes',
  },
  'accounts.prove_by_code': {
    status: 403,
    zh: '忘了密码，请退出后用手机验证码登录，并在 {minutes} 分钟内设新密码',
    en: 'Password forgotten? Sign out, sign in by a code to your phone, and set a new one within {minutes} minutes',
  },
  'accounts.role_beyond_own': {
    status: 403,
    zh: '您自己没有“{permission}”，不能授给别人',
    en: 'You do not hold “{permission}” yourself, so you cannot grant it',
  },
  'accounts.role_outside': {
    status: 403,
    zh: '您只能在自己管理的组织范围内授权',
    en: 'You may grant only within the organisations you manage',
  },
  'accounts.role_name_taken': {
    status: 409,
    zh: '已有同名角色“{name}”，请换个名称',
    en: 'A role “{name}” exists already; choose another name',
  },
  'accounts.role_empty': { status: 422, zh: '角色里至少要有一项权限', en: 'A role needs at least one permission' },
  'accounts.role_in_use': {
    status: 409,
    zh: '还有 {count} 人在用这个角色，请先收回',
    en: '{count} people hold this role; end their grants first',
  },
  'accounts.grant_dates': {
    status: 422,
    zh: '结束日期要在开始日期之后',
    en: 'The end date must not lie before the start',
  },
  'accounts.grant_past': {
    status: 422,
    zh: '授权最早从今天（{day}）起，请改开始日期',
    en: 'A grant begins today ({day}) at the earliest; change its first day',
  },
  'accounts.grant_ended': { status: 409, zh: '这项授权已经结束', en: 'This grant has ended already' },
  'accounts.link_over': {
    status: 409,
    zh: '这个链接已用过或已过期，请给您链接的人再发一个',
    en: 'This link was used or has expired; ask whoever gave it to you for another',
  },
  'accounts.signs_in_already': {
    status: 409,
    zh: '这个人已经登录过，不能再发登录链接；忘了密码请本人办理',
    en: 'This person signs in already, so no link is made; a forgotten password is replaced by the person',
  },
  'accounts.invite_registered': {
    status: 409,
    zh: '这个手机号是一位已登记证件的志愿者，登录链接会打开本人的资料，不能发；请本人用验证码登录',
    en: 'This phone is that of a volunteer with a registered document; a link would open those data, so the person signs in by code',
  },
  'accounts.sends_codes': {
    status: 409,
    zh: '这里能发短信：请本人用手机验证码登录，不用登录链接',
    en: 'Text messages go out here: the person signs in by a code, and needs no link',
  },
  'accounts.link_of_holder': {
    status: 409,
    zh: '这个人有工作权限，登录链接请在“权限”页里给',
    en: 'This person holds a role; the link is made on the page of roles',
  },
  'accounts.link_at_desk': {
    status: 409,
    zh: '只有到场登记的人能拿登录链接；单位导入的、自己注册的，请本人用验证码登录',
    en: 'A link is made for people registered at a desk; those imported or registered by themselves sign in by code',
  },
  'accounts.two_administrators': {
    status: 409,
    zh: '已有两位系统管理员，其余的由他们在“权限”页授予；要换人，先在页面上收回其中一位的权限',
    en: 'There are two administrators already, who grant the others on the page; to replace one, end that grant there first',
  },
  'accounts.grant_counts': {
    status: 409,
    zh: '这项授权不用再同意，已经生效',
    en: 'This grant waits for nobody; it counts already',
  },
  'accounts.second_administrator': {
    status: 403,
    zh: '能审核的权限要由授权人以外的另一位管理员同意',
    en: 'A role that can approve needs the yes of another administrator than the one who granted it',
  },
  'accounts.grant_self': {
    status: 403,
    zh: '不能给自己授权，请由另一位管理员办理；还没有的话，请运维在服务器上运行 npm run admin 设第二位',
    en: 'Nobody grants to themselves; ask another administrator. Where there is none yet, the operator names a second one by npm run admin',
  },
  'accounts.not_alone': {
    status: 409,
    zh: '只有运维设的管理员，在还没有人任职的地方，才能先自己任职；请另一位管理员授予您角色',
    en: 'Only an administrator whom the operator named may begin alone, and only where nobody works yet; ask another administrator for the role',
  },
  'accounts.works_here': {
    status: 409,
    zh: '您已经在这里任职，可以直接填写',
    en: 'You work here already; fill in the record',
  },
  'accounts.delegate_until': {
    status: 422,
    zh: '委托最晚到活动结束后 {days} 天',
    en: 'A delegation ends at most {days} days after the activity',
  },
  'accounts.no_sender': {
    status: 503,
    zh: '短信通道还没接好，请用密码登录或联系管理员',
    en: 'No text messages can be sent yet; sign in by password or ask the administrator',
  },
  'accounts.notice_stays': {
    status: 422,
    zh: '这种消息的这个渠道不能改：安全和本人权益的消息总会发，有的不发短信；请改别的',
    en: 'This way of this kind of message is not yours to change: what concerns security and your rights always comes, and some never goes by text message; change another',
  },
  'accounts.no_demonstration': {
    status: 404,
    zh: '这里没有演示账号，请用手机号登录',
    en: 'There are no demonstration people here; sign in with your phone',
  },
} as const satisfies ProblemTable;
