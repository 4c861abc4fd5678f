/** The phone of an office: a mobile, a landline with its area code and extension, a hotline. Kept as people write it. */
import { plain } from '../files/characters.ts';
import { problem } from '../problem.ts';

const mobile = /^(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}$/;
const landline = /^(?:\+?86[ -]?)?(?:\(?0\d{2,3}\)?[ -]?)?[2-8]\d{2,3}[ -]?\d{4}(?: ?(?:转|-|#) ?\d{1,6})?$/;
const hotline = /^(?:[48]00[ -]?\d{3}[ -]?\d{4}|1\d{4}|9\d{4,5})$/;
const abroad = /^\+(?!86)[1-9]\d(?:[ -]?\d){4,13}$/;

/** Full width becomes plain, as on every sheet of people; what is no phone, such as a name, is refused. */
export function readContactPhone(raw: string): string {
  const phone = plain(raw)
    .replace(/[‐–—－]/g, '-')
    .replace(/\s*(?:分机|ext\.?)\s*/i, ' 转 ');
  if ([mobile, landline, hotline, abroad].some((form) => form.test(phone))) return phone;
  throw problem('organizations.phone_form', {}, 'contact_phone');
}
