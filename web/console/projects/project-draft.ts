/** A project as its form holds it, empty or of one that stands. */
import type { Principle } from '../../../domain/projects/principles.ts';
import type { Category } from '../../../domain/projects/categories.ts';
import type { Answer } from '../../api/client.ts';

export type Project = Answer<'get', '/api/projects/{project_id}'>;
export type Draft = {
  title: string;
  category: Category;
  aim: string;
  plan: string;
  budget_yuan: string;
  principles: Record<Principle, string>;
  topics: string[];
  beneficiaries: string;
  brand: string;
  brand_scope: Category[];
  is_national: boolean;
};
export const empty: Draft = {
  title: '',
  category: 'community',
  aim: '',
  plan: '',
  budget_yuan: '',
  principles: { party_concern: '', social_need: '', within_reach: '' },
  topics: [],
  beneficiaries: '',
  brand: '',
  brand_scope: [],
  is_national: false,
};

export function draftOf(project: Project): Draft {
  const {
    title,
    category,
    aim,
    plan,
    principles: answers,
    topics,
    beneficiaries,
    brand,
    brand_scope,
    is_national,
  } = project;
  return {
    title,
    category,
    aim,
    plan,
    principles: answers,
    topics,
    beneficiaries,
    brand,
    brand_scope,
    is_national,
    budget_yuan: project.budget_fen === null ? '' : String(project.budget_fen / 100),
  };
}
