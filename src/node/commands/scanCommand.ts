// `prompt-meter scan`: every prompt of files and folders.
import { detectionLevels, usualSay } from '../../core/prompts/userSay';
import { scan } from '../scan';
import { scanReport } from '../scanReport';
import { type Command, printJson, readArguments, UsageError } from './command';

export const scanCommand: Command = {
  name: 'scan',
  usage: `  prompt-meter scan [--json] [--model ID] [--level LEVEL] PATH...
      Prompts in files and folders (.gitignore is respected), with tokens and input cost.
      --model ID       model to use where none can be read
      --level LEVEL    what counts: off, strict (known calls and prompt files), balanced (the usual), broad
      Many files are read on all cores; the output does not depend on it. In Jupyter notebooks (.ipynb) startLine and the
      like are places in the file, and --json adds cell (1 is the first of all cells) and cellStartLine, cellStartColumn,
      cellEndLine, cellEndColumn in its code. Names are looked up in all cells.
`,
  async run(args) {
    const { values, positionals } = readArguments(args, {
      json: { type: 'boolean' },
      model: { type: 'string' },
      level: { type: 'string' },
    });
    if (positionals.length === 0) throw new UsageError('scan needs a file or folder');
    const level = detectionLevels.find((each) => each === (values.level ?? usualSay.level));
    if (level === undefined) throw new UsageError(`--level must be one of ${detectionLevels.join(', ')}`);
    const say = level === usualSay.level ? usualSay : { ...usualSay, level };
    const result = await scan(positionals, values.model, __dirname, say);
    if (values.json === true) printJson(result.report);
    else process.stdout.write(scanReport(result.report));
    for (const problem of result.problems) process.stderr.write(`prompt-meter: ${problem}\n`);
    return result.problems.length > 0 ? 2 : 0;
  },
};
