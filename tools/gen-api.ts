import { mkdirSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { endpoints } from '../server/nouns.ts';
import { openApi } from '../server/http/openapi.ts';

/** Writes the types of the web client from the contract. Not committed: `npm run gen` makes it. */
const target = new URL('../web/api/schema.gen.d.ts', import.meta.url);
const ast = await openapiTS(JSON.stringify(openApi(endpoints)));
mkdirSync(new URL('.', target), { recursive: true });
writeFileSync(target, astToString(ast));
