/**
 * One row per endpoint: what kind of access it is and how a subject for it is made. The test opens every access as every
 * kind of person; an endpoint without a row fails by its name.
 */
import type { Permission } from '../../domain/access.ts';
import type { TestOrganization, TestPerson } from '../testing/test-app.ts';
import type { Given } from './call.ts';
import type { Standing, World } from './world.ts';

export type Subject = Given & {
  /** Whose data it is, where one's own data open the access. */
  readonly owner?: TestPerson | undefined;
  /** The organisation it belongs to, where that is not the county of the world. */
  readonly at?: TestOrganization;
  /** A text that stands in the answer only when this subject is listed. */
  readonly marker?: string;
};

export type Made = (world: World) => Promise<Subject> | Subject;

export type Row = {
  readonly access:
    /** Anyone. */
    | 'open'
    /** Anyone signed in, about themselves or about what everybody may know. */
    | 'signed_in'
    /** Anyone signed in, about a thing that belongs to one person (`owner`). */
    | 'owned'
    /** Holders of the permission at the subject's place. */
    | 'placed'
    /** A list cut to where the permission is held; the marker is seen only from there. */
    | 'list'
    /** Holders of the permission anywhere: the answer holds nothing of a place. */
    | 'anywhere';
  readonly make?: Made;
  /** Where the access asks for another permission than the declaration says, or for more than one. */
  readonly needs?: readonly Permission[];
  /** Permissions that open the same access from another side. */
  readonly or?: readonly Permission[];
  /** Standings from which the access opens or stays shut against the rule of own, and above and below. */
  readonly covers?: Partial<Readonly<Record<Standing, boolean>>>;
  /** Everybody may know that it exists, such as an organisation or a published activity: a refusal may say more than "not found". */
  readonly is_known?: true;
  /** Status of a good call, where it is not 2xx. */
  readonly answers?: number;
};

export type Rows = Readonly<Record<string, Row>>;

let made = 0;
/** A number that no other subject has. */
export function next(): number {
  made += 1;
  return made;
}
