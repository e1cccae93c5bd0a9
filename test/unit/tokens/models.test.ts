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
    assert.ok((current.growth ?? 1) > (old.growth ?? 1));
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
    for (const name of ['claude-2.1', 'claude-v2', 'claude-instant-1.2']) {
      assert.ok((countingFor(name).errorPercent ?? 0) < (old.errorPercent ?? 0), name);
    }
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
  const count = (tokens: number, exact = true) => ({ tokens, exact });

  it('leaves the count of a published encoding alone', () => {
    const gpt = countingFor('gpt-4o');
    assert.deepEqual(applyCounting(gpt, count(7), 'x'), { tokens: 7, exact: true, errorPercent: undefined });
    assert.deepEqual(applyCounting(gpt, count(7, false), 'x'), { tokens: 7, exact: false, errorPercent: undefined });
  });

  it('takes the count as it is where no vocabulary is known, with its error', () => {
    assert.deepEqual(applyCounting(countingFor('grok-4'), count(7), 'x'), {
      tokens: 7,
      exact: false,
      errorPercent: 40,
    });
  });

  it('gives whole numbers that are never negative, and 0 only for nothing', () => {
    for (const model of [
      'llama3',
      'qwen3',
      'deepseek',
      'mistral',
      'gemini-3',
      'claude-2',
      'claude-3',
      'claude-opus-5',
    ]) {
      assert.equal(applyCounting(countingFor(model), count(0), '').tokens, 0, model);
      for (const text of [
        'a',
        '1',
        ' ',
        '\n',
        '🎉',
        '   \t   ',
        '!?',
        '字',
        '\ud800',
        'a'.repeat(10_000),
        '-'.repeat(10_000),
      ]) {
        const { tokens, exact } = applyCounting(countingFor(model), count(Math.ceil(text.length / 10)), text);
        assert.ok(Number.isInteger(tokens) && tokens >= 1 && !exact, `${model} ${text.slice(0, 8)} ${tokens}`);
      }
    }
  });

  it('adds the tokens of a new vocabulary to all but Chinese and Japanese', () => {
    const growth = (text: string) => {
      const [old, current] = ['claude-3-opus', 'claude-opus-5'].map((name) =>
        applyCounting(countingFor(name), count(1000), text),
      );
      return (current?.tokens ?? 0) / (old?.tokens ?? 1);
    };
    assert.ok(Math.abs(growth('plain words and more of them') - 1.3) < 0.01);
    assert.ok(Math.abs(growth('只有汉字') - 1) < 0.01);
  });
});
