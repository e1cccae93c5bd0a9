// Entry of the command line. Exit code 0 done, 1 a limit is broken, 2 bad usage or unreadable input, 3 the asked figure is not known,
// 4 a provider refused or could not be read.
import type { Command } from './commands/command';

/** A command by its name; its file is loaded when it is asked for. */
interface Entry {
  readonly name: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help. To add one: a file in commands/, and its line here. */
const commands: readonly Entry[] = [
  { name: 'scan', load: async () => (await import('./commands/scanCommand')).scanCommand },
  { name: 'count', load: async () => (await import('./commands/countCommand')).countCommand },
  { name: 'price', load: async () => (await import('./commands/priceCommand')).priceCommand },
  { name: 'check', load: async () => (await import('./commands/checkCommand')).checkCommand },
  { name: 'diff', load: async () => (await import('./commands/diffCommand')).diffCommand },
  { name: 'budget', load: async () => (await import('./commands/budgetCommand')).budgetCommand },
  { name: 'spend', load: async () => (await import('./commands/spendCommand')).spendCommand },
];

/** How the command is used; without one, how all are. */
async function usage(entry: Entry | undefined): Promise<string> {
  const asked = await Promise.all((entry ? [entry] : commands).map(({ load }) => load()));
  return `Usage:\n${asked.map((command) => command.usage).join('')}`;
}

async function main([name, ...args]: string[]): Promise<number> {
  const command = commands.find((each) => each.name === name);
  if (name === '--help' || name === '-h' || args.includes('--help') || args.includes('-h')) {
    process.stdout.write(await usage(command));
    return 0;
  }
  if (!command) return refuse(name === undefined ? 'a command is missing' : `unknown command "${name}"`, undefined);
  try {
    return await (await command.load()).run(args);
  } catch (error) {
    // by name: a command that was loaded later has a class of its own
    if (!(error instanceof Error)) throw error;
    if (error.name === 'UsageError') return refuse(error.message, command);
    if (error.name !== 'InputError') throw error;
    process.stderr.write(`prompt-meter: ${error.message}\n`);
    return 2;
  }
}

async function refuse(problem: string, command: Entry | undefined): Promise<number> {
  process.stderr.write(`prompt-meter: ${problem}\n\n${await usage(command)}`);
  return 2;
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
    process.stderr.write(`prompt-meter: ${error instanceof Error ? error.stack : error}\n`);
  },
);
