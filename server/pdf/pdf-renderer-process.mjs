// A process starts without the loader that runs TypeScript, so this file brings it.
import { register } from 'tsx/esm/api';

register();
await import('./pdf-renderer-process.ts');
