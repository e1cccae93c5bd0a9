// Sound in request bodies: Gemini's published rule for as long as a WAV file says it lasts, and nothing made up for all else.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countRequest } from '../../../src/core/tokens/requests/countRequest';
import { secondsOfWav } from '../../../src/core/tokens/requests/soundLength';

const bytesPerSecond = 32_000;

/** A WAV file with `bytes` of sound of 16 bits at 16 kHz. `stated`: what its header says of that; `before`: another chunk ahead of it. */
function wav(bytes: number, stated = bytes, before = Buffer.alloc(0)): string {
  const head = Buffer.alloc(36);
  head.write('RIFF');
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(bytesPerSecond, 28);
  const data = Buffer.alloc(8);
  data.write('data');
  data.writeUInt32LE(stated, 4);
  return Buffer.concat([head, before, data, Buffer.alloc(bytes)]).toString('base64');
}

const chunk = (name: string, bytes: number) => {
  const made = Buffer.alloc(8 + bytes + (bytes % 2));
  made.write(name);
  made.writeUInt32LE(bytes, 4);
  return made;
};

function counted(model: string, mimeType: string, data: string) {
  const contents = [{ role: 'user', parts: [{ inlineData: { mimeType, data } }] }];
  const result = countRequest({ model, contents }, undefined, (text) => ({
    tokens: text.length,
    exact: true,
    errorPercent: undefined,
  }));
  if ('problems' in result) assert.fail('a body that is right');
  const { tokens = undefined, grade = undefined } = result.parts.find(({ kind }) => kind === 'audio') ?? {};
  return { tokens, grade, uncounted: result.uncounted };
}

describe('sound', () => {
  it('lasts as long as its header says, whatever stands before the sound', () => {
    assert.equal(secondsOfWav(wav(80_000)), 2.5);
    assert.equal(secondsOfWav(wav(80_000, 80_000, chunk('LIST', 27))), 2.5);
    for (const unknown of [0, 0xffffffff]) assert.equal(secondsOfWav(wav(64_000, unknown)), 2);
    assert.equal(secondsOfWav(wav(0)), undefined);
    assert.equal(secondsOfWav(wav(80_000).slice(0, 30)), undefined);
    assert.equal(secondsOfWav(Buffer.from('ID3 and then MP3').toString('base64')), undefined);
  });

  it('is 32 tokens a second for Gemini', () => {
    assert.deepEqual(counted('gemini-2.5-flash', 'audio/wav', wav(80_000)), {
      tokens: 80,
      grade: 'estimate',
      uncounted: [],
    });
    assert.equal(counted('gemini-2.5-flash', 'audio/wav', wav(100)).tokens, 1);
  });

  it('is named as not counted where no rule is published, or its length is not known', () => {
    const named = { tokens: undefined, grade: undefined, uncounted: ['contents[0].parts[0]'] };
    assert.deepEqual(counted('gpt-4o', 'audio/wav', wav(80_000)), named);
    assert.deepEqual(counted('gemini-2.5-flash', 'audio/mp3', 'SUQz'), named);
    assert.deepEqual(counted('gemini-2.5-flash', 'video/mp4', wav(80_000)), named);
  });

  it('of any bytes never throws and never lasts less than nothing', () => {
    const any = fc.tuple(fc.uint8Array({ maxLength: 90 }), fc.boolean()).map(([bytes, whole]) => {
      const start = Buffer.from(wav(200), 'base64');
      return Buffer.concat(whole ? [bytes] : [start.subarray(0, 12), bytes, start.subarray(12)]).toString('base64');
    });
    fc.assert(
      fc.property(fc.oneof(any, fc.string()), (data) => (secondsOfWav(data) ?? 1) > 0),
      { numRuns: 2_000 },
    );
  });
});
