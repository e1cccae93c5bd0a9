// Every tool whose local logs are read. To add one: a file that exports a LogTool, its line here, its folders in node/logs/logRoots.ts.
import { claudeCode } from './claudeCode';
import { codex } from './codex';
import type { LogTool } from './logTool';

/** In the order in which they are offered. */
export const logTools: readonly LogTool[] = [claudeCode, codex];
