// Every usage source there is. To add one: a file that exports a UsageSource, and its line here.
import { openai } from './openai';
import type { UsageSource } from './source';

/** In the order in which they are offered. */
export const usageSources: readonly UsageSource[] = [openai];
