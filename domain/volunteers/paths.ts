import { deskPages, phonePages } from '../address.ts';

export const volunteersDesk = /* @__PURE__ */ deskPages({
  roster: '/volunteers?state&source&month&campaign&organization_id&compound_id',
  registerOne: '/volunteers/new?at',
  import: '/volunteers/import',
  joiners: '/volunteers/joiners',
  residents: '/volunteers/residents',
  league: '/volunteers/league',
  matters: '/volunteers/matters',
  merges: '/volunteers/merges',
  recoveries: '/volunteers/recoveries',
  honours: '/volunteers/honours',
  minors: '/volunteers/minors',
  terms: '/volunteers/terms',
  cards: '/volunteers/cards',
  volunteer: '/volunteers/:id',
});

export const volunteersPhone = /* @__PURE__ */ phonePages({
  profile: '/me/profile',
  terms: '/me/terms?next',
  guardian: '/me/guardian',
  rights: '/me/rights',
  merges: '/me/merges',
  register: '/register?campaign',
  card: '/card?child',
});
