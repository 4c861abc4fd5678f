/**
 * Passwords that are tried first. A list of ten thousand would hold little else than these words with digits, signs or
 * their own repetition around them, runs on the keyboard, and numbers that stand on papers: so the pattern is refused
 * instead of each form. An operator may add a list of breached ones (PASSWORD_LIST).
 */
const words = new Set([
  // everywhere
  'password',
  'passwd',
  'passw0rd',
  'qwerty',
  'qwertyuiop',
  'asdfgh',
  'asdfghjkl',
  'zxcvbn',
  'zxcvbnm',
  'admin',
  'administrator',
  'root',
  'guest',
  'test',
  'tester',
  'user',
  'username',
  'login',
  'welcome',
  'letmein',
  'iloveyou',
  'ilove',
  'loveyou',
  'monkey',
  'dragon',
  'master',
  'superman',
  'batman',
  'football',
  'basketball',
  'baseball',
  'sunshine',
  'princess',
  'computer',
  'internet',
  'secret',
  'hello',
  'helloworld',
  'freedom',
  'whatever',
  'michael',
  'jordan',
  'changeme',
  'default',
  'temp',
  'temporary',
  'abc',
  'abcd',
  'abcde',
  'abcdef',
  'abcdefg',
  'abcdefgh',
  'aaa',
  'qaz',
  'qazwsx',
  'qwe',
  'qweasd',
  'asd',
  'zxc',
  // in Chinese letters
  'woaini',
  'woaiwojia',
  'aini',
  'wo',
  'ni',
  'woshi',
  'woshishui',
  'mima',
  'mimamima',
  'nihao',
  'nihaoma',
  'zhongguo',
  'woaizhongguo',
  'beijing',
  'shanghai',
  'guangdong',
  'guangzhou',
  'shenzhen',
  'tianya',
  'taobao',
  'weixin',
  'baidu',
  'wang',
  'zhang',
  'liu',
  'chen',
  'yang',
  'zhao',
  'huang',
  'zhou',
  'wangwei',
  'zhangwei',
  'liwei',
  'laopo',
  'laogong',
  'baobei',
  'baobao',
  'haha',
  'hehe',
  'xiaoxiao',
  'buzhidao',
  'zuichu',
  // of this place: the product, its parts and offices
  'qingzhi',
  'zhiyuan',
  'zhiyuanzhe',
  'zhiyuanfuwu',
  'volunteer',
  'volunteers',
  'tuanwei',
  'gongqingtuan',
  'qingnian',
  'xuehui',
  'zhitian',
  'tuanxian',
  'ganbu',
  'xianwei',
  'league',
  'youth',
  '密码',
  '志愿者',
  '志愿服务',
  '青志',
  '团委',
  '共青团',
  '我爱你',
  '我爱中国',
  '管理员',
]);
const rows = [
  '1234567890',
  '0987654321',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '!@#$%^&*()',
  '1q2w3e4r5t6y7u8i9o0p',
  '147258369',
  '159357',
];
const shapes: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'l',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

export function isWellKnown(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  return isRepetition(lower) || isNumberOfPapers(lower) || isRun(lower) || isDecoratedWord(lower);
}

/** abcabcabcabc, 1111111111, and whatever has no more than three different signs. */
function isRepetition(text: string): boolean {
  return new Set(text).size <= 3 || /^(.{1,5})\1+(.{0,3})$/u.test(text);
}

/** A phone, a day of birth or 5201314, alone or one after the other. */
function isNumberOfPapers(text: string): boolean {
  return /^(?:(?:\+?86)?1[3-9]\d{9}|(?:19|20)\d{2}[-./年]?(?:0?[1-9]|1[0-2])[-./月]?(?:0?[1-9]|[12]\d|3[01])日?|5201314|1314520|520|1314|888+|666+|123+)+\d{0,3}$/u.test(
    text,
  );
}

/** Keys or letters that follow one another, with little else. */
function isRun(text: string): boolean {
  const left = rows.reduce((rest, row) => {
    for (let length = Math.min(row.length, rest.length); length >= 4; length -= 1) {
      for (let start = 0; start + length <= row.length; start += 1)
        rest = rest.replaceAll(row.slice(start, start + length), '');
    }
    return rest;
  }, text);
  return left.length <= 2;
}

/** The words with digits and signs around them, one or several, also with 0 for o and @ for a. */
function isDecoratedWord(text: string): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const spelt = [...core].map((sign) => shapes[sign] ?? sign).join('');
  return [core, spelt].some((form) => {
    const parts = form.split(/[^\p{L}]+/u).filter((part) => part !== '');
    return parts.length > 0 && parts.length <= 3 && parts.every((part) => words.has(part));
  });
}
