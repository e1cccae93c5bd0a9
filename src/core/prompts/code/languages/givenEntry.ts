// What a map is given under a key that the source spells: `settings["system_prompt"] = "…"`.
import type { Binding } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';

/** `["system_prompt"]`, `[:system_prompt]` */
const subscript = /^\s*\[\s*(?:(["'])([^"'\\\n]{1,80})\1|:(\w{1,80}))\s*\]$/;

/** The entry that `target`, which is given the value, stands for; undefined for what is no subscript, or has no plain text for its key. */
export function givenEntry(
  target: Node | null | undefined,
  value: Node | undefined,
  text: string,
): Binding | undefined {
  const holder = target?.firstNamedChild;
  if (!target || !holder || value === undefined) return undefined;
  const [, , quoted, symbol] = subscript.exec(text.slice(holder.endIndex, target.endIndex)) ?? [];
  const key = quoted ?? symbol;
  return key === undefined ? undefined : { path: [key], value, kind: 'key' };
}
