import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFiles } from '../../../src/node/files';

describe('findFiles', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'prompt-meter-'));
    mkdirSync(path.join(root, '.git'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (file: string, text = '') => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };

  const found = async (...paths: string[]) => {
    const { files, problems } = await findFiles(paths.map((each) => path.join(root, each)));
    return { files: files.map((file) => path.relative(root, file).replaceAll('\\', '/')), problems };
  };

  it('walks folders in a stable order and leaves out what git ignores', async () => {
    write('.gitignore', 'build/\n*.log\n!keep.log\n/top.py\n');
    for (const file of ['b.py', 'a.py', 'build/x.py', 'c/build/y.py', 'c/z.log', 'c/keep.log', 'top.py', 'c/top.py'])
      write(file);
    write('node_modules/m/x.py');
    const { files } = await found('.');
    assert.deepEqual(files, ['.gitignore', 'a.py', 'b.py', 'c/keep.log', 'c/top.py']);
  });

  it('lets a deeper .gitignore add and take back', async () => {
    write('.gitignore', '*.txt\n');
    write('c/.gitignore', '!note.txt\n/only.py\n');
    for (const file of ['note.txt', 'only.py', 'c/note.txt', 'c/only.py', 'c/d/only.py']) write(file);
    const { files } = await found('.');
    assert.deepEqual(files, ['.gitignore', 'c/.gitignore', 'c/d/only.py', 'c/note.txt', 'only.py']);
  });

  it('obeys the .gitignore files above a named folder, up to the repository', async () => {
    write('.gitignore', 'secret.py\n');
    for (const file of ['c/secret.py', 'c/open.py']) write(file);
    assert.deepEqual((await found('c')).files, ['c/open.py']);
  });

  it('reads a named file even when it is ignored', async () => {
    write('.gitignore', '*.py\n');
    write('a.py');
    assert.deepEqual((await found('a.py')).files, ['a.py']);
  });

  it('follows no link below a folder', async () => {
    write('c/a.py');
    symlinkSync('..', path.join(root, 'c', 'loop'));
    assert.deepEqual((await found('c')).files, ['c/a.py']);
  });

  it('names what it cannot find', async () => {
    const { problems } = await found('nowhere.py');
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /nowhere\.py: no such file or folder$/);
  });
});
