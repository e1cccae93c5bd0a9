// Lays a text beside the source that it was read from. The source says the text in order, but with things between that are not sent
// (quotes, `+`, indentation, the expressions in holes) and with some characters in another form (writtenForms.ts).
//
// Several explanations are followed at the same time, from left to right, and the one with the fewest breaks wins: a break where the
// source says something that is not sent costs 1, less behind a line end (indentation); one where the text has something that the
// source does not say costs more. As soon as a stretch of text stands in the source without a doubt all other explanations are dropped:
// so the work is linear, and most of it is comparing slices.

import { certainRun, type Step, writtenStep } from './certainRun';
import type { Hole } from './prompt';
import { beginsForm, formsAt } from './writtenForms';

/** Costs of an explanation, in thousandths of a break. */
const BREAK = 1000;
const BREAK_AFTER_LINE_END = 400;
const SKIPPED_UNIT = 2;
/** Looking for a hole's name costs a little more, so that a hole is taken where it is come to. */
const SOUGHT_UNIT = 3;
const WRITTEN = 1;
const WRITTEN_RARELY = 4;
/** A backslash that stands for itself, as in raw strings. */
const BACKSLASH = 2;
const ADDED = 2000;
const ADDED_UNIT = 500;
const HOLE_WITHOUT_NAME = 2000;

/** Explanations followed at a time, and how much worse than the best they may be. */
const MOST_PATHS = 24;
const MOST_WORSE = 12 * BREAK;
/** An explanation that is no better than one that has come this much further in the text is dropped. */
const MUCH_FURTHER = 4;
/** Units of the longest separator that nothing in the source says. */
const LONGEST_ADDED = 64;
/** Explanations that are followed besides, because they have said the most; what each unit of that is worth. */
const MOST_TOLD = 4;
const SAID_UNIT = 100;
/** Steps of explanations that are followed in all; more would take seconds. */
const MOST_FOLLOWED = 500_000;
/** Units of a hole's name that are looked for: it may be cut and its blanks may differ. */
const NAME_UNITS = 24;

/** run: the last unit was the text's. skip: it was not. added: the text is ahead. seek: the name of a hole is looked for. */
type Mode = 'run' | 'skip' | 'added' | 'seek';

interface Chain {
  readonly step: Step;
  readonly before: Chain | undefined;
}

/** One explanation of the source up to a position. */
interface Path {
  /** How much of the text is explained. */
  readonly at: number;
  /** How many holes are. */
  readonly hole: number;
  readonly mode: Mode;
  readonly cost: number;
  /** Where the run began that is going on, in source and text. */
  readonly runStart: number;
  readonly runAt: number;
  readonly steps: Chain | undefined;
}

/** The steps of the best explanation, in order; undefined if too much is in doubt. */
export function align(
  source: string,
  sent: { readonly text: string; readonly holes: readonly Hole[] },
): Step[] | undefined {
  return new Alignment(source, sent.text, sent.holes).align();
}

/** What stands in the source for a hole. */
const spelled = ({ name, written }: Hole): string => written ?? name;

class Alignment {
  /** Explanations by the position in the source that they have come to. */
  private readonly ahead = new Map<number, Map<string, Path>>();
  private readonly names: readonly string[];
  private followed = 0;

  constructor(
    private readonly source: string,
    private readonly text: string,
    private readonly holes: readonly Hole[],
  ) {
    this.names = holes.map((hole) => spelled(hole).replace(/…$/, '').split(/\s/, 1)[0]?.slice(0, NAME_UNITS) ?? '');
  }

  align(): Step[] | undefined {
    const { source } = this;
    this.put(0, { at: 0, hole: 0, mode: 'skip', cost: 0, runStart: 0, runAt: 0, steps: undefined });
    for (let from = 0; from < source.length; ) {
      const paths = this.best(from);
      const certain = paths[0] && this.certainFrom(from, paths[0]);
      if (certain === undefined) {
        this.follow(from, paths);
        if (this.followed > MOST_FOLLOWED) return undefined;
        from += 1;
      } else {
        this.ahead.clear();
        this.put(certain.from, certain.path);
        from = certain.from;
      }
    }
    return this.finish();
  }

  private put(from: number, path: Path): void {
    let there = this.ahead.get(from);
    if (there === undefined) {
      there = new Map();
      this.ahead.set(from, there);
    }
    const key = `${path.at} ${path.hole} ${path.mode}`;
    if (path.cost < (there.get(key)?.cost ?? Number.POSITIVE_INFINITY)) there.set(key, path);
  }

  /** The good explanations among those that have come to a position, best first. */
  private best(from: number): Path[] {
    const paths = [...(this.ahead.get(from)?.values() ?? [])].sort((a, b) => likely(a) - likely(b));
    const limit = (paths[0]?.cost ?? 0) + MOST_WORSE;
    const kept: Path[] = [];
    let furthest = -1;
    for (const path of paths) {
      if (kept.length === MOST_PATHS || path.cost > limit) break;
      if (furthest >= path.at + MUCH_FURTHER) continue;
      kept.push(path);
      furthest = Math.max(furthest, path.at);
    }
    if (kept.length === paths.length) return kept;
    // Those that have said the most for their breaks: of many short pieces each costs one, and to wait for the next costs nothing.
    const told = paths.filter((path) => !kept.includes(path)).sort((a, b) => unsaid(a) - unsaid(b));
    return [...kept, ...told.slice(0, MOST_TOLD)];
  }

  /** Takes every good explanation at a position further: `paths`, and those that come to the same position again. */
  private follow(from: number, paths: readonly Path[]): void {
    const seen = new Set<Path>();
    for (let fresh = paths; fresh.length > 0; fresh = this.best(from).filter((path) => !seen.has(path))) {
      for (const path of fresh) {
        seen.add(path);
        if (this.holes[path.hole]?.at === path.at) this.followToHole(from, path);
        else this.followText(from, path);
      }
      if (seen.size > 4 * MOST_PATHS) break;
    }
    this.followed += seen.size;
    this.ahead.delete(from);
  }

  private followToHole(from: number, path: Path): void {
    const name = this.names[path.hole] ?? '';
    const sought = path.mode === 'seek' ? path : { ...this.ended(from, path), mode: 'seek' as const };
    if (name !== '' && this.source.startsWith(name, from)) {
      const end = from + this.nameLength(from, path.hole);
      const step: Step = { kind: 'hole', at: path.hole, length: 0, start: from, end };
      const steps = { step, before: sought.steps };
      this.put(end, { ...sought, hole: path.hole + 1, mode: 'skip', steps });
    }
    this.put(from + 1, { ...sought, cost: sought.cost + SOUGHT_UNIT });
    // It may be named elsewhere: `"{}".format(x)`. Asked once, where the hole is come to.
    if (path.mode !== 'seek') {
      this.put(from, { ...sought, hole: path.hole + 1, mode: 'skip', cost: sought.cost + HOLE_WITHOUT_NAME });
    }
  }

  /** Units of the source that spell a hole's name; its blanks may be others, and a long one is cut. */
  private nameLength(from: number, hole: number): number {
    const at = this.holes[hole];
    const name = at === undefined ? '' : spelled(at).replace(/…$/, '');
    let end = from;
    for (const character of name.replace(/\s/g, '')) {
      while (/\s/.test(this.source[end] ?? '')) end++;
      if (!this.source.startsWith(character, end)) return (this.names[hole] ?? '').length;
      end += character.length;
    }
    return end - from;
  }

  private followText(from: number, path: Path): void {
    const { source, text } = this;
    const { at, mode, cost } = path;
    const next = source[from] ?? '';
    const same = at < text.length && next === text[at];
    if (same) {
      const more = next === '\\' ? BACKSLASH : 0;
      this.put(from + 1, { ...this.running(from, path), at: at + 1, cost: path.cost + more });
    }
    if (beginsForm(next)) this.followForms(from, path);
    const ended = this.ended(from, path);
    this.put(from + 1, { ...ended, mode: 'skip', cost: cost + this.skipCost(from, path) });
    if (!same && (mode !== 'skip' || from === 0)) this.followAdded(from, ended, mode);
  }

  /** What stands behind the whole text is no break. */
  private skipCost(from: number, { at, mode }: Path): number {
    if (mode === 'skip' || mode === 'added' || at === this.text.length) return SKIPPED_UNIT;
    return SKIPPED_UNIT + (this.source[from - 1] === '\n' ? BREAK_AFTER_LINE_END : BREAK);
  }

  private followForms(from: number, path: Path): void {
    for (const form of formsAt(this.source, from)) {
      if (!this.fits(form.text, path)) continue;
      const step = writtenStep(from, path.at, form);
      const ended = this.ended(from, path);
      const at = path.at + form.text.length;
      const [runStart, runAt] = [step.end, at];
      const steps = { step, before: ended.steps };
      this.put(step.end, {
        ...ended,
        at,
        runStart,
        runAt,
        mode: 'run',
        cost: path.cost + (form.rare ? WRITTEN_RARELY : WRITTEN),
        steps,
      });
    }
  }

  /** Does the text go on with this, before its next hole? */
  private fits(form: string, { at, hole }: Pick<Path, 'at' | 'hole'>): boolean {
    return this.text.startsWith(form, at) && at + form.length <= (this.holes[hole]?.at ?? Number.POSITIVE_INFINITY);
  }

  private followAdded(from: number, path: Path, mode: Mode): void {
    const { at } = path;
    const last = path.steps;
    const going = mode === 'added' && last?.step.kind === 'added' ? last : undefined;
    const length = (going?.step.length ?? 0) + 1;
    if (at >= this.text.length || length > LONGEST_ADDED) return;
    const step: Step = { kind: 'added', at: at + 1 - length, length, start: from, end: from };
    const cost = path.cost + ADDED_UNIT + (going ? 0 : ADDED);
    this.put(from, { ...path, at: at + 1, mode: 'added', cost, steps: { step, before: going ? going.before : last } });
  }

  /** The path in a run, which begins here if none is going on. */
  private running(from: number, path: Path): Path {
    return path.mode === 'run' ? path : { ...path, mode: 'run', runStart: from, runAt: path.at };
  }

  /** The path with the run that is going on put to its steps. */
  private ended(from: number, path: Path): Path {
    if (path.mode !== 'run' || path.at === path.runAt) return path;
    const { runStart, runAt, at } = path;
    const step: Step = { kind: 'same', at: runAt, length: at - runAt, start: runStart, end: from };
    return { ...path, steps: { step, before: path.steps } };
  }

  /** The explanation that goes on without a doubt, if one does. */
  private certainFrom(from: number, path: Path): { from: number; path: Path } | undefined {
    const limit = this.holes[path.hole]?.at ?? this.text.length;
    if (limit === path.at || path.mode === 'seek') return undefined;
    const run = certainRun(this.source, this.text, { from, at: path.at, limit });
    if (run === undefined) return undefined;
    const ended = this.ended(from, path);
    const steps = run.steps.reduce<Chain | undefined>((before, step) => ({ step, before }), ended.steps);
    return { from: run.from, path: { ...ended, at: run.at, mode: 'run', runStart: run.from, runAt: run.at, steps } };
  }

  private finish(): Step[] {
    const { source, text } = this;
    const rest = ({ at, hole, cost }: Path) => {
      const missing = at < text.length ? ADDED + (text.length - at) * ADDED_UNIT : 0;
      return cost + missing + (this.holes.length - hole) * HOLE_WITHOUT_NAME;
    };
    const [best] = [...(this.ahead.get(source.length)?.values() ?? [])].sort((a, b) => rest(a) - rest(b));
    if (best === undefined) return [];
    const steps: Step[] = [];
    for (let chain = this.ended(source.length, best).steps; chain; chain = chain.before) steps.push(chain.step);
    steps.reverse();
    const [start, end] = [source.length, source.length];
    const { at } = best;
    return at < text.length ? [...steps, { kind: 'added', at, length: text.length - at, start, end }] : steps;
  }
}

/** What an explanation costs, less what it has said. */
function unsaid(path: Path): number {
  return path.cost - SAID_UNIT * path.at;
}

/** What an explanation costs that is not skipping just now, but may have to. */
function likely({ cost, mode }: Path): number {
  return mode === 'skip' ? cost - BREAK : cost;
}
