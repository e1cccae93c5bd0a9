// Entry of the command line. Exit code 0 done, 1 a limit is broken, 2 bad usage or unreadable input, 3 the asked figure is not known,
// 4 a provider refused or could not be read.
import { budgetCommand } from './commands/budgetCommand';
import { checkCommand } from './commands/checkCommand';
import { type Command, UsageError } from './commands/command';
import { countCommand } from './commands/countCommand';
import { diffCommand } from './commands/diffCommand';
import { priceCommand } from './commands/priceCommand';
import { scanCommand } from './commands/scanCommand';
import { spendCommand } from './commands/spendCommand';
import { InputError } from './inputError';
import { isScanThread } from './scanPool';

/** Every command, in the order of the help. To add one: a file in commands/, and its line here. */
const commands: readonly Command[] = [
  scanCommand,
  countCommand,
  priceCommand,
  checkCommand,
  diffCommand,
  budgetCommand,
  spendCommand,
];

const usage = `Usage:\n${commands.map((command) => command.usage).join('')}`;

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--help' || name === '-h' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) throw new UsageError(name === undefined ? 'a command is missing' : `unknown command "${name}"`);
  return command.run(args);
}

function start(): void {
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
}

if (!isScanThread()) start();
