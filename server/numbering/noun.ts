import type { Manifest } from '../manifest.ts';
import { numberingTables } from './tables.ts';

export const numbering: Manifest = { routes: [], tables: numberingTables };
