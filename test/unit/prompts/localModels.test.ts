// Models on the user's own machine are told by what stands before their id, or by the library that is called. The id stays as written.
import assert from 'node:assert/strict';
import { finders } from './assets';

/** What is read of the one request of a source. */
async function modelIn(path: string, source: string) {
  const finder = (await finders.open({ path, languageId: '' })) ?? assert.fail(path);
  const [request, ...others] = finder.find(source).requests;
  finder.dispose();
  assert.ok(request?.model && others.length === 0, source);
  const { id, local } = request.model;
  return { id, local };
}

const messages = 'messages=[{"role": "user", "content": "Name three shady plants."}]';

describe('models on the user’s own machine', () => {
  const local: readonly (readonly [path: string, source: string])[] = [
    ['a.prompt', '---\nmodel: ollama/llama3.2\n---\nName three shady plants.\n'],
    ['a.py', `litellm.completion(model="ollama/llama3.2", ${messages})`],
    ['b.py', `MODEL = "ollama/llama3.2"\nlitellm.completion(model=MODEL, ${messages})`],
    ['c.py', `import ollama\nollama.chat(model="llama3.2", ${messages})`],
    [
      'a.ts',
      "import ollama from 'ollama';\nawait ollama.generate({ model: 'llama3.2', prompt: 'Name three plants.' });",
    ],
  ];
  for (const [path, source] of local) {
    it(`are told in ${path}`, async () => {
      assert.deepEqual(await modelIn(path, source), { id: 'llama3.2', local: true });
    });
  }

  it('are no others', async () => {
    for (const model of ['llama3.2', 'groq/llama3.2', 'openrouter/llama3.2']) {
      const source = `litellm.completion(model="${model}", ${messages})`;
      assert.deepEqual(await modelIn('a.py', source), { id: 'llama3.2', local: undefined }, model);
    }
  });
});
