/** Invented names and numbers: the phones begin with 164, which no network has been given, and no county ends in 9900. */
import { exampleNumber } from '../domain/volunteers/gb11643.ts';
import type { Random } from './random.ts';

const surnames = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖武戴莫孔向汤',
);
const first = Array.from('子梓雨思欣佳俊浩宇天明志晓文嘉若诗怡静慧雅博泽睿承景清安乐和一可心亦书');
const second = Array.from('涵轩妍琪彤萱怡宁洋航杰辰逸凡然远帆瑶琳婷雪梅兰竹松柏川岳峰林森阳晨曦月星云舟野禾麦');

export function inventedName(random: Random): string {
  const given = random.chance(0.25) ? random.pick(second) : random.pick(first) + random.pick(second);
  return random.pick(surnames) + given;
}

export function inventedPhone(ordinal: number): string {
  return `164${String(ordinal).padStart(8, '0')}`;
}

/** Each ordinal gives another number, whatever the birth date: the region counts on when the three digits are used up. */
export function inventedDocument(birthDate: string, ordinal: number): string {
  const province = ['33', '44', '41', '51'][Math.floor(ordinal / 1000) % 4] ?? '33';
  return exampleNumber(`${province}9900`, birthDate, ordinal % 1000);
}
