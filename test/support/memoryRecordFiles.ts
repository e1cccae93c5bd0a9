// Record files in memory, with the faults a disk can have. Shared by several stores as a folder is by several windows.
import type { ListedFile, RecordFiles } from '../../src/core/usage/recordStore';

export class MemoryRecordFiles {
  readonly texts = new Map<string, string>();
  /** Called before each change with what is about to happen; may throw, or cut `text`. */
  fault: (action: string, name: string, text: string) => string = (_action, _name, text) => text;

  /** The folder as one window sees it. */
  view(): RecordFiles {
    const { texts } = this;
    return {
      list: async () => [...texts].map(([name, text]): ListedFile => ({ name, stamp: `${text.length}` })),
      read: async (name) => texts.get(name),
      append: async (name, text) => {
        const kept = this.fault('append', name, text);
        texts.set(name, (texts.get(name) ?? '') + kept);
        if (kept.length < text.length) throw new Error('cut');
      },
      finish: async () => {},
      writeWhole: async (name, text) => {
        const kept = this.fault('writeWhole', name, text);
        if (kept.length < text.length) throw new Error('cut');
        texts.set(name, text);
      },
      rename: async (from, to) => {
        this.fault('rename', from, '');
        const text = texts.get(from);
        if (text === undefined) return false;
        texts.delete(from);
        texts.set(to, text);
        return true;
      },
      remove: async (name) => {
        this.fault('remove', name, '');
        texts.delete(name);
      },
      pause: async () => {},
    };
  }
}
