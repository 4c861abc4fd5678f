import { permissionTable, type Permission } from '../../../../domain/permissions.ts';
import { t } from '../../../ui/words.ts';

/** A permission as its sentence. */
export function sentence(permission: string): string {
  const words = permissionTable[permission as Permission];
  return words ? t(words.zh, words.en) : permission;
}
