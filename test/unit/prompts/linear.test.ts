// Work grows with the text and no faster: operations on a hostile text of size n are compared with those on 2n. Counted are what the engine
// asks the language's adapter for, and the steps of the parser.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Parser } from 'web-tree-sitter';
import { CodeFinder } from '../../../src/core/prompts/code/codeFinder';
import { java } from '../../../src/core/prompts/code/languages/java';
import { python } from '../../../src/core/prompts/code/languages/python';
import { typescript } from '../../../src/core/prompts/code/languages/script';
import { Grammars } from '../../../src/core/prompts/code/syntax/grammars';
import type { CodeLanguage } from '../../../src/core/prompts/code/syntax/language';

let operations = 0;

function counting<T extends object>(subject: T): T {
  return new Proxy(subject, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        operations++;
        return Reflect.apply(value, target, given);
      };
    },
  });
}

/** Counts what the parser reports as its progress. */
function countingSteps(parser: Parser): Parser {
  const parse: typeof parser.parse = (text, old, options) =>
    parser.parse(text, old, {
      ...options,
      progressCallback: (state) => {
        operations++;
        return options?.progressCallback?.(state) ?? false;
      },
    });
  return new Proxy(parser, {
    get: (target, key) => (key === 'parse' ? parse : Reflect.get(target, key)?.bind(target)),
  });
}

const grammars = new Grammars((name) => readFile(path.join('dist', name)));

async function operationsOn(language: CodeLanguage, text: string): Promise<number> {
  const parser = await grammars.load(language);
  const finder = new CodeFinder(counting(language), countingSteps(parser));
  operations = 0;
  finder.find(text);
  finder.dispose();
  return operations;
}

const unit = '"aaa bbb ccc ddd"';
/** `n` copies of something that a careless reader goes through again and again; under 1,000 brackets deep, on short lines. */
const hostile: Record<string, (n: number) => string> = {
  quotes: (n) => `prompt = ${`${'"'.repeat(99)}\n`.repeat(n)}`,
  'lists in lists': (n) => `prompt = ${`[${unit},\n`.repeat(n)}${']'.repeat(n)}`,
  'calls in calls': (n) => `prompt = ${`f(${unit}, prompt=\n`.repeat(n)}1${')'.repeat(n)}`,
  'calls of calls': (n) => `prompt = (a${`(${unit})\n`.repeat(n)})`,
  operands: (n) => `prompt = (${`${unit} +\n`.repeat(n)}x)`,
  chains: (n) => `prompt = (x${`\n.format(${unit})`.repeat(n)})`,
  requests: (n) => 'f(model="gpt-4o", messages=m)\n'.repeat(n),
  'one name in many scopes': (n) =>
    'def f(m):\n  m = [{"role": "user", "content": "x"}]\n  f(model="g", messages=m)\n'.repeat(n),
  'messages in one list': (n) =>
    `f(model="gpt-4o", messages=[${'{"role": "user", "content": "one two three four"},\n'.repeat(n)}])`,
  'arguments of a picture': (n) => `f(${'negative_prompt="one two three four",\n'.repeat(n)})`,
  'texts that fill each other': (n) => {
    const holes = Array.from({ length: n / 16 }, (_, at) => `{RULES[k${at}]}\n`).join('');
    const rules = `f"""Answer in plain and short words.\n${holes}""",\n`.repeat(16);
    return `RULES = [\n${rules}]\nf(model="gpt-4o", messages=[{"role": "user", "content": f"""Be kind.\n${holes}"""}])\n`;
  },
  'open braces in a text': (n) => 'prompt = f"{{{\n'.repeat(n / 4),
  garbage: (n) => 'prompt )]}({[<>"\'`${\n'.repeat(n),
};

/** The same for objects that are filled one entry at a time. */
const filling: Record<string, (n: number) => string> = {
  'entries in one chain': (n) => `class A { void f() { x(new JSONObject()${'.put("role", "user")\n'.repeat(n)}); } }`,
  'entries in statements': (n) => `class A { void f() {\n${'m.put("role", "user");\n'.repeat(n)}} }`,
  'objects in statements': (n) =>
    `class A { void f() {\n${'m.put("role", "user");\nm.put("content", "one two three four");\n'.repeat(n)}} }`,
};

describe('operations on n and on 2n', () => {
  for (const [name, text] of Object.entries(filling)) {
    it(`${name}, java`, async function () {
      this.timeout(60_000);
      const [once, twice] = [await operationsOn(java, text(400)), await operationsOn(java, text(800))];
      assert.ok(once > 0);
      assert.ok(twice <= 2.5 * once + 200, `${once} operations, then ${twice}`);
    });
  }
  for (const language of [python, typescript]) {
    for (const [name, text] of Object.entries(hostile)) {
      it(`${name}, ${language.grammar}`, async function () {
        this.timeout(60_000);
        const [once, twice] = [await operationsOn(language, text(400)), await operationsOn(language, text(800))];
        assert.ok(once > 0);
        assert.ok(twice <= 2.5 * once + 200, `${once} operations, then ${twice}`);
      });
    }
  }
});
