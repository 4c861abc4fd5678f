import type { AuditTable } from '../manifest.ts';

export const platformActions = {
  'demo.curtain': { zh: '演示数据', en: 'Demonstration data' },
  'demo.fixtures': { zh: '演示数据', en: 'Demonstration data' },
  'platform.found_rows': { zh: '发现数据行被直接改动', en: 'Found rows changed by hand' },
  'platform.keep_rows': { zh: '登记当晚的数据行', en: 'Wrote down the rows of the night' },
  'platform.migrate': { zh: '升级数据库', en: 'Upgraded the database' },
  'platform.seed': { zh: '启动时建立地点', en: 'Set up places at a start' },
  'platform.restore': { zh: '从备份恢复', en: 'Restored from a backup' },
  'platform.rotate_keys': {
    zh: '更换密钥',
    en: 'Rotated the keys',
    personal_data: {
      keys_rotated: {
        kind: 'changed',
        everywhere: true,
        zh: '更换密钥（整个平台）',
        en: 'Keys rotated (whole platform)',
      },
    },
  },
} as const satisfies AuditTable;
