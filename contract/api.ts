import { isEndpoint, type Endpoint } from './endpoint.ts';
import * as ledger from './ledger.ts';
import * as organizations from './organizations.ts';
import * as platform from './platform.ts';
import * as registration from './registration.ts';

/** Every endpoint of the product: a noun adds its contract file here, one line each. */
export const contracts = { platform, organizations, ledger, registration } as const;

export const endpoints: readonly Endpoint[] = Object.values(contracts).flatMap((contract) => Object.values(contract).filter(isEndpoint));
