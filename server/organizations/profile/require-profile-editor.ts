import type { ProfileEditor } from '../../../domain/organizations/attributes.ts';
import { problem } from '../../../domain/problem.ts';
import type { Writer } from '../../db/writer.ts';
import type { Reader } from '../../db/reader.ts';
import type { Actor } from '../../http/actor.ts';
import { countyPathOf, isSuperior, levelsHeld, mayEditOwn, requireEditOwn } from '../tree/level-of.ts';

/** R42 in one place: who may write which part of an organisation's record. */
export async function mayWrite(reader: Reader, actor: Actor, path: string, rule: ProfileEditor): Promise<boolean> {
  if (rule === 'own') return mayEditOwn(reader, actor, path);
  if (!actor.may('organizations.manage', { path })) return false;
  if (rule === 'manager') return true;
  if (rule === 'city') return (await levelsHeld(reader, actor, 'organizations.manage', path)).includes('city');
  const top = (await countyPathOf(reader, path)) ?? path;
  return isSuperior(actor, top);
}

export async function requireProfileEditor(writer: Writer, path: string, rule: ProfileEditor): Promise<void> {
  if (rule === 'own') return requireEditOwn(writer, writer.caller, path);
  writer.caller.require('organizations.manage', { path }, 'organizations.read');
  if (await mayWrite(writer, writer.caller, path, rule)) return;
  throw problem(rule === 'city' ? 'organizations.watcher_level' : 'organizations.superior_only');
}
