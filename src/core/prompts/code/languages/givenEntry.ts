// What a map is given under a key that the source spells: `settings["system_prompt"] = "…"`.
import type { Binding } from '../syntax/language';
import type { Node } from '../syntax/syntaxNode';

/** `["system_prompt"]`, `[:system_prompt]` */
const subscript = /^\s*\[\s*(?:(["'])([^"'\\\n]{1,80})\1|:(\w{1,80}))\s*\]$/;

/** The name that keeps the map: `orders`, `self.orders`, `$this->orders`, `@orders`. */
const holderName = /^(?:(?:\$?this|self)(?:\.|->)|(@))?\$?(\w{1,40})$/;

function holderOf(source: string): readonly string[] | undefined {
  const name = holderName.exec(source)?.[2];
  return name === undefined ? undefined : /^\$?\w+$/.test(source) ? [name] : ['self', name];
}

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
  if (key === undefined) return undefined;
  const kept = holderOf(text.slice(holder.startIndex, Math.min(holder.endIndex, holder.startIndex + 60)));
  return { path: [key], value, kind: 'key', ...(kept === undefined ? {} : { holder: kept }) };
}
