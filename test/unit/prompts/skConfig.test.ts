// What `config.json` says about the `skprompt.txt` beside it.
import assert from 'node:assert/strict';
import { readSkPrompt } from '../../../src/core/prompts/files/semanticKernel';
import { withSkConfig } from '../../../src/core/prompts/files/skConfig';

const prompt = readSkPrompt('Write a note to {{$name}} about the choir.');

function stated(config: unknown): readonly [model: string | undefined, limit: number | undefined] {
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  const [request] = withSkConfig(prompt, text).requests;
  assert.ok(request);
  return [request.model?.id, request.maxOutputTokens];
}

describe('config.json beside skprompt.txt', () => {
  it('names the model and the limit of the only service', () => {
    assert.deepEqual(stated({ execution_settings: { gpt: { model_id: 'gpt-4o', max_tokens: 200 } } }), ['gpt-4o', 200]);
    assert.deepEqual(stated({ execution_settings: { default: { max_tokens: 200 } } }), [undefined, 200]);
  });

  it('names no model where services differ', () => {
    const services = { one: { model_id: 'gpt-4o' }, two: { model_id: 'gpt-4o-mini' } };
    assert.deepEqual(stated({ execution_settings: services }), [undefined, undefined]);
  });

  it('is read in its first form as well', () => {
    const old = {
      schema: 1,
      type: 'completion',
      completion: { max_tokens: 64 },
      default_services: ['text-davinci-003'],
    };
    assert.deepEqual(stated(old), ['text-davinci-003', 64]);
  });

  it('says nothing when it cannot be read', () => {
    for (const config of ['', '{', '[]', 'null', '{"execution_settings": 1}', '\u0000'])
      assert.deepEqual(stated(config), [undefined, undefined]);
    assert.equal(withSkConfig(prompt, undefined), prompt);
  });
});
