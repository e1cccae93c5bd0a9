import assert from 'node:assert/strict';
import { dashboardHtml, makeNonce, pagePolicy } from '../../../src/host/spend/dashboardHtml';

describe('dashboard document', () => {
  const parts = {
    script: 'https://x/a.js',
    style: 'https://x/a.css',
    cspSource: 'https://x',
    language: 'en',
    title: 'T',
  };

  it('has a policy that allows its own script and style and nothing else', () => {
    assert.equal(
      pagePolicy('https://x', 'n0'),
      "default-src 'none'; script-src 'nonce-n0'; style-src https://x; img-src https://x; font-src https://x; connect-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'",
    );
    const html = dashboardHtml({ ...parts, nonce: 'n0' });
    assert.doesNotMatch(html, /unsafe|data:|style=|<style| on\w+=/);
    assert.equal(html.match(/<script/g)?.length, 1);
  });

  it('escapes every value', () => {
    const html = dashboardHtml({ ...parts, nonce: 'n', title: '</title><script>', language: '"><img>', style: '"&' });
    assert.ok(html.includes('&lt;/title&gt;&lt;script&gt;') && html.includes('lang="&quot;&gt;&lt;img&gt;"'));
    assert.ok(html.includes('href="&quot;&amp;"'));
  });

  it('makes a fresh nonce of 128 bits each time', () => {
    const nonces = new Set(Array.from({ length: 1000 }, makeNonce));
    assert.equal(nonces.size, 1000);
    for (const nonce of nonces) assert.match(nonce, /^[0-9a-f]{32}$/);
  });
});
