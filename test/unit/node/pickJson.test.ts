// Fields taken by bytes are those that JSON.parse gives: on any JSON, spaced and escaped in any way, and on JSON that is damaged.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Fields } from '../../../src/core/usage/logs/logTool';
import { logTools } from '../../../src/core/usage/logs/logTools';
import { LineMemory } from '../../../src/node/logs/lineMemory';
import { JsonPicker, unusual } from '../../../src/node/logs/pickJson';

const fields: Fields = { a: true, bb: true, in: { a: true, cc: { d: true } }, other: { a: true } };
const memory = new LineMemory();
const picker = new JsonPicker(memory, fields, 'utf8');

/** What is picked from these bytes, which stand between others. */
function pick(bytes: Buffer, by = picker): unknown {
  const around = Buffer.concat([Buffer.from('"0\\'), bytes, Buffer.from('0"}\n')]);
  while (memory.bytes.length < around.length) assert.ok(memory.grow());
  memory.bytes.set(around);
  return by.pick(3, 3 + bytes.length);
}

/** The wanted fields of a parsed value that are there; undefined where a list or an object stands in the way. */
function wanted(value: unknown, of: Fields): unknown {
  const given = new Map<string, unknown>(Object.entries(value as object));
  const found: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(of)) {
    const field = given.get(name);
    if (field === undefined) continue;
    if (typeof field !== 'object' || field === null) found[name] = field;
    else if (inner === true || Array.isArray(field)) return undefined;
    else {
      found[name] = wanted(field, inner);
      if (found[name] === undefined) return undefined;
    }
  }
  return found;
}

/** The view of a picker as a plain object. */
function plain(view: unknown): unknown {
  if (typeof view !== 'object' || view === null) return view;
  const told = Object.entries(view).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, plain(value)]));
}

/** JSON.parse; where it finds a fault, one that does not mind what stands in texts, as long as they end. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(mended(text));
  }
}

/** The same with unknown escapes and control characters in texts made harmless. */
function mended(text: string): string {
  let mended = '';
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const known = isText ? /^\\(["\\/bfnrt]|u[\da-f]{4})/i.exec(text.slice(at, at + 6))?.[0] : undefined;
    const character = text[at] ?? '';
    if (character === '"') isText = !isText;
    mended += known ?? (isText && (character < ' ' || character === '\\') ? '_' : character);
    if (known !== undefined) at += known.length - 1;
  }
  return mended;
}

/** Checks one line; true when it was taken by bytes. */
function check(text: string | Buffer, by = picker, of = fields): boolean {
  const bytes = Buffer.from(text as string);
  const picked = pick(bytes, by);
  if (picked === unusual) return false;
  const parsed = parse(bytes.toString('utf8')); // throws when there was nothing to take
  assert.ok(typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed), 'no object');
  assert.deepEqual(plain(picked), wanted(parsed, of), bytes.toString());
  return true;
}

const name = fc.constantFrom('a', 'bb', 'in', 'cc', 'd', 'other', 'x', '', '__proto__', 'é');
const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, false, -0, 1e300, 2 ** 53 + 2, '\\"', '\u2028'),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('tree')), { maxLength: 6 }).map((pairs) => new Pairs(pairs)),
  ),
}));

/** An object as written: names may be there twice. */
class Pairs {
  constructor(readonly pairs: readonly (readonly [string, unknown])[]) {}
}

function write(value: unknown, space: string): string {
  if (Array.isArray(value)) return `[${value.map((each) => write(each, space)).join(`,${space}`)}${space}]`;
  if (!(value instanceof Pairs)) return JSON.stringify(value) ?? 'null';
  const pairs = value.pairs.map(([key, each]) => `${space}${JSON.stringify(key)}${space}:${write(each, space)}`);
  return `{${pairs.join(`${space},`)}${space}}`;
}

const line = fc
  .tuple(fc.array(fc.tuple(name, tree), { maxLength: 8 }), fc.constantFrom('', ' ', '\t\r '))
  .map(([pairs, space]) => write(new Pairs(pairs), space));

describe('pickJson', () => {
  it('takes what JSON.parse gives, on any JSON', () => {
    let taken = 0;
    fc.assert(
      fc.property(line, (text) => {
        if (check(text)) taken++;
      }),
      { numRuns: 5_000 },
    );
    assert.ok(taken > 2_000, `only ${taken} lines were taken by bytes`);
  });

  it('takes nothing of what is no JSON', () => {
    const change = fc.tuple(
      fc.nat(),
      fc.constantFrom('', '"', '\\', '{', '}', ',', ':', '0', '-', '.', 'e', '\n', 'u', ' '),
    );
    fc.assert(
      fc.property(line, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        let changed = text;
        for (const [place, put] of changes) {
          const at = place % (changed.length + 1);
          changed = changed.slice(0, at) + put + changed.slice(at + 1);
        }
        check(changed);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes nothing of a line cut anywhere', () => {
    const text = '{"a":-1.5e+3,"in":{"cc":{"d":"é"},"x":[1,{"y":"\\u00e9\\n\\\\"}]},"bb":true,"é":"é"}';
    const bytes = Buffer.from(text);
    assert.ok(check(bytes));
    for (let end = 0; end < bytes.length; end++) assert.equal(pick(bytes.subarray(0, end)), unusual, `cut at ${end}`);
  });

  it('leaves no value of one line in the next', () => {
    pick(Buffer.from('{"a":1,"in":{"a":2,"cc":{"d":3}}}'));
    assert.deepEqual(plain(pick(Buffer.from('{"in":{"cc":{}}}'))), { in: { cc: {} } });
    const twice = '{"in":{"a":1},"in":{"cc":{"d":2}},"in":{"cc":{}}}';
    assert.deepEqual(plain(pick(Buffer.from(twice))), { in: { cc: {} } });
  });

  it('reads bytes that are no UTF-8 as decoding the whole line does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), fc.uint8Array({ maxLength: 6 }), (one, two) => {
        check(Buffer.concat([Buffer.from('{"a":"'), one, Buffer.from('","bb":"'), two, Buffer.from('"}')]));
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not overflow on deep nesting', () => {
    for (const open of ['[', '{"x":', '{"in":']) assert.equal(check(`{"x":${open.repeat(200_000)}`), false);
  });

  for (const tool of logTools) {
    it(`serves ${tool.name}`, () => {
      const of = new JsonPicker(memory, tool.fields, 'utf8');
      const full = (names: Fields): unknown =>
        Object.fromEntries(Object.entries(names).map(([key, inner]) => [key, inner === true ? key : full(inner)]));
      assert.ok(check(JSON.stringify(full(tool.fields)), of, tool.fields));
    });
  }
});
