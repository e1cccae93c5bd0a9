// The total of a file of chats is what its lines are together, framing included.
import assert from 'node:assert/strict';
import { analyse } from '../../../src/core/costs/analyse';
import { bundledPrice } from '../../../src/core/prices/bundledPrices';
import { readChatLines } from '../../../src/core/prompts/files/chatLines';

const line = (words: string) =>
  `{"custom_id": "1", "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "${words}"}]}}\n`;

/** Counts words: what is tested is the sum. */
const count = (text: string) => ({ tokens: text.split(' ').length, exact: true, errorPercent: undefined });

describe('lines of chats', () => {
  it('add up to the total of the file', () => {
    const detection = readChatLines(line('one') + line('one two') + line('one two three'));
    const settings = {
      count: count as never,
      price: bundledPrice,
      defaultModel: 'gpt-4o',
      now: Date.UTC(2026, 10, 21),
    };
    const [total, ...lines] = analyse(detection, settings).requests;
    assert.equal(lines.length, 3);
    assert.equal(total?.conversations, 3);
    assert.equal(
      total.count.tokens,
      lines.reduce((sum, each) => sum + each.count.tokens, 0),
    );
  });

  it('of one request have no total', () => {
    assert.equal(readChatLines(line('one')).requests.length, 1);
  });

  it('over 4 MB say so, and other big files say nothing', () => {
    const big = readChatLines(line('one two three').repeat(50_000));
    assert.deepEqual(big.prompts, []);
    assert.match(big.problems[0]?.sentence.message ?? '', /over 4 MB/);
    assert.deepEqual(readChatLines('{"level": "info"}\n'.repeat(300_000)).problems, []);
  });
});
