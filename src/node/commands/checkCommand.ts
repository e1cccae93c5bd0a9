// `prompt-meter check`: limits as code, for a pipeline.
import { check } from '../check';
import { checkReport, githubAnnotations } from '../checkReport';
import { type Command, printJson, readArguments, UsageError } from './command';

const options = {
  json: { type: 'boolean' },
  format: { type: 'string' },
  model: { type: 'string' },
  project: { type: 'string' },
} as const;

export const checkCommand: Command = {
  name: 'check',
  usage: `  prompt-meter check [--json | --format github] [--model ID] [--project FILE] PATH...
      Whether prompts in files and folders keep their limits. Limits are maxTokens and maxCostUsd (input of one call, in US dollars),
      in the front matter of a prompt file, in a comment beside a prompt (prompt-meter: maxTokens=2000), or for globs in the
      nearest prompt-meter.json: {"limits":[{"files":"prompts/**","maxTokens":2000,"maxCostUsd":"0.01","model":"gpt-5-mini"}]}.
      A limit of a file or glob holds for every request in it and for every prompt that no request sends.
      Where holes add tokens, a limit is broken when what is known already breaks it; else it is kept, at least so far.
      A limit in dollars on a model without a known price cannot be checked: a warning, not a failure.
      Exit code 0: all limits kept; 1: a limit is broken; 2: a path or project file cannot be read.
      --format github  annotations for a GitHub workflow
      --model ID       model to use where none can be read
      --project FILE   the project file to use instead of the nearest one
`,
  async run(args) {
    const { values, positionals } = readArguments(args, options);
    const { json, format, model, project } = values;
    if (positionals.length === 0) throw new UsageError('check needs a file or folder');
    if (format !== undefined && format !== 'github') throw new UsageError(`unknown format "${format}"`);
    if (format !== undefined && json === true) throw new UsageError('--json and --format exclude each other');
    const report = await check(positionals, { model, project, assets: __dirname });
    if (json === true) printJson(report);
    else process.stdout.write(format === 'github' ? githubAnnotations(report) : checkReport(report));
    for (const problem of [...report.problems, ...report.warnings]) process.stderr.write(`prompt-meter: ${problem}\n`);
    if (report.problems.length > 0) return 2;
    return report.totals.broken > 0 ? 1 : 0;
  },
};
