// Model ids behind the constants of SDKs: exact, or none.
import assert from 'node:assert/strict';
import { constantModel } from '../../../src/core/prompts/code/rules/modelConstants';

describe('model constants', () => {
  const known: readonly (readonly [string, string])[] = [
    ['openai.ChatModelGPT4o', 'gpt-4o'],
    ['openai.ChatModelGPT4_1Nano', 'gpt-4.1-nano'],
    ['openai.GPT3Dot5Turbo', 'gpt-3.5-turbo'],
    ['openai.GPT4o20240806', 'gpt-4o-2024-08-06'],
    ['openai.SmallEmbedding3', 'text-embedding-3-small'],
    ['openai.EmbeddingModelTextEmbedding3Large', 'text-embedding-3-large'],
    ['openai.ChatModelO3Mini', 'o3-mini'],
    ['ChatModel.GPT_4O_2024_08_06', 'gpt-4o-2024-08-06'],
    ['ChatModel.GPT_4_1_MINI', 'gpt-4.1-mini'],
    ['Model.CLAUDE_SONNET_4_20250514', 'claude-sonnet-4-20250514'],
    ['Model.CLAUDE_3_5_HAIKU_LATEST', 'claude-3-5-haiku-latest'],
    ['anthropic.ModelClaude3_7SonnetLatest', 'claude-3-7-sonnet-latest'],
    ['OpenAiChatModelName.GPT_3_5_TURBO', 'gpt-3.5-turbo'],
    ['GPT_4_O_MINI', 'gpt-4o-mini'],
    ['openai.GPT_4O', 'gpt-4o'],
    ['openai.ChatModelGPT5_2', 'gpt-5.2'],
    ['ChatModel.GPT_6_1_MINI', 'gpt-6.1-mini'],
    ['anthropic.ModelClaudeOpus4_8', 'claude-opus-4-8'],
    ['Model.CLAUDE_HAIKU_5_1', 'claude-haiku-5-1'],
  ];
  for (const [path, id] of known) it(path, () => assert.equal(constantModel(path.split('.')), id));

  const unknown = [
    'Gpt4o', // alone and not in capitals: may be anything
    'gpt4o',
    'models.gpt4o',
    'Model.CLAUDE_3_5_SONNET', // has ids only with a date
    'anthropic.CLAUDE_4',
    'anthropic.ModelClaudeOpus4', // has ids only with a date
    'openai.GPT45',
    'openai.GPT52', // may be a version or two
    'anthropic.ModelClaudeOpus48',
    'ChatModel.GPT_4O_20249999', // no date
    'openai.GPT4oMiniFast',
    'Model.DEFAULT',
    'config.MODEL',
    'MODEL_NAME',
    '',
  ];
  for (const path of unknown) it(`none for ${path}`, () => assert.equal(constantModel(path.split('.')), undefined));
});
