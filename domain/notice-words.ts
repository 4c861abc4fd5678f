/** The sentence of every message by its kind; `{name}` places are filled from the message's params. One line a kind. */
export const noticeWords = {
  'accounts.granted': { zh: '您获得了“{role}”权限', en: 'You were given the role “{role}”' },
  'accounts.grant_ended': { zh: '您的“{role}”权限已收回', en: 'Your role “{role}” has ended' },
  'accounts.new_device': { zh: '您的账号在新设备上登录：{device}', en: 'Your account signed in on another device: {device}' },
  'organizations.instructed': { zh: '上级对“{organization}”提出要求：{title}，{due} 前办理', en: 'Instruction for “{organization}”: {title}, due {due}' },
  'organizations.watcher': { zh: '您负责盯“{organization}”', en: 'You now watch “{organization}”' },
} as const satisfies Record<string, { zh: string; en: string }>;

export function noticeSentence(kind: string, params: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  const words = (noticeWords as Record<string, { zh: string; en: string } | undefined>)[kind];
  const sentence = words?.[language] ?? (language === 'zh' ? '您有一条新消息' : 'You have a new message');
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
