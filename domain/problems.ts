import type { ProblemTable } from './problem-words.ts';

export const coreProblems = {
  'core.invalid_input': {
    status: 400,
    zh: '有几处需要改一下，改好再提交',
    en: 'Some fields need attention; correct them and send again',
  },
  'core.unknown_field': {
    status: 422,
    zh: '这里不收“{field}”这一项，请去掉再发；要办的是别的事，请看接口文档',
    en: 'There is no field “{field}” here; leave it out, or see the description of the interfaces for what you want to do',
  },
  'core.missing_request_key': {
    status: 400,
    zh: '缺少请求编号（Idempotency-Key），请带上后再发',
    en: 'The request key (Idempotency-Key header) is missing; send it again with one',
  },
  'core.request_key_reused': {
    status: 409,
    zh: '这个请求编号已用于另一份内容，请换一个新编号',
    en: 'This request key was used with another body; use a new key',
  },
  'core.other_person': {
    status: 409,
    zh: '这是另一位在这台设备上存下的，请本人登录后再传',
    en: 'Another person kept this on the device; it is sent once that person signs in',
  },
  'core.signed_out': { status: 401, zh: '您还没有登录，请先登录', en: 'You are signed out; sign in first' },
  'core.session_expired': {
    status: 401,
    zh: '登录已到时间，请重新登录',
    en: 'Your session has run out; sign in again',
  },
  'core.forbidden': {
    status: 403,
    zh: '这件事需要“{permission}”权限，可以向管理员申请',
    en: 'This needs the permission “{permission}”; ask your administrator',
  },
  'core.two_people': {
    status: 403,
    zh: '您和提出的人之间有授权关系（一方的权限由另一方授予），不能算两个人；请换一位没有这层关系的同事来办',
    en: 'One of you two was given a role by the other, so you do not count as two people; let a colleague outside that line decide',
  },
  'core.not_found': {
    status: 404,
    zh: '没有找到，可能已移走或您看不了',
    en: 'Not found: it may have moved, or you may not see it',
  },
  'core.too_many_requests': {
    status: 429,
    zh: '操作太快了，请 {seconds} 秒后再试',
    en: 'Too many requests; try again in {seconds} seconds',
  },
  'core.cross_site': {
    status: 403,
    zh: '请求来自别的网站，已拦下；请从本页面操作',
    en: 'The request came from another site and was stopped; use this page',
  },
  'core.conflict': {
    status: 409,
    zh: '内容刚被别人改过，请刷新后再做',
    en: 'Somebody changed this just now; reload and try again',
  },
  'core.too_large': { status: 413, zh: '文件或内容太大，最多 {limit}', en: 'Too large; the limit is {limit}' },
  'core.character_unprintable': {
    status: 422,
    zh: '“{character}”（{code}）这个字印不出来，没有开；请管理员把有这个字的字体放进 FONT_DIRECTORY 指的目录，再来一次',
    en: '“{character}” ({code}) cannot be printed, so nothing was issued; ask the administrator to put a font with it into the directory named by FONT_DIRECTORY, then try again',
  },
  'core.busy': {
    status: 503,
    zh: '系统忙，您填的还在，请稍后再试',
    en: 'The system is busy; nothing is lost, try again shortly',
  },
  'core.unexpected': {
    status: 500,
    zh: '没有完成，您填的还在；再试一次，仍不行请报编号 {request_id}',
    en: 'Not done; nothing is lost. Try again, or report number {request_id}',
  },
} as const satisfies ProblemTable;
