// Model names to encodings: tiktoken's own table and prefixes, the exceptions, and honest estimates for all others.
import assert from 'node:assert/strict';
import { encoding_for_model, type TiktokenModel } from 'tiktoken';
import { applyCounting, countingFor } from '../../../src/core/tokens/models';

const exact = (encoding: string) => ({ encoding, exact: true });

describe('countingFor', () => {
  it('agrees with tiktoken on names both know', () => {
    const names: TiktokenModel[] = [
      'gpt-4o',
      'gpt-4',
      'gpt-3.5-turbo',
      'text-davinci-003',
      'code-davinci-edit-001',
      'davinci',
    ];
    names.push(
      'text-embedding-3-small',
      'gpt-4o-mini',
      'o1-mini',
      'gpt-4-0314',
      'text-davinci-edit-001',
      'ada',
      'gpt-5',
    );
    for (const name of names) {
      const reference = encoding_for_model(name);
      assert.deepEqual(countingFor(name), exact(reference.name ?? ''), name);
      reference.free();
    }
  });

  it('follows the prefixes in order', () => {
    assert.deepEqual(countingFor('gpt-4-foo'), exact('cl100k_base'));
    assert.deepEqual(countingFor('gpt-4o-2024-08-06'), exact('o200k_base'));
    assert.deepEqual(countingFor('gpt-5.1-codex'), exact('o200k_base'));
    assert.deepEqual(countingFor('gpt-oss-20b'), exact('o200k_harmony'));
    assert.deepEqual(countingFor('gpt-35-turbo-16k'), exact('cl100k_base'));
    assert.deepEqual(countingFor('ft:gpt-4o-mini:org::id'), exact('o200k_base'));
    assert.deepEqual(countingFor('ft:gpt-4-0613:org::id'), exact('cl100k_base'));
  });

  it('takes a tuned gpt-4.1 for what it is', () => {
    assert.deepEqual(countingFor('ft:gpt-4.1-mini-2025-04-14:org::id'), exact('o200k_base'));
  });

  it('never matches loosely', () => {
    for (const name of [
      'gpt-4turbo',
      'gpt-4.7',
      'gpt-6',
      'gpt-6-mini',
      'o4',
      'o1preview',
      'my-gpt-4o',
      'gpt',
      '',
      'text-davinci',
      'acme/gpt-4o',
    ]) {
      assert.equal(countingFor(name).exact, false, name);
      assert.equal(countingFor(name).encoding, 'o200k_base', name);
      assert.ok((countingFor(name).errorPercent ?? 0) >= 37, name);
    }
  });

  it('looks through the routes that a name may carry', () => {
    assert.deepEqual(countingFor('openai/gpt-4o'), exact('o200k_base'));
    assert.deepEqual(countingFor(' openrouter/openai/GPT-4 '), exact('cl100k_base'));
    assert.deepEqual(countingFor('meta-llama/Llama-3.1-8B-Instruct'), countingFor('llama3'));
  });

  it('knows generations of Claude', () => {
    const old = countingFor('claude-3-opus');
    const current = countingFor('claude-opus-4-7');
    assert.ok((current.ratio ?? 0) > (old.ratio ?? 0));
    for (const name of [
      'claude-opus-4-20250514',
      'claude-opus-4-6',
      'claude-sonnet-4-6',
      'claude-haiku-4-5@20251001',
      'claude-3-7-sonnet-latest',
      'us.anthropic.claude-sonnet-4-5-v1:0',
    ]) {
      assert.deepEqual(countingFor(name), old, name);
    }
    for (const name of [
      'claude-opus-4.8',
      'claude-opus-4-7-20260401',
      'claude-sonnet-5',
      'anthropic/claude-opus-5',
      'claude-fable-5',
      'claude-mythos-5-1',
    ]) {
      assert.deepEqual(countingFor(name), current, name);
    }
    assert.ok(countingFor('claude-2.1').ratio !== undefined);
    assert.equal(countingFor('claudette').errorPercent, 45);
  });

  it('says an error for every estimate and none for exact counts', () => {
    for (const name of [
      'gemini-2.5-pro',
      'models/gemini-3',
      'qwen3-32b',
      'deepseek-chat',
      'mistral-large-latest',
      'grok-4',
      'nothing-known',
      'o200k',
    ]) {
      const counting = countingFor(name);
      assert.equal(counting.exact, false, name);
      assert.ok((counting.errorPercent ?? 0) > 0, name);
    }
    assert.equal('errorPercent' in countingFor('gpt-4o'), false);
  });
});

describe('applyCounting', () => {
  it('scales and rounds an estimate, and never calls it exact', () => {
    assert.deepEqual(applyCounting(countingFor('llama3'), { tokens: 1000, exact: true }), {
      tokens: 990,
      exact: false,
    });
    assert.deepEqual(applyCounting(countingFor('gpt-4o'), { tokens: 7, exact: true }), { tokens: 7, exact: true });
    assert.deepEqual(applyCounting(countingFor('gpt-4o'), { tokens: 7, exact: false }), { tokens: 7, exact: false });
  });
});
