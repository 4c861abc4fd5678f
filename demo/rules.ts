/** Rule books of the invented places, each citing an invented document, so that places differ as they do in life. */
import { defaultAgeMatrix } from '../domain/organizations/rule-books/age-matrix.ts';
import { defaultPublishingLimits } from '../domain/organizations/rule-books/publishing-limits.ts';
import { zhangjiagangStars } from '../domain/organizations/rule-books/stars.ts';
import { defaultStatutory } from '../domain/organizations/rule-books/statutory.ts';
import { defaultTimeCounting, halfHourRounding } from '../domain/organizations/rule-books/time-counting.ts';
import { addDays, businessDate, type BusinessDate } from '../domain/time.ts';
import { decideRuleBook } from '../server/organizations/rule-books/decide-rule-book.ts';
import { proposeRuleBook, type ProposedBook } from '../server/organizations/rule-books/propose-rule-book.ts';
import type { NewRuleBook } from '../server/organizations/rule-books/weigh-rule-book.ts';
import { dayBefore, type Stage } from './stage.ts';
import type { Staff } from './staff.ts';
import type { Tree } from './tree.ts';

const issued = new Date('2025-01-08T01:00:00Z');
const agreed = new Date('2025-01-09T01:00:00Z');
const cites = (text: string): string => `（示例）${text}`;

type Text = Omit<NewRuleBook, 'organization_id' | 'valid_from'>;

/** Somebody at the place proposes, somebody of the level above agrees: most of these are looser than the rules of the nation. */
export async function issueRules(stage: Stage, tree: Tree, staff: Staff): Promise<void> {
  const propose = async (
    code: string,
    at: Date,
    valid_from: BusinessDate,
    book: Text,
  ): Promise<ProposedBook | undefined> => {
    const [place, proposer] = [tree.places.get(code), staff.rulers.get(code)];
    if (place === undefined || proposer === undefined) return undefined;
    return stage.act(proposer, at, (writer) =>
      proposeRuleBook(writer, { ...book, organization_id: place.id, valid_from }),
    );
  };
  const issue = async (code: string, book: Text): Promise<void> => {
    const proposed = await propose(code, issued, '2025-01-10', book);
    if (proposed?.state !== 'waiting') return;
    await stage.act(staff.nation_officer, agreed, (writer) =>
      decideRuleBook(writer, { proposal_id: proposed.proposal_id, decision: 'approve', reason: '符合本地实际，同意' }),
    );
  };
  // Children serve with their families: from 6 in Zhejiang, from 3 in Panzhihua (P56 asks parent and teacher of pupils).
  await issue('33', {
    kind: 'age_matrix',
    title: '小小志愿者年龄办法',
    citing_document: cites('浙青志〔2025〕1号'),
    reason: '家长带孩子参加',
    body: { ...defaultAgeMatrix, minimum_age: 6 },
  });
  await issue('5104', {
    kind: 'age_matrix',
    title: '青少年志愿服务年龄办法',
    citing_document: cites('攀青志〔2025〕2号'),
    reason: '家庭志愿服务',
    body: { ...defaultAgeMatrix, minimum_age: 3 },
  });
  await issue('44', {
    kind: 'time_counting',
    title: '志愿服务时数计算办法',
    citing_document: cites('粤青志〔2025〕3号'),
    reason: '按半小时登记',
    body: { ...defaultTimeCounting, rounding: halfHourRounding },
  });
  await issue('33', {
    kind: 'stars',
    title: '星级志愿者办法',
    citing_document: cites('浙青志〔2025〕5号'),
    reason: '本省星级标准',
    body: zhangjiagangStars,
  });
  await issue('331023', {
    kind: 'publishing_limits',
    title: '志愿服务活动发布办法',
    citing_document: cites('天青志〔2025〕4号'),
    body: { ...defaultPublishingLimits, approval_above_people: 40 },
  });
  // Tighter than the built-in rules, so it stands at once.
  await issue('331023', {
    kind: 'statutory',
    title: '协会会议和制度办法',
    citing_document: cites('天青志〔2025〕7号'),
    body: { ...defaultStatutory, meeting_months: { ...defaultStatutory.meeting_months, council: 3 } },
  });
  // One waits for the level above today.
  const today = businessDate(stage.today);
  await propose('331023', dayBefore(stage, 2, '15:30'), addDays(today, 3), {
    kind: 'time_counting',
    title: '志愿服务时数计算办法',
    citing_document: cites('天青志〔2026〕6号'),
    reason: '社区服务多为半小时一段，想按半小时登记',
    body: { ...defaultTimeCounting, rounding: halfHourRounding },
  });
}
