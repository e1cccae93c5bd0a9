// The tools that a call states, as the JSON of its body: literal definitions in the call, or under a name of the same file.

import { isSure, normalName, type Value } from '../facts/value';
import type { Definitions } from './definitions';
import type { Placed } from './placed';

/** Names followed from one to the next: `TOOLS`, in it `WEATHER_TOOL`, in that `SCHEMA`. */
const HOPS = 3;
/** How deep definitions are nested at most. */
const DEPTH_LIMIT = 30;
/** Longest JSON, in UTF-16 units; no API takes more. */
const LENGTH_LIMIT = 200_000;

/** Writes one value as JSON, following names. */
class JsonWriter {
  readonly #definitions: Definitions;
  #length = 0;

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** Undefined when the source does not show all of the value. */
  write(placed: Placed, hops = HOPS, depth = DEPTH_LIMIT): string | undefined {
    const { value } = placed;
    const inside = (inner: Value) => this.write({ ...placed, value: inner }, hops, depth - 1);
    if (depth <= 0 || this.#length > LENGTH_LIMIT) return undefined;
    switch (value.kind) {
      case 'text':
        return value.holes.length > 0 || value.branches > 1 ? undefined : this.#written(JSON.stringify(value.text));
      case 'number':
      case 'fixed':
        return this.#written(JSON.stringify(value.value));
      case 'list': {
        if (!isSure(value)) return undefined;
        const items = allShown(value.items.map(inside));
        return items && `[${items.join(',')}]`;
      }
      case 'object': {
        const names = value.complete ? (value.written ?? [...value.entries.keys()]) : [];
        if (names.length !== value.entries.size) return undefined;
        const held = allShown([...value.entries.values()].map(inside));
        return held && `{${held.map((item, index) => `${JSON.stringify(names[index])}:${item}`).join(',')}}`;
      }
      case 'name': {
        const found = hops > 0 ? this.#definitions.resolve(value.path, placed.scopes) : undefined;
        const whole = found !== undefined && !found.changed && found.added.length === 0 && value.branches === 1;
        return whole ? this.write(found.placed, hops - 1, depth) : undefined;
      }
      default:
        return undefined;
    }
  }

  #written(json: string): string {
    this.#length += json.length;
    return json;
  }
}

function allShown(items: readonly (string | undefined)[]): string[] | undefined {
  const shown = items.filter((item) => item !== undefined);
  return shown.length === items.length ? shown : undefined;
}

/** The fields of a call that state its tools, and whether one must be called. */
const toolFields = ['tools', 'functions'];
const choiceFields = ['tool_choice', 'function_call'];

/** What a call says about tools. */
export interface StatedTools {
  /** `{"tools": […], "tool_choice": …}` as JSON; undefined when the source does not show all of it. */
  readonly json: string | undefined;
}

/** The tools among the arguments of a call; undefined when it has none. `config`: where Google's API keeps them. */
export function statedTools(
  named: ReadonlyMap<string, Value>,
  placed: Placed,
  definitions: Definitions,
): StatedTools | undefined {
  const config = named.get('config');
  const inConfig = config?.kind === 'object' ? config.entries : config?.kind === 'call' ? config.named : undefined;
  const field = toolFields.find((name) => named.has(name));
  const tools = field === undefined ? inConfig?.get('tools') : named.get(field);
  if (tools === undefined || (isSure(tools) && tools.items.length === 0)) return undefined;
  const writer = new JsonWriter(definitions);
  const fields = [[field ?? 'tools', tools] as const];
  for (const name of choiceFields) {
    const choice = named.get(normalName(name));
    if (choice !== undefined) fields.push([name, choice]);
  }
  const written = allShown(
    fields.map(([name, value]) => {
      const json = writer.write({ ...placed, value });
      return json && `${JSON.stringify(name)}:${json}`;
    }),
  );
  return { json: written && `{${written.join(',')}}` };
}
