import assert from 'node:assert/strict';
import { type IgnoreFile, ignoreTest } from '../../src/core/ignoreRules';

function left(rules: string | readonly IgnoreFile[], ...paths: string[]): string[] {
  const isIgnored = ignoreTest(typeof rules === 'string' ? [{ folder: '', text: rules }] : rules);
  return paths.filter((path) => !isIgnored(path));
}

describe('what .gitignore leaves out', () => {
  it('names files and folders anywhere, or at the top with a slash', () => {
    assert.deepEqual(left('build\n*.log', 'build/a.py', 'x/build/b.py', 'a.log', 'x/y.log', 'rebuild/c.py'), [
      'rebuild/c.py',
    ]);
    assert.deepEqual(left('/out\nsrc/gen', 'out/a.py', 'x/out/a.py', 'src/gen/a.py', 'x/src/gen/a.py'), [
      'x/out/a.py',
      'x/src/gen/a.py',
    ]);
  });

  it('tells folders from files', () => {
    assert.deepEqual(left('logs/', 'logs', 'logs/a.py', 'x/logs/b.py'), ['logs']);
  });

  it('takes back, but not below a folder that is left out', () => {
    assert.deepEqual(left('*.md\n!keep.md', 'a.md', 'keep.md', 'x/keep.md'), ['keep.md', 'x/keep.md']);
    assert.deepEqual(left('gen/\n!gen/keep.py', 'gen/keep.py'), []);
    assert.deepEqual(left('gen/*\n!gen/keep.py', 'gen/keep.py', 'gen/other.py'), ['gen/keep.py']);
  });

  it('lets the deeper file decide', () => {
    const rules = [
      { folder: 'x/', text: '!a.py\n/only.py' },
      { folder: '', text: '*.py' },
    ];
    assert.deepEqual(left(rules, 'a.py', 'x/a.py', 'x/b.py', 'x/y/a.py'), ['x/a.py', 'x/y/a.py']);
  });

  it('reads comments, spaces, brackets and double stars', () => {
    assert.deepEqual(
      left('# a.py\n\n  \n\\#b.py\n*.py[cod]\n**/tmp/**', 'a.py', '#b.py', 'a.pyc', 'a.pyi', 'x/tmp/y.py'),
      ['a.py', 'a.pyi'],
    );
  });

  it('takes time in proportion on hostile rules', () => {
    const begin = process.cpuUsage();
    left(`${'*a'.repeat(200)}\n${'**/'.repeat(160)}x`, `${'a'.repeat(5_000)}b`, 'a/'.repeat(500));
    assert.ok(process.cpuUsage(begin).user < 3_000_000);
  });
});
