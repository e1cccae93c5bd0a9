// Entry of the command line: `prompt-meter scan` and `prompt-meter count`. Exit code 0 done, 2 bad usage or unreadable input.
import { parseArgs } from 'node:util';
import type { EncodingName } from '../core/tokens/encoding';
import { encodingNames } from '../core/tokens/encoding';
import { type RequestFormat, requestFormats } from '../core/tokens/requests/request';
import { countFile } from './countFile';
import { countRequestFile, requestLines } from './countRequestFile';
import { InputError } from './inputError';
import { scan } from './scan';
import { scanReport } from './scanReport';

const usage = `Usage:
  prompt-meter scan [--json] [--model ID] PATH...
      Prompts in files and folders (.gitignore is respected), with tokens and input cost.
      --model ID       model to use where none can be read
  prompt-meter count [--json] (--model ID | --encoding NAME) [FILE|-]
      Tokens of a file or of standard input.
      --encoding NAME  one of ${encodingNames.join(', ')}
  prompt-meter count --request [--json] [--model ID] [--format NAME] [FILE|-]
      Input tokens of an API call, part by part, from its JSON body.
      --model ID       instead of the model that the body names
      --format NAME    one of ${requestFormats.join(', ')}; told by the body's fields if absent
`;

class UsageError extends Error {}

const options = {
  json: { type: 'boolean' },
  model: { type: 'string' },
  encoding: { type: 'string' },
  request: { type: 'boolean' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...paths] = positionals;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  switch (command) {
    case 'scan':
      return runScan(paths, values.model, values.json === true);
    case 'count':
      return values.request === true ? runCountRequest(paths, values) : runCount(paths, values);
    default:
      throw new UsageError(command === undefined ? 'a command is missing' : `unknown command "${command}"`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function runScan(paths: string[], model: string | undefined, json: boolean): Promise<number> {
  if (paths.length === 0) throw new UsageError('scan needs a file or folder');
  const result = await scan(paths, model, __dirname);
  process.stdout.write(json ? `${JSON.stringify(result.report)}\n` : scanReport(result.report));
  for (const problem of result.problems) process.stderr.write(`prompt-meter: ${problem}\n`);
  return result.problems.length > 0 ? 2 : 0;
}

type Values = ReturnType<typeof parse>['values'];

async function runCount(paths: string[], { model, encoding, format, json }: Values): Promise<number> {
  if (paths.length > 1) throw new UsageError('count takes one file');
  if (format !== undefined) throw new UsageError('--format goes with --request');
  if ((model === undefined) === (encoding === undefined)) throw new UsageError('count needs --model or --encoding');
  if (encoding !== undefined && !isEncodingName(encoding)) throw new UsageError(`unknown encoding "${encoding}"`);
  const result = await countFile(paths[0] ?? '-', model, encoding, __dirname);
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${result.tokens}\n`);
  return 0;
}

async function runCountRequest(paths: string[], { model, encoding, format, json }: Values): Promise<number> {
  if (paths.length > 1) throw new UsageError('count takes one file');
  if (encoding !== undefined) throw new UsageError('a request is counted for a model, not with --encoding');
  if (format !== undefined && !isRequestFormat(format)) throw new UsageError(`unknown format "${format}"`);
  const result = await countRequestFile(paths[0] ?? '-', model, format, __dirname);
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : requestLines(result));
  return 0;
}

function isRequestFormat(name: string): name is RequestFormat {
  return requestFormats.some((each) => each === name);
}

function isEncodingName(name: string): name is EncodingName {
  return encodingNames.some((each) => each === name);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.exitCode = 2;
    if (error instanceof UsageError) process.stderr.write(`prompt-meter: ${error.message}\n\n${usage}`);
    else if (error instanceof InputError) process.stderr.write(`prompt-meter: ${error.message}\n`);
    else process.stderr.write(`prompt-meter: ${error instanceof Error ? error.stack : error}\n`);
  },
);
