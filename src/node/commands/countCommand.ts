// `prompt-meter count`: the tokens of a text, or with --request of the body of an API call.
import { type EncodingName, encodingNames } from '../../core/tokens/encoding';
import { type RequestFormat, requestFormats } from '../../core/tokens/requests/request';
import { countFile } from '../countFile';
import { countRequestFile, requestLines } from '../countRequestFile';
import { type Command, printJson, readArguments, UsageError } from './command';

const options = {
  json: { type: 'boolean' },
  model: { type: 'string' },
  encoding: { type: 'string' },
  tokenizer: { type: 'string' },
  request: { type: 'boolean' },
  chat: { type: 'string' },
  format: { type: 'string' },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

export const countCommand: Command = {
  name: 'count',
  usage: `  prompt-meter count [--json] (--model ID | --encoding NAME | --tokenizer FILE) [FILE|-]
      Tokens of a file or of standard input.
      --encoding NAME  one of ${encodingNames.join(', ')}
      --tokenizer FILE the tokenizer.json of an open model: exact counts for it
  prompt-meter count --request [--json] [--model ID] [--format NAME] [FILE|-]
      Input tokens of an API call, part by part, from its JSON body.
      --model ID       instead of the model that the body names
      --chat FILE.json means the same as --request FILE.json
      --format NAME    one of ${requestFormats.join(', ')}; told by the body's fields if absent
`,
  async run(args) {
    const { values, positionals } = readArguments(args, options);
    if (positionals.length + (values.chat === undefined ? 0 : 1) > 1) throw new UsageError('count takes one file');
    if (values.chat !== undefined) return countRequest(values.chat, values);
    const path = positionals[0] ?? '-';
    return values.request === true ? countRequest(path, values) : countText(path, values);
  },
};

async function countText(path: string, { model, encoding, tokenizer, format, json }: Values): Promise<number> {
  if (format !== undefined) throw new UsageError('--format goes with --request');
  if (tokenizer !== undefined && encoding !== undefined) throw new UsageError('--tokenizer goes without --encoding');
  if (tokenizer === undefined && (model === undefined) === (encoding === undefined))
    throw new UsageError('count needs --model, --encoding or --tokenizer');
  if (encoding !== undefined && !isEncodingName(encoding)) throw new UsageError(`unknown encoding "${encoding}"`);
  const result = await countFile(path, { model, encoding, tokenizer }, __dirname);
  if (json === true) printJson(result);
  else process.stdout.write(`${result.tokens}\n`);
  return 0;
}

async function countRequest(path: string, { model, encoding, tokenizer, format, json }: Values): Promise<number> {
  if (tokenizer !== undefined) throw new UsageError('a request is counted for a model, not with --tokenizer');
  if (encoding !== undefined) throw new UsageError('a request is counted for a model, not with --encoding');
  if (format !== undefined && !isRequestFormat(format)) throw new UsageError(`unknown format "${format}"`);
  const result = await countRequestFile(path, model, format, __dirname);
  if (json === true) printJson(result);
  else process.stdout.write(requestLines(result));
  return 0;
}

function isRequestFormat(name: string): name is RequestFormat {
  return requestFormats.some((each) => each === name);
}

function isEncodingName(name: string): name is EncodingName {
  return encodingNames.some((each) => each === name);
}
