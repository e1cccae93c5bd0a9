// Every usage source there is. To add one: a file that exports a UsageSource, and its line here.
import { anthropic } from './anthropic';
import { litellm } from './litellm';
import { openai } from './openai';
import { openrouter } from './openrouter';
import { prometheus } from './prometheus';
import type { UsageSource } from './source';

/** In the order in which they are offered. */
export const usageSources: readonly UsageSource[] = [openai, anthropic, openrouter, litellm, prometheus];
