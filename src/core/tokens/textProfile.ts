// What a text is made of, by class of character: what estimates for other vocabularies than OpenAI's are computed from.
// One pass over the UTF-16 units.

/** Classes of UTF-16 units by ranges in hexadecimal. Source: Unicode 16.0, Blocks.txt, read 2026-11-21. */
const classes = {
  letters: '61-7a',
  capitals: '41-5a',
  digits: '30-39',
  punctuation: '21-2f 3a-40 5b-60 7b-7e',
  blanks: '9-9 20-20',
  lineEnds: 'a-a',
  /** Latin letters with marks of western Europe. */
  western: 'c0-ff',
  /** All other Latin letters beyond ASCII, and marks. */
  latin: '100-36f 1e00-1eff',
  greek: '370-3ff 1f00-1fff',
  cyrillic: '400-52f',
  hebrew: '590-5ff',
  arabic: '600-77f',
  devanagari: '900-97f',
  /** Bengali to Sinhala. */
  indic: '980-dff',
  /** Thai, Lao, Tibetan. */
  thai: 'e00-fff',
  han: '3400-9fff f900-faff',
  kana: '3040-30ff',
  hangul: '1100-11ff 3130-318f ac00-d7af',
  /** Punctuation and letters as wide as a Chinese character. */
  wide: '3000-303f ff00-ffef',
  /** Pictures, both halves of those beyond U+FFFF, and what joins them. */
  emoji: '200d-200d 2600-27bf d83c-d83e dc00-dfff fe0f-fe0f',
} as const;

type UnitClass = keyof typeof classes;
const classNames = Object.keys(classes) as readonly UnitClass[];

/** What is counted, in the order of the weights that use it. Runs are stretches of one class; letters and capitals are one. */
export const profileFields = [
  ...classNames,
  'words',
  /** Tokens of the digits at three a token, as OpenAI's vocabularies have them. */
  'digitTriples',
  'punctuationRuns',
  /** Runs of two or more blanks. */
  'blankRuns',
] as const satisfies readonly (UnitClass | RunField)[];

type RunField = 'words' | 'digitTriples' | 'punctuationRuns' | 'blankRuns';

/** How many units of each class a text has, and how many runs; all >= 0. */
export type TextProfile = Readonly<Record<UnitClass | RunField, number>>;

const kindOf = (name: UnitClass) => classNames.indexOf(name) + 1;
const LETTERS = kindOf('letters');
const CAPITALS = kindOf('capitals');
const DIGITS = kindOf('digits');
const PUNCTUATION = kindOf('punctuation');
const BLANKS = kindOf('blanks');

/** The class of each unit, 1 more than its place in `classNames`; 0 for all others. */
const unitKinds = new Uint8Array(0x10000);
for (const name of classNames) {
  for (const range of classes[name].split(' ')) {
    const [from, to] = range.split('-').map((unit) => Number.parseInt(unit, 16));
    unitKinds.fill(kindOf(name), from, (to ?? 0) + 1);
  }
}

/** Takes a few nanoseconds a unit. */
export function profileOf(text: string): TextProfile {
  const profiler = new TextProfiler();
  profiler.add(text);
  return profiler.profile();
}

/** Profiles a text that comes in parts. */
export class TextProfiler {
  private readonly units = new Uint32Array(classNames.length + 1);
  private readonly runs = new Uint32Array(classNames.length + 1);
  private moreTriples = 0;
  private blankRuns = 0;
  /** The group of the last unit, and how many of it stand before the end of what was added. */
  private last = 0;
  private run = 0;

  add(text: string): void {
    const { units, runs } = this;
    let { moreTriples, blankRuns, last, run } = this;
    for (let at = 0; at < text.length; at++) {
      const kind = unitKinds[text.charCodeAt(at)] ?? 0;
      units[kind] = (units[kind] ?? 0) + 1;
      const group = kind === CAPITALS ? LETTERS : kind;
      if (group !== last) {
        runs[group] = (runs[group] ?? 0) + 1;
        last = group;
        run = 1;
      } else {
        run++;
        if (group === DIGITS && run % 3 === 1) moreTriples++;
        else if (group === BLANKS && run === 2) blankRuns++;
      }
    }
    Object.assign(this, { moreTriples, blankRuns, last, run });
  }

  /** Of all that was added. */
  profile(): TextProfile {
    const byClass = {} as Record<UnitClass, number>;
    for (let index = 0; index < classNames.length; index++) {
      const name = classNames[index];
      if (name !== undefined) byClass[name] = this.units[index + 1] ?? 0;
    }
    const runsOf = (kind: number) => this.runs[kind] ?? 0;
    const { blankRuns } = this;
    const digitTriples = runsOf(DIGITS) + this.moreTriples;
    return { ...byClass, words: runsOf(LETTERS), digitTriples, punctuationRuns: runsOf(PUNCTUATION), blankRuns };
  }
}

/** Kinds of content, for which errors are stated. */
export const contentKinds = ['plain', 'accented', 'figures', 'cjk', 'otherScripts', 'emoji'] as const;

/**
 * plain: English and code. accented: other languages in Latin script. figures: much of it is digits, as in data and logs.
 * cjk: Chinese, Japanese, Korean. otherScripts: all other scripts. emoji: with pictures in it.
 */
export type ContentKind = (typeof contentKinds)[number];

/** The kind a text is of, by the share that each class has in its characters. */
export function contentKind(profile: TextProfile): ContentKind {
  const letters = profile.letters + profile.capitals;
  const accented = profile.western + profile.latin;
  const { greek, cyrillic, hebrew, arabic, devanagari, indic, thai } = profile;
  const other = greek + cyrillic + hebrew + arabic + devanagari + indic + thai;
  const all = letters + accented + other + cjkUnits(profile) + profile.digits + profile.punctuation + profile.emoji;
  if (profile.emoji > all * 0.05) return 'emoji';
  if (cjkUnits(profile) > all * 0.2) return 'cjk';
  if (other > all * 0.2) return 'otherScripts';
  if (profile.digits > all * 0.1) return 'figures';
  return accented > letters * 0.003 ? 'accented' : 'plain';
}

/** The part of a text's units, blanks aside, that is Chinese, Japanese or Korean; 0 to 1. */
export function cjkShare(profile: TextProfile): number {
  const { blanks, lineEnds } = profile;
  const all = classNames.reduce((sum, name) => sum + profile[name], -blanks - lineEnds);
  return all === 0 ? 0 : cjkUnits(profile) / all;
}

function cjkUnits({ han, kana, hangul, wide }: TextProfile): number {
  return han + kana + hangul + wide;
}
