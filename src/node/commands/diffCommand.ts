// `prompt-meter diff`: what a change does to the cost of prompts, for a pull request.
import { diffFolders } from '../diff';
import { diffTable } from '../diffReport';
import { type Command, printJson, readArguments, UsageError } from './command';

export const diffCommand: Command = {
  name: 'diff',
  usage: `  prompt-meter diff [--json] [--model ID] BASE_DIR HEAD_DIR
      What changed in the prompts between two checkouts: a Markdown table of tokens and input cost per call, before and after.
      --model ID       model to use where none can be read
`,
  async run(args) {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, model: { type: 'string' } });
    const [base, head, ...more] = positionals;
    if (base === undefined || head === undefined || more.length > 0) throw new UsageError('diff needs two folders');
    const { report, problems } = await diffFolders(base, head, values.model, __dirname);
    if (values.json === true) printJson(report);
    else process.stdout.write(diffTable(report));
    for (const problem of problems) process.stderr.write(`prompt-meter: ${problem}\n`);
    return problems.length > 0 ? 2 : 0;
  },
};
