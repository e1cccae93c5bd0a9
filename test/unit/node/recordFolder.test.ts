// Records on a real disk: kills, full disks, unusable folders.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecordFolder } from '../../../src/node/recordFolder';
import { assertNothingLost, killWriters, storeIn, writeForEver } from '../../support/recordWriters';

/** Writes until the disk refuses, then says what is safe; a limit on the size of files stands in for a full disk. */
async function fillUp([folder = '']: readonly string[]): Promise<void> {
  process.on('SIGXFSZ', () => {}); // else the limit ends the process
  const store = storeIn(folder, 'full');
  let saved = 0;
  for (let count = 1; count <= 400; count++) {
    if (await store.put(1, [{ key: 'total', value: `${count} ${'x'.repeat(3000)}` }])) saved = count;
  }
  process.stdout.write(`${saved} ${store.health.unsaved}`);
}

const [, , mode, ...rest] = process.argv;
if (mode === 'write') void writeForEver(rest);
else if (mode === 'fill') void fillUp(rest);
else
  describe('record folder', function () {
    this.timeout(60_000);
    let folder = '';
    beforeEach(async () => {
      folder = path.join(await mkdtemp(path.join(tmpdir(), 'records-')), 'ledger', 'v1');
    });
    afterEach(() => rm(path.join(folder, '../..'), { recursive: true, force: true }));

    it('loses nothing acknowledged when writers and the compacting window are killed', async () => {
      const saved = new Map<string, number>();
      for (let round = 0; round < 5; round++) {
        for (const [key, count] of await killWriters(__filename, folder, round, Math.random)) saved.set(key, count);
        await assertNothingLost(folder, saved);
      }
      assert.ok(saved.size > 20, `${saved.size} buckets`);
    });

    it('makes the folder and its files readable for the user alone', async () => {
      const store = storeIn(folder, 'a');
      assert.equal(await store.put(1, [{ key: 'k', value: 1 }]), true);
      await store.dispose();
      const [name = ''] = await readdir(folder);
      assert.match(name, /^seg-\d{4}-\d\d-\d\d-a-1\.jsonl$/);
      assert.equal((await stat(folder)).mode & 0o777, 0o700);
      assert.equal((await stat(path.join(folder, name))).mode & 0o777, 0o600);
    });

    it('keeps what fits when files cannot grow, and goes on in new ones', async () => {
      // 64 blocks of 1024 bytes for each file
      const script = 'ulimit -f 64; exec "$0" "$@"';
      const child = spawn('bash', ['-c', script, process.execPath, __filename, 'fill', folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (data) => {
        output += data;
      });
      await new Promise((resolve) => child.on('close', resolve));
      const [saved = 0, unsaved] = output.split(' ').map(Number);
      assert.ok(saved >= 399 && (unsaved ?? 9) <= 1, output);
      const store = storeIn(folder, 'reader');
      await store.load();
      assert.equal(String(store.records.get('total')?.value).split(' ')[0], `${saved}`);
      assert.ok((await readdir(folder)).length > 10);
      await store.dispose();
    });

    it('does not call a write safe when the file was taken away', async () => {
      const files = new RecordFolder(folder, Date.now);
      await files.append('seg-x-1.jsonl', 'one');
      await files.rename('seg-x-1.jsonl', 'old-1-seg-x-1.jsonl');
      await assert.rejects(files.append('seg-x-1.jsonl', 'two'));
      // and when another file stands at its place, as after a backup was played back
      await files.append('seg-x-2.jsonl', 'one');
      await files.rename('seg-x-2.jsonl', 'old-1-seg-x-2.jsonl');
      await writeFile(path.join(folder, 'seg-x-2.jsonl'), 'one');
      await assert.rejects(files.append('seg-x-2.jsonl', 'two'), /taken away/);
    });

    it('keeps figures in memory where nothing can be written, and saves them later', async () => {
      await mkdir(path.dirname(folder), { recursive: true });
      await writeFile(folder, 'a file where the folder should be');
      const store = storeIn(folder, 'a');
      assert.equal(await store.put(1, [{ key: 'k', value: 1 }]), false);
      assert.deepEqual(store.health, { damaged: 0, unsaved: 1 });
      await assert.rejects(store.load());
      assert.equal(store.records.get('k')?.value, 1);
      await rm(folder);
      assert.equal(await store.retry(), true);
      await store.dispose();
    });

    it('reads nothing that is not its own, and says which lines are damaged', async () => {
      const store = storeIn(folder, 'a');
      await store.put(1, [{ key: 'k', value: 1 }]);
      await store.dispose();
      const [name = ''] = await readdir(folder);
      await writeFile(path.join(folder, 'notes.txt'), 'not ours');
      await mkdir(path.join(folder, 'seg-folder.jsonl'));
      await writeFile(
        path.join(folder, name),
        Buffer.concat([await readFile(path.join(folder, name)), Buffer.alloc(600)]),
      );
      const reader = storeIn(folder, 'b');
      await reader.load();
      assert.equal(reader.records.get('k')?.value, 1);
      assert.equal(reader.health.damaged, 1);
    });
  });
