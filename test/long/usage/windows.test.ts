// Twenty windows against one provider: 200 seeds on simulated days, and twenty real processes over one folder with a clock that runs
// sixty times as fast.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openai } from '../../../src/core/usage/openai';
import { RecordStore } from '../../../src/core/usage/recordStore';
import { httpLimits, httpReader } from '../../../src/host/http';
import { turns } from '../../../src/host/inTurn';
import { Account } from '../../../src/host/spend/account';
import { keyless } from '../../../src/host/spend/accountParts';
import { SpendStore } from '../../../src/host/spend/spendStore';
import { FolderLease } from '../../../src/node/lease';
import { RecordFolder } from '../../../src/node/recordFolder';
import { answer, busiestHour, randomFrom, requestsOfEndless429, runWindows } from '../../manyWindows';
import { UsageServer } from '../../usageServer/server';

const hour = 3_600_000;
/** How much faster the clock of the processes runs. */
const pace = 60;
const intervalMs = 300_000;

/** One window: an account over the shared folder, asking the counting server. */
function window(folder: string, origin: string, writer: string, begin: number): void {
  const now = () => Math.round(begin + (Date.now() - begin) * pace);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) * pace;
  const every = (ms: number, beat: () => void) => {
    const timer = setInterval(beat, ms / pace);
    return () => clearInterval(timer);
  };
  const timer = (ms: number, fire: () => void) => {
    const handle = setTimeout(fire, ms / pace);
    return () => clearTimeout(handle);
  };
  const day = () => new Date(now()).toISOString().slice(0, 10);
  const records = new RecordStore(new RecordFolder(folder, now), writer, day);
  const lease = new FolderLease(folder, { elapsed, every }, () => records.lease);
  const store = new SpendStore(records, lease, (text) => process.stderr.write(`${text}\n`));
  const spendSource = {
    source: openai,
    provider: 'openai',
    costKind: 'reported',
    isGateway: false,
    isLog: false,
  } as const;
  const account = new Account(
    { id: 'x', label: undefined, spendSource, beside: false },
    keyless(origin, 1),
    { origin, basePath: '', demo: false, obstacle: undefined },
    {
      clock: { wall: now, elapsed, random: Math.random, timer },
      store,
      open: (place, _header, extras) => httpReader(place, openai.keyHeader('sk-admin-windows'), httpLimits, extras),
      unsafe: () => undefined,
      inTurn: turns(),
      isWatched: () => true,
      log: () => {},
    },
    intervalMs,
    () => {},
  );
  void account.begin();
}

const [, , mode, ...rest] = process.argv;
if (mode === 'window') window(rest[0] ?? '', rest[1] ?? '', rest[2] ?? '', Number(rest[3]));
else
  describe('twenty windows', () => {
    for (const [accounts, seeds] of [
      [1, 200],
      [3, 50],
    ] as const) {
      it(`R18: keep the bounds of an endless 429 with any of ${seeds} seeds, accounts: ${accounts}`, async function () {
        this.timeout(1_800_000);
        const worst = { first: 0, later: 0, day: 0 };
        for (let seed = 1; seed <= seeds; seed++) {
          const { first, later, day } = await requestsOfEndless429(seed, accounts);
          worst.first = Math.max(worst.first, first);
          worst.later = Math.max(worst.later, later);
          worst.day = Math.max(worst.day, day);
        }
        console.log(
          `seeds 1 to ${seeds}: at most ${worst.first} requests in the first hour, ${worst.later} later, ${worst.day} a day`,
        );
        assert.ok(worst.first <= 7 && worst.later <= 3 && worst.day <= 54, JSON.stringify(worst));
      });
    }

    it('R19: stay under 60 requests in any hour with any of 50 seeds', async function () {
      this.timeout(1_800_000);
      let worst = 0;
      for (let seed = 1; seed <= 50; seed++) {
        const random = randomFrom(seed + 1000);
        const reply = () => answer([200, 200, 500, 429, 401][Math.floor(random() * 5)] ?? 200);
        const plan = {
          windows: 20,
          seed,
          hours: 6,
          reply,
          pages: 1 + (seed % 20),
          refreshes: 1000,
          restartEveryMs: hour / 2,
        };
        worst = Math.max(worst, busiestHour(await runWindows(plan)));
      }
      console.log(`seeds 1 to 50: at most ${worst} requests in an hour`);
      assert.ok(worst <= 60, `${worst}`);
    });

    it('R15: as twenty processes make the requests of one, also when the leader is killed', async function () {
      this.timeout(600_000);
      const minutes = 90;
      const folder = await mkdtemp(path.join(tmpdir(), 'windows-'));
      const begin = Date.now();
      const server = await UsageServer.start({ now: () => begin + (Date.now() - begin) * pace });
      const children = new Map<number, ChildProcess>();
      let writers = 0;
      const open = (index: number) => {
        const args = [__filename, 'window', folder, server.origin, `w${writers++}`, String(begin)];
        children.set(index, spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }));
      };
      try {
        for (let index = 0; index < 20; index++) open(index);
        const kills = 5;
        for (let kill = 0; kill < kills; kill++) {
          await new Promise((resolve) => setTimeout(resolve, (minutes * 60_000) / pace / (kills + 1)));
          children.get(kill)?.kill('SIGKILL');
          open(kill);
        }
        await new Promise((resolve) => setTimeout(resolve, (minutes * 60_000) / pace / (kills + 1)));
      } finally {
        for (const child of children.values()) child.kill('SIGKILL');
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      }
      // each poll asks the costs and the usage once
      const polls = server.seen.filter(({ path: place }) => place.includes('costs')).length;
      const intervals = minutes / 5;
      console.log(
        `20 processes, ${minutes} min at ${pace} times the pace, 5 kills: ${polls} polls; one window makes ${intervals}`,
      );
      assert.ok(polls <= intervals + kills5 && polls >= intervals / 2, `${polls} polls`);
    });
  });

/** Polls that the five kills may cost: the next window asks when the interval is over, once each. */
const kills5 = 5;
