// Runs `prompt-meter spend` as a user does: the built file in a process of its own.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { type ProviderOptions, ProviderServer } from '../usageServer/providers';

/** What a run ended with. */
export interface SpendRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `environment` is all the run sees beside PATH and HOME. */
export function runSpend(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<SpendRun> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['dist/cli.js', 'spend', ...args], {
      env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...environment },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (part) => (stdout += part));
    child.stderr.on('data', (part) => (stderr += part));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** One run with `--json` against a server of the provider; `report` is undefined without a document. */
export async function askProvider(
  options: Omit<ProviderOptions, 'now'>,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
) {
  const server = await ProviderServer.start({ now: () => Date.now(), ...options });
  try {
    const { code, stdout, stderr } = await runSpend(
      ['--json', '--source', options.kind, '--base-url', server.origin, ...args],
      environment,
    );
    return { code, stderr, report: stdout === '' ? undefined : JSON.parse(stdout), seen: server.seen };
  } finally {
    await server.stop();
  }
}
