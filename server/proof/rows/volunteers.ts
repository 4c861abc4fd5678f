import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { addDays } from '../../../domain/time.ts';
import { exampleNumber } from '../../../domain/volunteers/gb11643.ts';
import { writeWorkbook } from '../../files/write-sheet.ts';
import { next, type Rows, type Subject } from '../row.ts';
import { newPhone, signedUp } from '../sign-in.ts';
import type { World } from '../world.ts';

export const newDocument = (birth?: string): string => {
  const number = next();
  return exampleNumber('330702', birth ?? addDays('1970-01-01', Math.floor(number / 900)), number % 900);
};

async function termsOf(world: World): Promise<string> {
  const page = await world.t.get<{ terms: { version: string } }>(
    null,
    `/api/registration?organization_id=${world.county.id}`,
  );
  return page.body.terms.version;
}

export async function registration(world: World, inputs: object = {}): Promise<object> {
  return {
    name: '李娜',
    document_number: newDocument(),
    organization_id: world.county.id,
    acknowledges_spirit: true,
    terms_version: await termsOf(world),
    ...inputs,
  };
}

/** A request that waits on the guardian's phone, and the guardian who signed in there. */
async function guardianRequest(world: World): Promise<Subject> {
  const phone = newPhone();
  const asked = await world.t.post<{ request_id: string }>(null, '/api/guardian-requests', {
    guardian_phone: phone,
    organization_id: world.county.id,
  });
  return { owner: await signedUp(world, phone), params: { request_id: asked.body.request_id } };
}

async function roster(world: World): Promise<Subject> {
  const rows = [
    ['赵一', newDocument(), newPhone()],
    ['钱二', newDocument(), newPhone()],
  ];
  const bytes = await buffer(
    writeWorkbook('名单', [{ header: '姓名' }, { header: '身份证号' }, { header: '手机' }], rows),
  );
  const digest = createHash('sha256').update(bytes).digest('base64url');
  return { upload: { name: '花名册.xlsx', bytes, fields: { organization_id: world.county.id, digest, take: 'good' } } };
}

/** The same for those who only look at it: nothing is taken yet. */
async function unread(world: World): Promise<Subject> {
  const { upload } = await roster(world);
  return upload === undefined ? {} : { upload: { ...upload, fields: { organization_id: world.county.id } } };
}

/** A roster that the chief imported, and the id of the import. */
async function importOf(world: World): Promise<string> {
  const { upload } = await roster(world);
  if (upload === undefined) throw new Error('a roster was expected');
  const answer = await world.t.upload<{ import_id: string }>(
    world.chief,
    '/api/volunteer-imports',
    upload,
    upload.fields,
  );
  return answer.body.import_id;
}

export const volunteersRows: Rows = {
  'GET /api/registration': { access: 'open', make: (world) => ({ query: { organization_id: world.county.id } }) },
  'POST /api/registration': {
    access: 'signed_in',
    make: async (world) => ({ owner: await signedUp(world), body: await registration(world) }),
  },
  'POST /api/guardian-requests': { access: 'open', make: () => ({ body: { guardian_phone: newPhone() } }) },
  'GET /api/guardian-requests': { access: 'signed_in' },
  'POST /api/guardian-requests/{request_id}/confirmation': {
    access: 'owned',
    make: async (world) => ({
      ...(await guardianRequest(world)),
      body: {
        guardian_name: '王母',
        child: {
          ...(await registration(world, { name: '王小明', document_number: newDocument('2011-06-01') })),
          is_pupil: false,
        },
      },
    }),
  },
  'POST /api/guardian-requests/{request_id}/refusal': { access: 'owned', make: guardianRequest },

  'GET /api/volunteer-imports/template': { access: 'anywhere' },
  'POST /api/volunteer-imports/preview': { access: 'placed', make: unread },
  'POST /api/volunteer-imports/problems': { access: 'placed', make: unread },
  'POST /api/volunteer-imports': { access: 'placed', make: roster },
  'GET /api/volunteer-import-progress/{progress_id}': { access: 'signed_in' },
  'GET /api/volunteer-imports': {
    access: 'list',
    make: async (world) => ({ marker: await importOf(world), query: { limit: '200' } }),
  },
  'POST /api/volunteer-imports/{import_id}/undo': {
    access: 'placed',
    make: async (world) => ({ params: { import_id: await importOf(world) }, body: { reason: '导错了名单' } }),
  },
};
