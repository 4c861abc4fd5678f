/** Rule books of the invented places, each citing an invented document, so that places differ as they do in life. */
import type { Id } from '../domain/id.ts';
import { defaultAgeMatrix } from '../domain/organizations/rule-books/age-matrix.ts';
import { defaultPublishingLimits } from '../domain/organizations/rule-books/publishing-limits.ts';
import { zhangjiagangStars } from '../domain/organizations/rule-books/stars.ts';
import { defaultTimeCounting, halfHourRounding } from '../domain/organizations/rule-books/time-counting.ts';
import { issueRuleBook } from '../server/organizations/issue-rule-book.ts';
import type { Stage } from './stage.ts';
import type { Tree } from './tree.ts';

const issued = new Date('2025-01-08T01:00:00Z');
const valid_from = '2025-01-08';
const cites = (text: string): string => `（示例）${text}`;

export async function issueRules(stage: Stage, tree: Tree, administrator: Id): Promise<void> {
  const issue = async (code: string, book: Omit<Parameters<typeof issueRuleBook>[1], 'organization_id' | 'valid_from'>): Promise<void> => {
    const place = tree.places.get(code);
    if (place !== undefined) await stage.act(administrator, issued, (writer) => issueRuleBook(writer, { ...book, organization_id: place.id, valid_from }));
  };
  // Children serve with their families: from 6 in Zhejiang, from 3 in Panzhihua (P56 asks parent and teacher of pupils).
  await issue('33', { kind: 'age_matrix', title: '小小志愿者年龄办法', citing_document: cites('浙青志〔2025〕1号'), body: { ...defaultAgeMatrix, minimum_age: 6 } });
  await issue('5104', { kind: 'age_matrix', title: '青少年志愿服务年龄办法', citing_document: cites('攀青志〔2025〕2号'), body: { ...defaultAgeMatrix, minimum_age: 3 } });
  await issue('44', {
    kind: 'time_counting', title: '志愿服务时数计算办法', citing_document: cites('粤青志〔2025〕3号'),
    body: { ...defaultTimeCounting, rounding: halfHourRounding },
  });
  await issue('33', { kind: 'stars', title: '星级志愿者办法', citing_document: cites('浙青志〔2025〕5号'), body: zhangjiagangStars });
  await issue('331023', {
    kind: 'publishing_limits', title: '志愿服务活动发布办法', citing_document: cites('天青志〔2025〕4号'),
    body: { ...defaultPublishingLimits, approval_above_people: 40 },
  });
}
