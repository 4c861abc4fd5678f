import { phonePages } from '../address.ts';

export const ledgerPhone = /* @__PURE__ */ phonePages({
  seals: '/seal',
});
