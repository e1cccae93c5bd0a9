import assert from 'node:assert/strict';
import type { MatchLogic } from '@pydantic/genai-prices';
import { bundledModel } from '../../../src/core/prices/bundledPrices';
import { providers } from '../../support/priceData';

const november = Date.UTC(2026, 10, 21, 12);

const found = (name: string, provider?: string) => {
  const model = bundledModel(name, november, provider);
  return model && `${model.seller} ${model.model}`;
};

function equalNames(match: MatchLogic): string[] {
  if ('or' in match) return match.or.flatMap(equalNames);
  return 'equals' in match ? [match.equals] : [];
}

describe('the name of a model', () => {
  for (const [name, expected] of [
    ['gpt-4o', 'openai gpt-4o'],
    ['GPT-4o', 'openai gpt-4o'],
    [' gpt-4o ', 'openai gpt-4o'],
    ['gpt-4.1-2025-04-14', 'openai gpt-4.1'],
    ['openai/gpt-4o', 'openai gpt-4o'],
    ['openrouter/openai/gpt-4o', 'openrouter openai/gpt-4o'],
    ['litellm/openai/gpt-4o', 'openai gpt-4o'],
    ['azure/gpt-5', 'azure gpt-5'],
    ['models/gemini-2.5-pro', 'google gemini-2.5-pro'],
    ['gemini/gemini-2.5-pro', 'google gemini-2.5-pro'],
    ['vertex_ai/gemini-2.5-pro', 'google gemini-2.5-pro'],
    ['google/gemini-2.5-pro', 'google gemini-2.5-pro'],
    ['anthropic/claude-sonnet-4-5', 'anthropic claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5', 'anthropic claude-sonnet-4-5'],
    ['claude-sonnet-4-5-20250929', 'anthropic claude-sonnet-4-5'],
    ['claude-sonnet-4-5@20250929', 'anthropic claude-sonnet-4-5'],
    ['claude-sonnet-4-5-latest', 'anthropic claude-sonnet-4-5'],
    ['claude-opus-5-5-20261001', 'anthropic claude-opus-5-5'],
    ['claude-3-5-sonnet-20241022', 'anthropic claude-3-5-sonnet'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws global.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['xai/grok-4.6', 'x-ai grok-4.6'],
    ['ft:gpt-4o-mini-2024-07-18:acme:shop:abc123', 'openai ft:gpt-4o-mini'],
    ['openai:gpt-4o', 'openai gpt-4o'],
    ['anthropic:claude-sonnet-4-5', 'anthropic claude-sonnet-4-5'],
    ['text-embedding-3-small', 'openai text-embedding-3-small'],
    ['sonar', 'perplexity sonar'],
    ['deepseek-chat', 'deepseek deepseek-chat'],
    ['deepseek/deepseek-chat', 'deepseek deepseek-chat'],
    ['groq/llama-3.3-70b-versatile', 'groq llama-3.3-70b-versatile'],
  ] as const) {
    it(`${JSON.stringify(name)} is ${expected}`, () => assert.equal(found(name), expected));
  }

  it('with a provider is what that one sells', () => {
    assert.equal(found('openai/gpt-4o', 'openrouter'), 'openrouter openai/gpt-4o');
    assert.equal(found('gpt-4o', 'openai'), 'openai gpt-4o');
    assert.equal(found('openai/gpt-4o', 'openai'), 'openai gpt-4o');
    assert.equal(found('gpt-5', 'azure_openai'), 'azure gpt-5');
    assert.equal(found('gpt-4o', 'nobody'), undefined);
    assert.equal(found('gpt-4o', 'anthropic'), undefined);
  });

  for (const name of [
    'claude-sonnet-4-5-foo',
    'claude-sonnet-4-5-1',
    'claude-sonnet-5-5',
    'claude-sonnet-4-50',
    'claude-opus-4-5-mini',
    'deepseek-r1-distill-qwen-32b',
    'gemini-2.5-pro-foo',
    'gpt-4o-foo',
    'my-gpt-4o',
    'foo/gpt-4o',
    'gpt-6',
    'gpt-5-mini-foo',
    'gpt-3.5-turbo-instruct-foo',
    'mixtral-8x7b-mine',
    'my-claude-2',
    'sonar-foo',
    'nobody:gpt-4o',
    'openai:gpt-4o-foo',
    '',
    '/',
    'constructor',
    '__proto__/gpt-4o',
  ]) {
    it(`${JSON.stringify(name)} is nobody's`, () => assert.equal(found(name), undefined));
  }

  it('is known for every id and name of the data', () => {
    const lost = providers.flatMap((provider) =>
      provider.models.flatMap((model) =>
        [...equalNames(model.match)]
          .filter((name) => found(name, provider.id) === undefined)
          .map((name) => `${provider.id} ${name}`),
      ),
    );
    assert.deepEqual(lost, []);
  });

  it('may carry a suffix that the list takes for anything, and is then unknown', () => {
    const loose = providers.flatMap((provider) =>
      provider.models.flatMap((model) => {
        const name = `${model.id}-foo`;
        const other = found(name, provider.id);
        return other === undefined || name.startsWith('ft:') ? [] : [`${provider.id} ${name} -> ${other}`];
      }),
    );
    assert.deepEqual(loose, []);
  });
});
