/** Every permission of the product, from the tables of the nouns. */
import { permissionTable, type Permission } from './manifests.ts';

export { permissionTable, type Permission };
export const permissions = /* @__PURE__ */ Object.keys(permissionTable) as Permission[];
/** Whoever holds one decides beside a first person: a grant of it counts only after a second administrator's yes. */
export const approvingPermissions = /* @__PURE__ */ permissions.filter(
  (permission) => permissionTable[permission].approves,
);
/** Whoever holds one sees personal data of others. */
export const dataPermissions = /* @__PURE__ */ permissions.filter(
  (permission) => permissionTable[permission].shows_people,
);
