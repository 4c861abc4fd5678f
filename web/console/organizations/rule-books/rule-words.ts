import type { ApprovalNeed } from '../../../../domain/organizations/rule-book-approval.ts';
import type { Label } from '../../../../domain/manifest.ts';
import { manifests } from '../../nouns.ts';
import { t } from '../../../ui/words.ts';

type Known = Readonly<Record<string, Label>>;
const said = manifests.flatMap(({ ruleFields = {} }) => Object.values(ruleFields));
const fields = Object.assign({}, ...said.map((kind) => kind.fields)) as Known;
const values = Object.assign({}, ...said.map((kind) => kind.values ?? {})) as Known;
/** Of a book of whatever kind. */
const head: Known = {
  is_locked: { zh: '锁定下级', en: 'Lock below' },
  valid_from: { zh: '生效日', en: 'First day' },
};

/** A field in the words of its kind; a field of a later version shows its name. */
export function fieldWords(name: string): string {
  const known = fields[name] ?? head[name];
  return known ? t(known.zh, known.en) : name.replaceAll('_', ' ');
}

/** One of a few values, in the words of its kind. */
export function ruleValueWords(value: string): string {
  const known = values[value];
  return known ? t(known.zh, known.en) : value;
}

/** Who must agree, as the proposer reads it. */
export function needWords(need: ApprovalNeed): string {
  return {
    nobody: t('只收紧、不涉及时数：提出后就发布', 'it only tightens and decides no hours: it stands at once'),
    second: t('涉及时数：要本级另一位有权限的人同意', 'it decides hours: another person of this level agrees'),
    superior: t(
      '比现行规则宽，或早于今天生效：要上级同意',
      'it is looser than what stands, or begins before today: the level above agrees',
    ),
    top: t('最上级放宽规则：要另外两位同意', 'the top loosens its rules: two others agree'),
  }[need];
}

/** `self_located.allowed` in words. */
export function loosenedWords(fields: readonly string[]): string {
  return fields.map((field) => field.split('.').map(fieldWords).join(t('：', ': '))).join(t('、', ', '));
}
