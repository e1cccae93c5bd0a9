// Grammars come out of their packing as they went in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { unpackGrammar } from '../../../src/core/prompts/code/syntax/packedGrammar';

const packed = (name: string) => readFileSync(`dist/grammars/${name}.wasm`);

describe('packed grammars', () => {
  for (const [name, file] of [
    ['c-sharp', '@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm'],
    ['ruby', '@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm'],
    ['kotlin', '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm'],
  ] as const) {
    it(`${name} is what it was`, () => {
      const original = readFileSync(`node_modules/${file}`);
      assert.ok(packed(name).length < original.length / 2, 'it is packed');
      assert.equal(original.compare(unpackGrammar(packed(name))), 0);
    });
  }

  it('leave a file alone that is not packed', () => {
    const plain = packed('go');
    assert.equal(unpackGrammar(plain), plain);
  });

  it('throw when they are damaged', () => {
    const bytes = packed('ruby');
    assert.throws(() => unpackGrammar(bytes.subarray(0, bytes.length - 10)), /damaged/);
    const wrong = Buffer.from(bytes);
    wrong.fill(0xff, 12, 40);
    assert.throws(() => unpackGrammar(wrong), /damaged/);
  });
});
