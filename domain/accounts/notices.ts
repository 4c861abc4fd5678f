import { ownDesk, ownPhone } from '../paths.ts';
import { volunteersDesk } from '../volunteers/paths.ts';
import { accountsDesk } from './paths.ts';
import type { NoticeTable } from '../notice.ts';

export const accountsNotices = {
  'accounts.granted': {
    zh: '您获得了“{role}”权限',
    en: 'You were given the role “{role}”',
    params: { role: 'text' },
    to: 'either',
    desk: ownDesk.home(),
    phone: ownPhone.security(),
  },
  'accounts.volunteer_link_opened': {
    zh: '您给{name}（{organization}）的登录链接已被打开；不是本人打开的，请马上告诉本人和平台管理员',
    en: 'The sign-in link you gave {name} ({organization}) was opened; if somebody else did, tell the person and the administrator at once',
    params: { name: 'text', organization: 'text' },
    to: 'staff',
    desk: volunteersDesk.volunteer.about('id'),
  },
  'accounts.link_opened': {
    zh: '{name}（{organization}，{role}）的登录链接已被打开；不是本人打开的，请马上收回权限',
    en: 'The sign-in link of {name} ({organization}, {role}) was opened; if somebody else did, end the grant at once',
    params: { name: 'text', organization: 'text', role: 'text' },
    to: 'staff',
    desk: accountsDesk.roles(),
  },
  'accounts.grant_waits': {
    zh: '“{organization}”授予了“{role}”，里面有审核权限，要等另一位管理员同意才生效',
    en: '“{organization}” granted “{role}”, which can approve: it counts after a second administrator’s yes',
    params: { organization: 'text', role: 'text' },
    to: 'staff',
    desk: accountsDesk.roles({ part: 'waiting' }),
  },
  'accounts.grant_confirmed': {
    zh: '“{role}”的审核权限已有第二位管理员同意，可以用了',
    en: 'A second administrator agreed: the approving part of “{role}” counts now',
    params: { role: 'text' },
    to: 'either',
    desk: ownDesk.home(),
    phone: ownPhone.me(),
  },
  'accounts.grant_ended': {
    zh: '您的“{role}”权限已收回',
    en: 'Your role “{role}” has ended',
    params: { role: 'text' },
    to: 'either',
    desk: ownDesk.home(),
    phone: ownPhone.me(),
  },
  'accounts.roles_gained': {
    zh: '新版本带来权限：{permissions}。现成的角色里已经加好；自己设的和改过的角色没有动，需要的请自己加',
    en: 'The new version brings permissions: {permissions_en}. The ready-made roles have them; roles of your own, or changed, do not: add them where wanted',
    params: { permissions: 'text', permissions_en: 'text' },
    to: 'staff',
    desk: accountsDesk.roles(),
  },
  'accounts.unproven_device': {
    zh: '有人用验证码在新设备上登录：{device}，还没证明是您。是您，就在“登录与安全”点“是我”；不是，请尽快换手机号',
    en: 'Somebody signed in by a code on a new device, {device}, and has not shown to be you. If it was you, say so under Sign-in and security; if not, change your phone number soon',
    params: { device: 'text' },
    to: 'person',
    phone: ownPhone.security(),
  },
  'accounts.phone_freed': {
    zh: '现在用您旧手机号的人说账号不是他的：旧号码已解绑，请带证件请组织帮您绑定新手机号',
    en: 'Whoever holds your old number says that the account is not theirs: the number is released. Ask your organisation, with your document, to bind a new one',
    params: {},
    to: 'person',
    phone: ownPhone.phoneNumber(),
  },
  'accounts.new_device': {
    zh: '您的账号在新设备上登录：{device}',
    en: 'Your account signed in on another device: {device}',
    params: { device: 'text' },
    to: 'person',
    phone: ownPhone.security(),
  },
  'accounts.phone_changed': {
    zh: '登录手机号已换成 {phone}，别的设备已退出。不是您？请马上找组织帮您找回账号',
    en: 'Your sign-in phone is now {phone}, and other devices were signed out. If that was not you, ask your organisation for help at once',
    params: { phone: 'text' },
    to: 'person',
    phone: ownPhone.security(),
  },
  'accounts.password_set': {
    zh: '密码已换，别的设备已退出；操作的设备是 {device}。不是您？请马上用验证码登录，再换密码',
    en: 'Your password was set on {device}, and other devices were signed out. If that was not you, sign in by code now and change it',
    params: { device: 'text' },
    to: 'person',
    phone: ownPhone.security(),
  },
} as const satisfies NoticeTable;
