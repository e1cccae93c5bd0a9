import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readGlob } from '../../src/core/glob';

function fits(pattern: string, path: string): boolean {
  const test = readGlob(pattern);
  assert.equal(typeof test, 'function', `${pattern} is refused: ${test}`);
  return typeof test === 'function' && test(path);
}

describe('path patterns', () => {
  it('fit as people expect', () => {
    const yes: [string, string][] = [
      ['prompts/**', 'prompts/a.prompt'],
      ['prompts/**', 'prompts/deep/er/a.prompt'],
      ['prompts/', 'prompts/deep/a.prompt'],
      ['./prompts/*.prompt', 'prompts/a.prompt'],
      ['prompts\\*.prompt', 'prompts/a.prompt'],
      ['*.prompt', 'any/where/a.prompt'],
      ['**/*.py', 'a.py'],
      ['src/**/bot?.py', 'src/bot1.py'],
      ['src/{bot,shop}/*.{py,ts}', 'src/shop/call.ts'],
      ['**', 'a'],
      ['a*b*c', 'axxbxxbxc'],
    ];
    for (const [pattern, path] of yes) assert.ok(fits(pattern, path), `${pattern} fits ${path}`);
    const no: [string, string][] = [
      ['prompts/*.prompt', 'prompts/deep/a.prompt'],
      ['prompts/**', 'other/prompts/a.prompt'],
      ['*.prompt', 'a.prompt.md'],
      ['src/{bot,shop}/*.py', 'src/other/a.py'],
      ['a*b', 'axxbc'],
      ['a.b', 'axb'],
    ];
    for (const [pattern, path] of no) assert.ok(!fits(pattern, path), `${pattern} does not fit ${path}`);
  });

  it('that lead out of the folder are refused', () => {
    for (const pattern of ['../x', 'a/../../b', '/etc/**', '~/x', 'C:/x', 'C:\\x', '{a,../b}/c', '{/etc,a}/b']) {
      assert.equal(readGlob(pattern), 'outside', pattern);
    }
    for (const pattern of ['https://example.com/**', 'file:///etc', 'vscode-vfs://github/x']) {
      assert.equal(readGlob(pattern), 'address', pattern);
    }
    assert.equal(readGlob(' '), 'empty');
    assert.equal(readGlob('x'.repeat(501)), 'tooLong');
    assert.equal(readGlob('{a,b}'.repeat(10)), 'tooLong');
  });

  it('agree with a plain meaning of the star', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(name, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (pattern, path) => {
        fc.pre(pattern.trim() !== '' && path !== '' && !pattern.includes('**'));
        const plain = new RegExp(`^${pattern.replace(/[*?]/g, (char) => (char === '*' ? '.*' : '.'))}$`);
        assert.equal(fits(pattern, path), plain.test(path), `${pattern} on ${path}`);
      }),
    );
  });

  it('take no exponential time', () => {
    const begin = process.cpuUsage();
    fits('a*'.repeat(200), `${'a'.repeat(2_000)}b`);
    fits('**/'.repeat(100).concat('x'), 'a/'.repeat(500).concat('y'));
    assert.ok(process.cpuUsage(begin).user < 2_000_000);
  });
});
