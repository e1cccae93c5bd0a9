import assert from 'node:assert/strict';
import type { Detection, ModelName, PromptRequest } from '../../../src/core/prompts/prompt';
import { rewriteModel } from '../../../src/core/session/rewriteModel';
import { english, translated } from '../../../src/core/words';

function request(model?: ModelName): PromptRequest {
  return { span: { start: 0, end: 9 }, kind: 'chat', prompts: [], partial: false, ...(model ? { model } : {}) };
}

/** The literal stands between « and » of `text`. */
function rewritten(text: string, id: string, to: string, more: Partial<ModelName> = {}, others = 0): string {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  const plain = text.replace(/[«»]/g, '');
  const own = request({ id, span: { start, end }, source: 'call', ...more });
  const requests = [
    own,
    ...Array.from({ length: others }, () => request({ id, span: { start, end }, source: 'call' })),
  ];
  const detection: Detection = { prompts: [], requests, problems: [], broken: false };
  const rewrite = rewriteModel(plain, detection, own, to);
  if (rewrite.kind === 'copy') return `copy: ${translated(rewrite.reason, english)}`;
  assert.equal(rewrite.alsoFor, others);
  return plain.slice(0, rewrite.span.start) + rewrite.text + plain.slice(rewrite.span.end);
}

describe('another model for a request', () => {
  it('replaces the id inside its literal and nothing else', () => {
    assert.equal(
      rewritten('create(model=«"gpt-4o"», x="gpt-4o")', 'gpt-4o', 'gpt-4o-mini'),
      'create(model="gpt-4o-mini", x="gpt-4o")',
    );
    assert.equal(rewritten('model: «gpt-4o»\n', 'gpt-4o', 'claude-opus-5'), 'model: claude-opus-5\n');
    assert.equal(rewritten("model: «'gpt-4o'»  # cheap\n", 'gpt-4o', 'gpt-5-mini'), "model: 'gpt-5-mini'  # cheap\n");
    assert.equal(rewritten('openai(«`gpt-4o`»)', 'gpt-4o', 'gpt-4.1'), 'openai(`gpt-4.1`)');
  });

  it('keeps a provider before the id, and refuses another one’s model behind it', () => {
    assert.equal(rewritten('m = «"openai/gpt-4o"»', 'gpt-4o', 'gpt-4.1'), 'm = "openai/gpt-4.1"');
    assert.match(rewritten('m = «"openai/gpt-4o"»', 'gpt-4o', 'claude-opus-5'), /^copy: "openai" before the model/);
  });

  it('says how many other requests read the same literal', () => {
    assert.equal(rewritten('M = «"gpt-4o"»', 'gpt-4o', 'gpt-4.1', { source: 'constant' }, 2), 'M = "gpt-4.1"');
  });

  it('offers only a copy where no id is written', () => {
    assert.match(rewritten('create(«ChatModel.GPT_4O»)', 'gpt-4o', 'gpt-4.1'), /^copy: The model is written as a name/);
    assert.match(rewritten('m = «"gpt-4o-audio"»', 'gpt-4o', 'gpt-4.1'), /^copy: The model is written as a name/);
    assert.match(rewritten('m = «"gpt-4o or gpt-4o"»', 'gpt-4o', 'gpt-4.1'), /^copy: /);
    assert.match(rewritten('# «model=gpt-4o»', 'gpt-4o', 'gpt-4.1', { source: 'comment' }), /^copy: .*comment/);
    assert.match(rewritten('m = «"gpt-4o"»', 'gpt-4o', '"; drop()'), /^copy: /);
    const bare = request();
    const none = rewriteModel('', { prompts: [], requests: [bare], problems: [], broken: false }, bare, 'gpt-4.1');
    assert.equal(none.kind, 'copy');
  });
});
