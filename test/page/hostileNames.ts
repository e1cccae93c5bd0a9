// A thousand names that try to be more than names: markup, script, addresses, direction changes, templates, very long ones.

const attacks = [
  (id: number) => `<script>window.hacked=${id}</script>`,
  (id: number) => `<img src=x onerror="window.hacked=${id}">`,
  (id: number) => `<img src="/leak?${id}">`,
  (id: number) => `"><svg onload=alert(${id})>`,
  (id: number) => `'-alert(${id})-'`,
  (id: number) => `<iframe srcdoc="<script>parent.hacked=${id}</script>"></iframe>`,
  (id: number) => `javascript:alert(${id})`,
  (id: number) => `<a href="command:workbench.action.quit?${id}">gpt-5</a>`,
  (id: number) => `<style>@import '/leak-${id}.css';</style>`,
  (id: number) => `<base href="//leak.invalid/${id}">`,
  (id: number) => `<link rel=stylesheet href=/leak-${id}>`,
  (id: number) => `\u202egpt-${id}\u2066evil\u2069\u200f`,
  (id: number) => `$\{alert(${id})} {{constructor.constructor('alert(${id})')()}} %00`,
  (id: number) => `&lt;img src=x onerror=alert(${id})&gt;`,
  (id: number) => `</td></tr></table><script src="/leak-${id}.js"></script>`,
  (id: number) => `${'gpt'.repeat(200)}-${id}`,
  (id: number) => `\u0000\u0007\u001b[31mred-${id}`,
  (id: number) => `__proto__${id % 3 === 0 ? '' : id}`,
  (id: number) => `<details open ontoggle=alert(${id})><summary>x</summary></details>`,
  (id: number) => `\ud83d${id}\udc00 <math><mtext></table><img src=x onerror=alert(${id})>`,
];

export const hostileNames: readonly string[] = Array.from(
  { length: 1000 },
  (_, index) => attacks[index % attacks.length]?.(index) ?? '',
);
