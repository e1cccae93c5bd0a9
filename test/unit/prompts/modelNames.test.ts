// Model ids: routes go, everything else stays as written.
import assert from 'node:assert/strict';
import { displayModel } from '../../../src/core/prompts/displayModels';
import { looksLikeModel, modelId } from '../../../src/core/prompts/modelNames';

describe('model ids', () => {
  const ids: readonly (readonly [string, string | undefined])[] = [
    ['gpt-4o', 'gpt-4o'],
    ['gpt-4o-2024-08-06', 'gpt-4o-2024-08-06'],
    ['openai/gpt-4o', 'gpt-4o'],
    ['openai:gpt-4o', 'gpt-4o'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['google-gla:gemini-2.5-pro', 'gemini-2.5-pro'],
    ['openrouter/anthropic/claude-3.5-sonnet', 'claude-3.5-sonnet'],
    ['meta-llama/Llama-3-70b-chat-hf', 'meta-llama/Llama-3-70b-chat-hf'],
    ['groq/openai/gpt-oss-120b', 'openai/gpt-oss-120b'],
    ['groq/compound-mini', 'groq/compound-mini'],
    ['ollama/gemma3:4b', 'gemma3:4b'],
    ['google/gemma-3-27b-it', 'google/gemma-3-27b-it'],
    ['mistralai/Mixtral-8x7B-Instruct-v0.1', 'mistralai/Mixtral-8x7B-Instruct-v0.1'],
    ['mistralai:mistral-small-latest', 'mistral-small-latest'],
    ['ft:gpt-4o:my-org', 'ft:gpt-4o:my-org'],
    ['llama3.2:3b', 'llama3.2:3b'],
    [' gpt-4o ', 'gpt-4o'],
    ['', undefined],
    ['openai/', undefined],
    ['a model with spaces', undefined],
    ['x'.repeat(101), undefined],
  ];
  for (const [written, id] of ids) it(`${JSON.stringify(written)} is ${id}`, () => assert.equal(modelId(written), id));

  it('known families are recognised exactly', () => {
    for (const id of ['gpt-4o', 'o3', 'o4-mini', 'claude-opus-4-1', 'text-embedding-3-small'])
      assert.ok(looksLikeModel(id), id);
    for (const id of ['o3x', 'my-gpt-4o', 'helper', 'x']) assert.ok(!looksLikeModel(id), id);
  });

  it('shown names are data', () => {
    assert.equal(displayModel('GPT-5 mini (copilot)'), 'gpt-5-mini');
    assert.equal(displayModel('Claude Sonnet 4.5'), 'claude-sonnet-4-5');
    assert.equal(displayModel('Claude Haiku 6 (copilot)'), 'claude-haiku-6');
    assert.equal(displayModel('GPT-5.2 Codex'), 'gpt-5.2-codex');
    assert.equal(displayModel('Claude Epic 6'), undefined);
    assert.equal(displayModel('Claude Sonnet'), undefined);
    assert.equal(displayModel('constructor'), undefined);
  });
});
