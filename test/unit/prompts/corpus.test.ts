// The labelled corpus: programs in the manner of real ones, and the figures that detection must reach on them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkMap } from '../../support/sourceMaps';
import { finders } from './assets';
import {
  addToScore,
  emptyScore,
  labelled,
  modelAccuracy,
  precision,
  recall,
  type Score,
  scoreLine,
  wrongModelShare,
} from './score';

/** Another folder of labelled sources can be scored: its figures are printed, and need not reach the targets. */
const other = process.env.PROMPT_CORPUS;
const folder = other ?? 'test/fixtures/prompts/corpus';
/** Programs written to be hard: prompts where no rule looks, among many more texts for people. */
const hard = 'test/fixtures/prompts/hard';

async function scoreFolder(folder: string): Promise<{ all: Score; byLanguage: Map<string, Score> }> {
  const all = emptyScore();
  const byLanguage = new Map<string, Score>();
  for (const name of readdirSync(folder).sort()) {
    for (const file of labelled(readFileSync(path.join(folder, name), 'utf8'))) {
      const finder = await finders.open({ path: file.path, languageId: '' });
      assert.ok(finder, `no finder reads ${file.path}`);
      const language = path.extname(file.path).slice(1) || 'other';
      const score = byLanguage.get(language) ?? emptyScore();
      byLanguage.set(language, score);
      const detection = finder.find(file.source);
      addToScore(all, file, detection);
      for (const prompt of detection.prompts) checkMap(file.source, prompt);
      addToScore(score, file, detection);
      finder.dispose();
    }
  }
  return { all, byLanguage };
}

describe('labelled corpus', () => {
  it('reaches the targets', async () => {
    const { all, byLanguage } = await scoreFolder(folder);
    const table = [...byLanguage].sort().map(([name, score]) => scoreLine(name, score));
    console.log([...table, scoreLine('all', all), ...all.notes].map((line) => `      ${line}`).join('\n'));
    if (other !== undefined) return;
    assert.ok(precision(all) >= 0.97, 'precision');
    assert.ok(recall(all) >= 0.9, 'recall');
    assert.ok(modelAccuracy(all) >= 0.9, 'model accuracy');
    assert.ok(wrongModelShare(all) <= 0.01, 'wrong models');
  });

  it('is believed in programs that hide their prompts among texts for people', async () => {
    const { all, byLanguage } = await scoreFolder(hard);
    const table = [...byLanguage].sort().map(([name, score]) => scoreLine(name, score));
    console.log([...table, scoreLine('all', all)].map((line) => `      ${line}`).join('\n'));
    assert.ok(precision(all) >= 0.96, 'precision');
    assert.ok(recall(all) >= 0.5, 'recall');
    assert.ok(wrongModelShare(all) <= 0.01, 'wrong models');
  });
});
