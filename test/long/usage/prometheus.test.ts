// The Prometheus source against a real Prometheus server that scrapes a small exporter: LiteLLM's and OpenTelemetry's metrics, a restart
// of the exporter, a model that appears late.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { usdToDecimal } from '../../../src/core/money';
import { prometheus } from '../../../src/core/usage/prometheus';
import type { UsageRead } from '../../../src/core/usage/source';
import { httpReader } from '../../../src/host/http';

/** What the exporter shows, in Prometheus's text format. */
interface Exporter {
  text: string;
  readonly port: number;
  readonly server: Server;
}

async function startExporter(): Promise<Exporter> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(exporter.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const exporter: Exporter = { text: '', port: (server.address() as AddressInfo).port, server };
  return exporter;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

describe('a real Prometheus server', function () {
  this.timeout(180_000);
  let child: ChildProcess | undefined;
  let folder: string;
  let exporter: Exporter;
  let origin: string;

  before(async function () {
    const found = spawnSync(process.execPath, ['scripts/prometheus.mjs'], { encoding: 'utf8' });
    if (found.status !== 0) {
      console.log(found.stdout);
      this.skip();
    }
    folder = mkdtempSync(path.join(tmpdir(), 'prompt-meter-prometheus-'));
    exporter = await startExporter();
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const config = `scrape_configs:\n  - job_name: gateway\n    scrape_interval: 500ms\n    scrape_timeout: 400ms\n    static_configs:\n      - targets: ['127.0.0.1:${exporter.port}']\n`;
    writeFileSync(path.join(folder, 'prometheus.yml'), config);
    child = spawn(
      found.stdout.trim(),
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    await until(async () => (await fetch(`${origin}/-/ready`).catch(() => undefined))?.status === 200);
  });

  after(async () => {
    child?.kill('SIGKILL');
    exporter?.server.close();
    await wait(200);
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  async function until(isTrue: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 150; tries++) {
      if (await isTrue()) return;
      await wait(200);
    }
    assert.fail('it did not come true in 30 s');
  }

  /** Waits until the server has scraped what the exporter shows now. */
  async function show(lines: readonly string[], probe: string): Promise<void> {
    exporter.text = `${lines.join('\n')}\n`;
    const [, metric = '', value = ''] = /^(.*) (\S+)$/.exec(probe) ?? [];
    await until(async () => {
      const answer = await fetch(`${origin}/api/v1/query?query=${encodeURIComponent(metric)}`);
      const body = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
      return body.data.result[0]?.value[1] === value;
    });
  }

  async function read(begin: number, group: 'model' | 'project' = 'model'): Promise<UsageRead> {
    const period = { start: begin - (begin % 60_000), end: begin + 86_400_000 };
    const { getJson } = httpReader(origin, undefined);
    const result = await prometheus.read({ getJson, period, now: Date.now(), group });
    assert.equal(result.kind, 'read', 'detail' in result ? result.detail : '');
    return result as UsageRead;
  }

  it('gives exactly what the counters rose by', async () => {
    const begin = Date.now();
    const started = `process_start_time_seconds ${Math.floor(begin / 1000)}`;
    const of = (metric: string, model: string, value: number) =>
      `litellm_${metric}_metric_total{model="${model}",team_alias="shop",api_key_alias="k"} ${value}`;
    const all = (model: string, spend: number, input: number, output: number, requests: number) => [
      of('spend', model, spend),
      of('input_tokens', model, input),
      of('output_tokens', model, output),
      of('requests', model, requests),
    ];
    await show([started, ...all('gpt-5.5', 0.1, 1000, 100, 3)], of('requests', 'gpt-5.5', 3));
    await show([started, ...all('gpt-5.5', 0.30000000000000004, 1500, 160, 5)], of('requests', 'gpt-5.5', 5));
    // the gateway restarts: its counters begin anew, and a model is used for the first time
    await show([started, ...all('gpt-5.5', 0.05, 20, 3, 1), ...all('o3', 0.4, 7, 2, 4)], of('requests', 'o3', 4));
    const { costs, tokens, days } = await read(begin);
    const sums = (model: string) => costs.filter((cell) => cell.model === model).map(({ cost }) => usdToDecimal(cost));
    assert.deepEqual([sums('gpt-5.5'), sums('o3')], [['0.35'], ['0.4']]);
    assert.deepEqual(
      tokens
        .map(({ model, requests, inputTokens, outputTokens }) => [model, requests, inputTokens, outputTokens])
        .sort(),
      [
        ['gpt-5.5', 6, 1520, 163],
        ['o3', 4, 7, 2],
      ],
    );
    assert.ok(days.length >= 1);
    assert.deepEqual(
      (await read(begin, 'project')).costs.map(({ project, cost }) => [project, usdToDecimal(cost)]),
      [['shop', '0.75']],
    );
  });
});
