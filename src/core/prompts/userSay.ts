// What the user says about detection: the settings `promptMeter.detection.*` and `promptMeter.modelAliases`, read and checked. Light
// enough for the extension host, which asks which documents are read at all.

import { compileGlob, type Matcher } from '../glob';
import { readAliases } from '../modelAliases';
import { type Sentence, sentence } from '../words';
import { isRead } from './documentKind';
import type { DocumentKind } from './prompt';

/** off: nothing. strict: known call slots and prompt files. balanced: prompt-like names too. broad: and texts that only sound like it. */
export type DetectionLevel = 'off' | 'strict' | 'balanced' | 'broad';

export const detectionLevels: readonly DetectionLevel[] = ['off', 'strict', 'balanced', 'broad'];

/** The settings as they are written, unchecked. */
export interface RawDetection {
  readonly level?: unknown;
  readonly names?: unknown;
  readonly callees?: unknown;
  readonly include?: unknown;
  readonly exclude?: unknown;
  readonly modelAliases?: unknown;
  readonly minTokens?: unknown;
}

/** The settings in force. */
export interface UserSay {
  readonly level: DetectionLevel;
  /** True for names of variables, fields and keys whose texts are prompts. */
  readonly isName: Matcher | undefined;
  /** True for callees (`myModel.ask`, the whole path or its end) whose first text is a prompt. */
  readonly isCallee: Matcher | undefined;
  /** True for paths of text files that are read as prompts though nothing else says so. */
  readonly isIncluded: Matcher | undefined;
  /** True for paths of files that are left alone. */
  readonly isExcluded: Matcher | undefined;
  /** See resolveAlias. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Prompts with fewer tokens have no hint of their own; whole, >= 0. */
  readonly minTokens: number;
}

export const usualSay: UserSay = {
  level: 'balanced',
  isName: undefined,
  isCallee: undefined,
  isIncluded: undefined,
  isExcluded: undefined,
  aliases: new Map(),
  minTokens: 0,
};

/** Patterns read of one list. */
const PATTERNS_LIMIT = 100;

export interface ReadSay {
  readonly say: UserSay;
  /** What cannot be used; each names its setting. */
  readonly problems: readonly Sentence[];
}

class SayReader {
  readonly problems: Sentence[] = [];

  level(value: unknown): DetectionLevel {
    const found = detectionLevels.find((level) => level === value);
    if (found === undefined && value !== undefined)
      this.problems.push(sentence('Setting promptMeter.detection.level must be off, strict, balanced or broad.'));
    return found ?? usualSay.level;
  }

  minTokens(value: unknown): number {
    if (value === undefined) return usualSay.minTokens;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    this.problems.push(sentence('Setting promptMeter.detection.minTokens must be a whole number, 0 or more.'));
    return usualSay.minTokens;
  }

  /** One matcher for a list of patterns; undefined for none. */
  patterns(name: string, value: unknown, separator: '' | '/'): Matcher | undefined {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) {
      this.problems.push(sentence('Setting promptMeter.detection.{0} must be a list of texts.', name));
      return undefined;
    }
    if (value.length > PATTERNS_LIMIT)
      this.problems.push(
        sentence('Setting promptMeter.detection.{0}: only the first {1} are used.', name, PATTERNS_LIMIT),
      );
    const matchers = value.slice(0, PATTERNS_LIMIT).flatMap((pattern: unknown): Matcher[] => {
      const matcher = typeof pattern === 'string' ? compileGlob(prepared(pattern, separator), separator) : undefined;
      if (matcher === undefined) {
        const shown = String(typeof pattern === 'string' ? pattern : JSON.stringify(pattern)).slice(0, 40);
        this.problems.push(
          sentence('Setting promptMeter.detection.{0}: "{1}" must be a text of 1 to 200 characters.', name, shown),
        );
      }
      return matcher === undefined ? [] : [matcher];
    });
    return matchers.length === 0 ? undefined : (text) => matchers.some((matcher) => matcher(text));
  }

  aliases(value: unknown): ReadonlyMap<string, string> {
    const { aliases, problems } = readAliases(value);
    for (const { alias, problem } of problems) {
      this.problems.push(sentence('Setting promptMeter.modelAliases["{0}"]: {1}.', alias.slice(0, 40), problem));
    }
    return aliases;
  }
}

/** A path may begin anywhere: `prompts/*.txt` also fits `/home/me/prompts/a.txt`. Other patterns fit as a whole. */
function prepared(pattern: string, separator: string): string {
  const written = pattern.trim().replaceAll('\\', '/');
  const free = separator === '' || written === '' || written.startsWith('/') || written.startsWith('**');
  return free ? written : `**/${written}`;
}

/** Reads the settings. Anything may stand in them; what cannot be used is named and does nothing. */
export function readUserSay(raw: RawDetection): ReadSay {
  const reader = new SayReader();
  const callees = reader.patterns('callees', raw.callees, '');
  const say: UserSay = {
    level: reader.level(raw.level),
    isName: reader.patterns('names', raw.names, ''),
    isCallee: callees,
    isIncluded: reader.patterns('include', raw.include, '/'),
    isExcluded: reader.patterns('exclude', raw.exclude, '/'),
    aliases: reader.aliases(raw.modelAliases),
    minTokens: reader.minTokens(raw.minTokens),
  };
  return { say, problems: reader.problems };
}

/** True when documents of this kind are looked into: all that finders read, and what the user includes, without what they exclude. */
export function isReadFor(kind: DocumentKind, { level, isIncluded, isExcluded }: UserSay): boolean {
  if (level === 'off' || isExcluded?.(kind.path) === true) return false;
  return isRead(kind) || isIncluded?.(kind.path) === true;
}
