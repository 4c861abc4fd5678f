/** The number under which civil affairs registered an organisation: GB 32100-2015, or what older certificates bear. */
import { problem, type Problem } from '../problem.ts';

const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'; // without I, O, S, V, Z
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** Civil affairs (5): social organisation, private non-enterprise unit, foundation, other. */
const offices = ['51', '52', '53', '59'];
/** Before 2015 the certificate bore its own number, such as 社证字第010203号 or 浙社证字第0123号. */
const older = /^[\p{Script=Han}（）()]{0,12}字第?[0-9]{3,12}号?$/u;

function normalizeRegistryNumber(raw: string): string {
  return raw.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** The check character of the first seventeen, or null where one of them is none of the code. */
function socialCreditCheck(seventeen: string): string | null {
  const values = [...seventeen].map((each) => characters.indexOf(each));
  if (values.length !== 17 || values.includes(-1)) return null;
  const sum = values.reduce((total, value, index) => total + value * (weights[index] ?? 0), 0);
  return characters[(31 - (sum % 31)) % 31] ?? null;
}

/** Form only: whether such an organisation exists is for the register to say. */
export function refusalOfRegistryNumber(raw: string): Problem | null {
  const number = normalizeRegistryNumber(raw);
  if (older.test(number)) return null;
  if (!/^[0-9A-Z]{18}$/.test(number))
    return problem('organizations.registry_number_length', {}, 'body.registry_number');
  if (socialCreditCheck(number.slice(0, 17)) !== number[17])
    return problem('organizations.registry_number_check', {}, 'body.registry_number');
  return offices.includes(number.slice(0, 2))
    ? null
    : problem('organizations.registry_number_office', {}, 'body.registry_number');
}
