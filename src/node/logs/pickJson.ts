// Takes a few fields out of one line of JSON by its bytes: neither a string of the line nor objects of its other fields are made. What
// it gives is exactly what JSON.parse would give of those fields; whatever is unusual is left to JSON.parse. Of texts that are not wanted
// only the end is looked for: they are most of a log.
import type { Fields } from '../../core/usage/logs/logTool';
import type { LineMemory } from './lineMemory';

/** The line is no JSON, or so unusual that JSON.parse should look at it. */
export const unusual = Symbol('unusual');

/** An object with wanted fields. */
interface Level {
  readonly address: number;
  /** Shows the slots as an object; the same one for every line. */
  readonly view: object;
}

/** What a slot holds: the numbers of `jsonLines.wat`. Without one of them it holds nothing. */
const holds = { text: 1, whole: 2, digits: 3, object: 4, null: 5, false: 6, true: 7 };
const slotBytes = 16;

/** Takes `fields` out of lines in UTF-8, or in one character for each byte. */
export class JsonPicker {
  private readonly level: Level;
  /** The last text of each slot: most are the same again. */
  private readonly texts: string[] = [];

  constructor(
    private readonly memory: LineMemory,
    fields: Fields,
    private readonly encoding: 'latin1' | 'utf8',
  ) {
    this.level = this.levelOf(fields, memory.allot(countOf(fields) * slotBytes));
  }

  /** The fields of the object that stands in bytes `[start, end)` of the memory: an object that is only good until the next line. */
  pick(start: number, end: number): unknown {
    return this.memory.pick(start, end, this.level.address) ? this.level.view : unusual;
  }

  /** Writes down which fields are wanted. Each has a slot, those of inner objects next to it. */
  private levelOf(fields: Fields, firstSlot: number): Level {
    const { memory } = this;
    // a parent of its own: objects that share one and differ in their getters are slow
    const view = Object.create({});
    let slot = firstSlot;
    const rows = Object.entries(fields).flatMap(([name, inner]) => {
      const own = slot;
      slot += slotBytes;
      const level = inner === true ? undefined : this.levelOf(inner, slot);
      if (inner !== true) slot += countOf(inner) * slotBytes;
      Object.defineProperty(view, name, { get: () => this.valueOf(own, level?.view), enumerable: true });
      const { address, length } = memory.mark(name);
      return [address, length, own, level?.address ?? 0];
    });
    const level = [firstSlot, slot - firstSlot, rows.length / 4, ...rows];
    const address = memory.allot(level.length * 4);
    memory.table.set(level, address / 4);
    return { address, view };
  }

  private valueOf(slot: number, inner: object | undefined): unknown {
    const { table, wide } = this.memory;
    const [start, end] = [table[slot / 4 + 2] ?? 0, table[slot / 4 + 3] ?? 0];
    switch (table[slot / 4]) {
      case holds.text:
        return this.textOf(slot, start, end);
      case holds.whole:
        return wide[slot / 8 + 1];
      case holds.digits:
        return Number(this.memory.text('latin1', start, end));
      case holds.object:
        return inner;
      case holds.null:
        return null;
      case holds.false:
        return false;
      case holds.true:
        return true;
      default:
        return undefined;
    }
  }

  private textOf(slot: number, start: number, end: number): string {
    const last = this.texts[slot / slotBytes] ?? '';
    if (this.memory.holds(last, start, end)) return last;
    const text = this.memory.text(this.encoding, start, end);
    this.texts[slot / slotBytes] = text;
    return text;
  }
}

function countOf(fields: Fields): number {
  return Object.values(fields).reduce((sum, inner) => sum + 1 + (inner === true ? 0 : countOf(inner)), 0);
}
