/** What the invented teams do: titles, places and words of the field, with the risks told. */
import type { Category } from '../domain/projects/categories.ts';

export type ActivityText = {
  readonly project: string;
  readonly title: string;
  readonly category: Category;
  readonly topics: readonly string[];
  readonly place: string;
  readonly description: string;
  readonly risk_statement: string;
  readonly from: string;
  readonly to: string;
};

export const activityTexts: readonly ActivityText[] = [
  {
    project: '一江清水',
    title: '江边清洁，认养一段河',
    category: 'ecology',
    topics: ['environment/mother_river'],
    place: '滨江公园东门集合点',
    description: '分三段捡拾岸上垃圾，称重登记，最后把数字写在公告栏上。',
    risk_statement: '堤岸石阶湿滑，请穿防滑鞋，不下水；带水和帽子。',
    from: '08:30',
    to: '11:30',
  },
  {
    project: '邻里食堂',
    title: '给独居老人送午饭',
    category: 'elderly_and_disabled',
    topics: [],
    place: '城东社区服务中心一楼',
    description: '两人一组，按路线把午饭送到二十位老人家里，陪着说说话，发现异常当场上报。',
    risk_statement: '骑车请戴头盔，进门先敲门报名字，不代收钱物。',
    from: '10:00',
    to: '12:30',
  },
  {
    project: '四点半课堂',
    title: '四点半课堂，陪孩子写作业',
    category: 'education',
    topics: ['youth_service/tutoring'],
    place: '青年之家二楼阅读室',
    description: '放学后到家长下班前，陪孩子写作业、读书、做手工。',
    risk_statement: '孩子由家长签字接走；不单独带孩子离开阅读室。',
    from: '16:30',
    to: '18:30',
  },
  {
    project: '文明路口',
    title: '早高峰文明路口劝导',
    category: 'civility',
    topics: ['civility/traffic'],
    place: '人民路与解放路路口西北角',
    description: '在斑马线旁引导行人和电动车，提醒戴头盔。',
    risk_statement: '站在人行道内，穿反光背心，听从交警安排。',
    from: '07:20',
    to: '09:20',
  },
  {
    project: '乡村书屋',
    title: '乡村书屋整理和借阅登记',
    category: 'culture',
    topics: [],
    place: '南山村文化礼堂书屋',
    description: '给新到的图书贴标、上架，帮村民办借书卡。',
    risk_statement: '搬书两人一组，注意书架边角。',
    from: '09:00',
    to: '12:00',
  },
  {
    project: '便民服务日',
    title: '周末便民服务：磨刀、理发、义诊引导',
    category: 'community',
    topics: [],
    place: '城西社区广场凉亭',
    description: '给师傅和医生打下手，维持排队秩序，给老人指路。',
    risk_statement: '磨刀区由师傅操作，志愿者不碰刀具；人多时看好老人和孩子。',
    from: '08:30',
    to: '11:00',
  },
  {
    project: '大型赛会保障',
    title: '城市马拉松补给站志愿服务',
    category: 'large_events',
    topics: [],
    place: '体育馆北门第三补给站',
    description: '递水、收杯、引导选手，赛后清场。',
    risk_statement: '清晨气温低，请添衣；不进入跑道，听站长口令。',
    from: '06:30',
    to: '12:00',
  },
  {
    project: '垃圾分类进小区',
    title: '垃圾分类桶边指导',
    category: 'ecology',
    topics: ['environment/waste_sorting'],
    place: '锦绣小区3号垃圾房',
    description: '在投放时段给居民做分类指导，记录错投情况。',
    risk_statement: '戴手套，不徒手翻找；有尖锐物时叫物业处理。',
    from: '18:00',
    to: '20:00',
  },
];

/** Seats of the counties, roughly: where the pins of invented places lie. */
export const seats: Readonly<Record<string, { longitude: number; latitude: number }>> = {
  '3307': { longitude: 119.65, latitude: 29.08 },
  '4418': { longitude: 113.05, latitude: 23.68 },
  '4111': { longitude: 114.02, latitude: 33.58 },
  '5104': { longitude: 101.72, latitude: 26.58 },
  '331023': { longitude: 121.0, latitude: 29.14 },
  '330683': { longitude: 120.83, latitude: 29.59 },
};
