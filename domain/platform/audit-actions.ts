import type { AuditTable } from '../manifest.ts';

export const platformActions = {
  'demo.curtain': { zh: '演示数据', en: 'Demonstration data' },
  'demo.fixtures': { zh: '演示数据', en: 'Demonstration data' },
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
