/** Imported by every tool: what the operator can put right is one sentence and an exit code, never a stack. */
import { endWith } from '../server/explain-fault.ts';

process.on('uncaughtException', endWith);
