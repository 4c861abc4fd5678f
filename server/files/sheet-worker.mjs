// Worker threads start without the loader that runs TypeScript, so this file brings it.
import { register } from 'tsx/esm/api';

register();
await import('./sheet-worker.ts');
