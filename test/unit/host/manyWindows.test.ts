// Many windows, one provider: R15, R18, R19 and R20 over whole simulated days. The long run has 200 seeds.
import assert from 'node:assert/strict';
import { answer, busiestHour, requestsOfEndless429, runWindows } from '../../manyWindows';

const hour = 3_600_000;

describe('many windows', function () {
  this.timeout(60_000);

  it('make the requests of one', async () => {
    const usual = { seed: 1, hours: 5, reply: () => answer(200) };
    const one = await runWindows({ ...usual, windows: 1 });
    const twenty = await runWindows({ ...usual, windows: 20 });
    assert.ok(one.length > 55 && one.length <= 60, `${one.length}`);
    assert.ok(twenty.length <= 60 && twenty.length >= one.length - 5, `${one.length} and ${twenty.length}`);
  });

  it('read limits once in six hours, all together, however often windows begin anew', async () => {
    const usual = { seed: 5, windows: 5, hours: 13, reply: () => answer(200), restartEveryMs: 2 * hour };
    const plain = await runWindows(usual);
    const limited = await runWindows({ ...usual, limits: 20 });
    const more = limited.length - plain.length;
    assert.ok(more >= 2 * 20 - 10 && more <= 3 * 20 + 10, `${plain.length} and ${limited.length}`);
    assert.ok(busiestHour(limited) <= 60, `${busiestHour(limited)}`);
  });

  it('R18: bear an endless 429 with 7 requests in the first hour, 3 in any later one, 54 in a day', async () => {
    for (const seed of [1, 2, 3]) {
      const { first, later, day } = await requestsOfEndless429(seed);
      assert.ok(first <= 7, `seed ${seed}: ${first} in the first hour`);
      assert.ok(later <= 3, `seed ${seed}: ${later} in a later one`);
      assert.ok(day <= 54 && day >= 24, `seed ${seed}: ${day} in a day`);
    }
  });

  it('R18: bear an endless 429 as well with several accounts of the source: the server sees the requests of one', async () => {
    for (const [seed, accounts] of [
      [1, 2],
      [2, 3],
      [3, 5],
    ] as const) {
      const { first, later, day } = await requestsOfEndless429(seed, accounts);
      assert.ok(first <= 7, `${accounts} accounts: ${first} in the first hour`);
      assert.ok(later <= 3, `${accounts} accounts: ${later} in a later one`);
      assert.ok(day <= 54 && day >= 24, `${accounts} accounts: ${day} in a day`);
    }
  });

  it('keep a troubled account from holding up a healthy one of the same source', async () => {
    // the accounts take turns: every second request is refused
    const asked = { windows: 1, accounts: 2, seed: 6, hours: 5 };
    const times: number[] = [];
    let refused = 0;
    const requests = await runWindows({
      ...asked,
      reply: (nth, now) => {
        if (nth % 2 === 0 && refused < 40) {
          refused++;
          return answer(429);
        }
        times.push(now);
        return answer(200);
      },
    });
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
    assert.ok(refused > 5 && requests.length > 50, `${refused} of ${requests.length}`);
    assert.ok(Math.max(...gaps) < 10 * 60_000, `${Math.max(...gaps) / 60_000} min`);
  });

  it('ask one thing at a time, with several accounts and people who wish for figures', async () => {
    let [now, most] = [0, 0];
    const reply = async () => {
      now++;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now--;
      return answer(200);
    };
    const usual = { windows: 1, accounts: 3, seed: 7, hours: 3, pages: 4, limits: 5, refreshes: 10, reply };
    const requests = await runWindows(usual);
    assert.ok(requests.length > 100, `${requests.length}`);
    assert.equal(most, 1);
  });

  it('R19: stay under 60 requests in any hour, whatever people wish and the provider answers', async () => {
    const moods = [200, 200, 200, 500, 429, 401, 0];
    for (const seed of [1, 2]) {
      const reply = (nth: number) => {
        const mood = moods[Math.floor(nth / 7) % moods.length] ?? 200;
        return mood === 0 ? ({ kind: 'offline', detail: 'ENOTFOUND' } as const) : answer(mood);
      };
      const requests = await runWindows({
        windows: 20,
        seed,
        hours: 6,
        reply,
        pages: 6,
        limits: 30,
        refreshes: 1000,
        restartEveryMs: hour / 2,
      });
      assert.ok(requests.length > 30, `${requests.length}`);
      assert.ok(busiestHour(requests) <= 60, `seed ${seed}: ${busiestHour(requests)}`);
    }
  });

  it('R20: send nothing before Retry-After is over, in no window, after no restart', async () => {
    const wait = 5 * hour;
    const reply = (nth: number) => (nth === 0 ? answer(429, wait) : answer(200));
    const requests = await runWindows({ windows: 20, seed: 4, hours: 8, reply, refreshes: 300, restartEveryMs: hour });
    const [first = 0, second = 0] = requests;
    assert.ok(second - first >= wait, `${(second - first) / hour} h`);
  });
});
