// `prompt-meter scan`: every prompt of files and folders.
import { scan } from '../scan';
import { scanReport } from '../scanReport';
import { type Command, printJson, readArguments, UsageError } from './command';

export const scanCommand: Command = {
  name: 'scan',
  usage: `  prompt-meter scan [--json] [--model ID] PATH...
      Prompts in files and folders (.gitignore is respected), with tokens and input cost.
      --model ID       model to use where none can be read
      Many files are read on all cores; the output does not depend on it. In Jupyter notebooks (.ipynb) startLine and the
      like are places in the file, and --json adds cell (1 is the first of all cells) and cellStartLine, cellStartColumn,
      cellEndLine, cellEndColumn in its code. Names are looked up in all cells.
`,
  async run(args) {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, model: { type: 'string' } });
    if (positionals.length === 0) throw new UsageError('scan needs a file or folder');
    const result = await scan(positionals, values.model, __dirname);
    if (values.json === true) printJson(result.report);
    else process.stdout.write(scanReport(result.report));
    for (const problem of result.problems) process.stderr.write(`prompt-meter: ${problem}\n`);
    return result.problems.length > 0 ? 2 : 0;
  },
};
