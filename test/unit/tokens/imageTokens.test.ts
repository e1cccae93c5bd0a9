// What images cost: the figures that providers document, the edges, and sizes read from the bytes of images.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { imageTokens, patchCount } from '../../../src/core/tokens/requests/imageRules';
import { sizeOfBase64, sizeOfDataUrl } from '../../../src/core/tokens/requests/imageSize';

const tokens = (model: string, width: number, height: number, detail?: string) =>
  imageTokens(model, { width, height }, detail).tokens;

describe('imageTokens', () => {
  it('gives the documented figures', () => {
    // Source: OpenAI's vision guide, examples, as in the reference of 2026-11-21.
    assert.equal(tokens('gpt-4o', 1024, 1024, 'high'), 765);
    assert.equal(tokens('gpt-4o', 2048, 4096, 'high'), 1105);
    assert.equal(tokens('gpt-4o', 4096, 8192, 'low'), 85);
    assert.equal(patchCount({ width: 1024, height: 1024 }, 1536), 1024);
    assert.equal(patchCount({ width: 1800, height: 2400 }, 1536), 1452);
    assert.equal(tokens('gpt-4.1-mini', 1024, 1024), Math.ceil(1024 * 1.62));
    // Source: platform.claude.com, Vision; ai.google.dev, Understand and count tokens; read 2026-11-21.
    assert.equal(tokens('claude-sonnet-4-5', 1000, 1000), 1334);
    assert.equal(tokens('claude-sonnet-4-5', 4000, 4000), 1600);
    assert.equal(tokens('gemini-2.5-pro', 384, 384), 258);
    assert.equal(tokens('gemini-2.5-pro', 385, 10), 258);
    assert.equal(tokens('gemini-2.5-pro', 1000, 1000), 4 * 258);
  });

  it('tells models apart that begin alike', () => {
    const one = (model: string) => tokens(model, 512, 512, 'high');
    assert.deepEqual(
      ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-5', 'gpt-5.1', 'o1', 'o3', 'computer-use-preview'].map(one),
      [255, 8500, 255, 210, 210, 225, 225, 194],
    );
    const patch = (model: string) => tokens(model, 320, 320);
    assert.deepEqual(
      ['gpt-4.1-nano', 'gpt-5-mini', 'gpt-5.2', 'gpt-5.4', 'gpt-5.4-nano', 'o4-mini', 'openai/gpt-5-nano'].map(patch),
      [246, 162, 100, 100, 246, 172, 246],
    );
  });

  it('turns at the borders of tiles and patches', () => {
    assert.equal(tokens('gpt-4o', 513, 512), 85 + 2 * 170);
    assert.equal(tokens('gpt-4o', 1, 1), 85 + 170);
    assert.equal(tokens('gpt-4o', 100_000, 1), 85 + 4 * 170);
    assert.equal(tokens('gpt-5.2', 33, 32), 2);
    assert.equal(patchCount({ width: 32 * 1536, height: 32 }, 1536), 1536);
    assert.ok(patchCount({ width: 32 * 1537, height: 32 }, 1536) <= 1536);
    assert.equal(patchCount({ width: 200_000, height: 50 }, 1536), 1536);
    assert.equal(tokens('gpt-5.2', 3000, 2000, 'low'), 16 * 11);
  });

  it('is always an estimate, and the least where the size is not known', () => {
    assert.ok((imageTokens('gpt-4o', { width: 9, height: 9 }, undefined).errorPercent ?? 0) > 0);
    assert.deepEqual(imageTokens('gpt-4o', undefined, 'high'), { tokens: 255, errorPercent: undefined, atLeast: true });
    assert.equal(imageTokens('gpt-4o', undefined, 'low').atLeast, false);
    assert.equal(imageTokens('gemini-3-pro', { width: 9, height: 9 }, undefined).atLeast, true);
    assert.equal(imageTokens('no such model', { width: 9, height: 9 }, undefined).errorPercent, undefined);
  });

  it('is a whole number within the budget for any size', () => {
    const side = fc.integer({ min: 1, max: 200_000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom('gpt-4o', 'gpt-5.4', 'claude-opus-4-8', 'gemini-2.5-pro'),
        (w, h, model) => {
          const count = tokens(model, w, h);
          assert.ok(Number.isInteger(count) && count > 0, `${count}`);
          if (model === 'gpt-5.4') assert.ok(count <= 2500);
          if (model === 'gpt-4o') assert.ok(count <= 85 + 8 * 170);
        },
      ),
    );
  });
});

const base64 = (...bytes: (number | string)[]) =>
  Buffer.concat(
    bytes.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]))),
  ).toString('base64');
const rest = '\0'.repeat(40);

describe('sizes of images', () => {
  const png = base64(0x89, 'PNG\r\n\x1a\n', '\0\0\0\rIHDR', '\0\0\x04\0', '\0\0\x03\0', rest);

  it('are read from PNG, GIF, WebP and JPEG', () => {
    assert.deepEqual(sizeOfBase64(png), { width: 1024, height: 768 });
    assert.deepEqual(sizeOfBase64(base64('GIF89a', 64, 1, 200, 0, rest)), { width: 320, height: 200 });
    const wide = base64('RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0', 255, 3, 0, 127, 2, 0, rest);
    assert.deepEqual(sizeOfBase64(wide), { width: 1024, height: 640 });
    const lossy = base64('RIFF\0\0\0\0WEBPVP8 ', '\0'.repeat(10), 64, 1, 240, 0, rest);
    assert.deepEqual(sizeOfBase64(lossy), { width: 320, height: 240 });
    const lossless = base64('RIFF\0\0\0\0WEBPVP8L\0\0\0\0', 0x2f, 0x3f, 0xc1, 0x3b, 0, rest);
    assert.deepEqual(sizeOfBase64(lossless), { width: 320, height: 240 });
    const jpeg = base64('\xff\xd8\xff\xe0\0\x10', '\0'.repeat(14), '\xff\xc0\0\x11\x08', 0, 240, 1, 64, rest);
    assert.deepEqual(sizeOfBase64(jpeg), { width: 320, height: 240 });
  });

  it('are read from data addresses only', () => {
    assert.deepEqual(sizeOfDataUrl(`data:image/png;base64,${png}`), { width: 1024, height: 768 });
    assert.equal(sizeOfDataUrl('https://example.com/a.png'), undefined);
    assert.equal(sizeOfDataUrl('data:image/png,abc'), undefined);
  });

  it('are unknown for damaged images and for other data', () => {
    assert.equal(sizeOfBase64(png.slice(0, 24)), undefined);
    assert.equal(sizeOfBase64(''), undefined);
    assert.equal(sizeOfBase64(base64('RIFF\0\0\0\0WAVE', rest)), undefined);
    assert.equal(sizeOfBase64(base64(0x89, 'PNG\r\n\x1a\n', '\0\0\0\rIHDR', rest)), undefined);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        for (const head of ['\xff\xd8', 'GIF8', 'RIFF\0\0\0\0WEBPVP8X', '']) {
          const size = sizeOfBase64(base64(head, Buffer.from(noise).toString('latin1')));
          assert.ok(size === undefined || (size.width > 0 && size.height > 0));
        }
      }),
    );
  });
});
