// Which paths are read as which prompt file.
import assert from 'node:assert/strict';
import { type FileFormat, formatOf } from '../../../src/core/prompts/documentKind';

const expected: Readonly<Record<string, FileFormat | undefined>> = {
  'AGENTS.md': 'agentInstructions',
  'docs/agents.md': undefined,
  'docs/agent.md': undefined,
  'x/CLAUDE.local.md': 'agentInstructions',
  'x/GEMINI.md': 'agentInstructions',
  '.junie/guidelines.md': 'agentInstructions',
  '.kiro/steering/product.md': 'agentInstructions',
  '.roo/rules-code/a.md': 'agentInstructions',
  '.continue/rules/a.md': 'agentInstructions',
  'rules/python.mdc': 'agentInstructions',
  '.opencode/agent/a.md': 'agentInstructions',
  '.cursor/commands/a.md': 'command',
  '.claude/commands/README.md': undefined,
  'a/b.baml': 'baml',
  'plugins/a/commands/b.md': 'pluginPrompt',
  'plugins/a/agents/README.md': undefined,
  'team/agents/sub/b.md': 'pluginPrompt',
  'prompts/a.txt': 'promptFolder',
  'system_prompts/a.txt': 'promptFolder',
  'src/prompt-templates/a/b.liquid': 'promptFolder',
  'docs/prompts/intro.md': undefined,
  'docs/prompts/intro.txt': 'promptFolder',
  'prompts/README.md': undefined,
  'prompts/index.md': undefined,
  'prompts/readme_template.md': undefined,
  '.continue/checks/a.md': 'agentInstructions',
  '.continue/agents/a.md': 'agentInstructions',
  'judge_prompt.txt': 'promptFolder',
  'src/systemPrompt.md': 'promptFolder',
  'prompt.v2.j2': 'promptFolder',
  'user_message.txt': 'promptFolder',
  'prompts.md': undefined,
  'prompt-engineering.md': undefined,
  'promptly.txt': undefined,
  'requirements.txt': undefined,
  'patterns/x/system.md': 'promptFolder',
  'patterns/x/other.md': undefined,
  'templates/page.j2': 'jinjaChat',
  'grammar/Java.st': undefined,
  'prompts/qa.st': 'springTemplate',
  'a.jsonl': 'chatLines',
  'package.json': undefined,
  'sub/package-lock.json': undefined,
  'locales/en/messages.json': undefined,
  'locales/en/prompts.json': 'promptData',
  'a/i18n/prompts.yaml': 'promptData',
  'docker-compose.yml': undefined,
  '.github/workflows/prompts.yml': undefined,
  'openapi.yaml': undefined,
  'a/prompt.schema.json': undefined,
  'a/config.yaml': 'promptData',
  'x.prompt.yml': 'promptYaml',
  'notes.txt': undefined,
};

describe('the format of a path', () => {
  for (const [path, format] of Object.entries(expected)) {
    it(path, () => {
      assert.equal(formatOf({ path, languageId: '' }), format);
      assert.equal(formatOf({ path: `/home/me/work/${path}`, languageId: 'plaintext' }), format);
    });
  }

  it('is told in linear time, whatever the path', () => {
    for (const part of ['/', 'prompts/', 'a-', 'prompt_', 'prompts/prompts', 'docs/', 'system.'])
      assert.doesNotThrow(() => formatOf({ path: part.repeat(4_000), languageId: '' }));
  });
});
