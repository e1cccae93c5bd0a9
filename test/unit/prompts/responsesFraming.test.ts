// Whose framing is published: calls of OpenAI's Responses API are told from those of Chat Completions in every way they are written.
import assert from 'node:assert/strict';
import { finders } from './assets';

/** The calls of the sources, each of which has one. */
async function framingUnpublished(path: string, source: string): Promise<boolean | undefined> {
  const finder = (await finders.open({ path, languageId: '' })) ?? assert.fail(path);
  const [request, ...others] = finder.find(source).requests;
  finder.dispose();
  assert.ok(request && others.length === 0, source);
  return request.framingUnpublished;
}

describe('the framing of a call in code', () => {
  const unpublished: readonly (readonly [path: string, source: string])[] = [
    ['a.py', 'client.responses.create(model="gpt-4o", instructions="Be brief.", input="Who are you?")'],
    ['a.ts', "await client.responses.parse({ model: 'gpt-4o', input: 'Who are you?' });"],
    [
      'a.go',
      'package main\nfunc f() {\n\tclient.Responses.New(ctx, responses.ResponseNewParams{Model: "gpt-4o", Input: "Who are you?"})\n}',
    ],
    [
      'A.java',
      'class A { Object p = ResponseCreateParams.builder().input("Who are you?").model(ChatModel.GPT_4O).build(); }',
    ],
    ['a.rs', 'fn f() { let r = CreateResponseArgs::default().model("gpt-4o").input("Who are you?").build(); }'],
    ['a.php', "<?php $client->responses()->createStreamed(['model' => 'gpt-4o', 'input' => 'Who are you?']);"],
  ];
  for (const [path, source] of unpublished) {
    it(`is an estimate in ${path} for the Responses API`, async () => {
      assert.equal(await framingUnpublished(path, source), true);
    });
  }

  it('may be exact for Chat Completions', async () => {
    const source = 'client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hello"}])';
    assert.equal(await framingUnpublished('a.py', source), undefined);
  });
});
