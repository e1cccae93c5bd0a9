// Builds everything that is shipped into dist/, and with --tests the test bundles into out/test/.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as esbuild from 'esbuild';
import wabt from 'wabt';
import { buildEncodings } from './scripts/buildEncodings.mjs';
import { packGrammar } from './scripts/packGrammar.mjs';

const require = createRequire(import.meta.url);
const args = new Set(process.argv.slice(2));
const production = !args.has('--dev') && !args.has('--watch');

/** WebAssembly that is written as text: a module that exports its bytes as `program`. */
const wat = {
  name: 'wat',
  setup({ onLoad }) {
    onLoad({ filter: /\.wat$/ }, async ({ path: file }) => {
      const { parseWat } = await wabt();
      const parsed = parseWat(file, await readFile(file, 'utf8'), { simd: true, bulk_memory: true });
      const bytes = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
      return { contents: `export const program = Buffer.from('${bytes}', 'base64');` };
    });
  },
};

/** Options of every bundle. */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // its ES module asks for import.meta.url, which a CommonJS bundle has not
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
};
const browser = { ...common, platform: 'browser', target: 'es2022' };

/** The worker, and the threads of the command line's scan, share nearly all their code: one bundle, and small files choose what of it runs. */
const threads = ['worker', 'scanThread'];

/**
 * What the command line does not load at its start, below src/node: where it asks for `import('./NAME')` it gets it from the shared
 * bundle. `spend` starts fast without them.
 */
const heavy = ['scan', 'count', 'price', 'check', 'diff', 'budget'].map((name) => `commands/${name}Command`);
const heavyElsewhere = {
  name: 'heavy parts elsewhere',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ kind, path: name, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const part = path.relative('src/node', path.join(resolveDir, name)).replaceAll('\\', '/');
      return heavy.includes(part) ? { path: part, namespace: 'heavy' } : undefined;
    });
    onResolve({ filter: /^\.\/node\.js$/, namespace: 'heavy' }, () => ({ path: './node.js', external: true }));
    onLoad({ filter: /^/, namespace: 'heavy' }, ({ path: part }) => ({
      contents: `module.exports = require('./node.js')[${JSON.stringify(part)}]();`,
      resolveDir: 'src/node',
    }));
  },
};

/** The price data is a bundle of its own, which others load when they need a price. */
const priceData = '@pydantic/genai-prices';
const pricesElsewhere = {
  name: 'prices elsewhere',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${priceData}$`) }, () => ({ path: './prices.js', external: true }));
  },
};

/** Parts of the extension that the hints do not wait for, below src/node: `import('./NAME')` loads the bundle NAME.js. */
const later = ['spendLine', 'promptTools'];
const loadedLater = {
  name: 'loaded later',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^\\./(${later.join('|')})$`) }, ({ kind, path: name }) =>
      kind === 'dynamic-import' ? { path: `${name}.js`, external: true } : undefined,
    );
  },
};

/**
 * Each file that imports vscode would copy the whole API object for itself, name by name, which took most of the time of loading a
 * bundle; so a bundle has one module that hands it on.
 */
const oneVscode = {
  name: 'one vscode',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'one-vscode' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'one-vscode' },
    );
    onLoad({ filter: /^/, namespace: 'one-vscode' }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/** One entry per bundle: the folder of the source says where it runs. */
const bundles = [
  {
    ...node,
    entryPoints: ['src/node/extension.ts'],
    outfile: 'dist/extension.js',
    plugins: [loadedLater, oneVscode],
    // `require` then: Node would read a CommonJS file a second time to find its exports for an import
    supported: { 'dynamic-import': false },
  },
  ...later.map((name) => ({
    ...node,
    entryPoints: [`src/node/${name}.ts`],
    outfile: `dist/${name}.js`,
    plugins: [oneVscode],
  })),
  {
    ...node,
    stdin: {
      contents: [...threads, ...heavy]
        .map((name) => `exports[${JSON.stringify(name)}] = () => require(${JSON.stringify(`./src/node/${name}`)});`)
        .join('\n'),
      resolveDir: '.',
    },
    outfile: 'dist/node.js',
    plugins: [pricesElsewhere],
  },
  { ...node, entryPoints: [require.resolve(priceData)], outfile: 'dist/prices.js' },
  {
    ...node,
    entryPoints: ['src/node/cli.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [heavyElsewhere, pricesElsewhere, wat],
  },
  // threads that read logs: small, so that they take little memory
  { ...node, entryPoints: ['src/node/logs/logSums.ts'], outfile: 'dist/logSums.js', plugins: [pricesElsewhere, wat] },
  { ...node, entryPoints: ['src/node/logs/logWorker.ts'], outfile: 'dist/logWorker.js', plugins: [wat] },
  {
    ...browser,
    entryPoints: ['src/web/extension.ts'],
    outfile: 'dist/web/extension.js',
    plugins: [oneVscode],
    format: 'cjs',
  },
  { ...browser, entryPoints: ['src/web/worker.ts'], outfile: 'dist/web/worker.js', format: 'iife' },
  { ...browser, entryPoints: ['src/webview/page.ts'], outfile: 'dist/webview.js', format: 'iife' },
];

/** The local usage server of `npm start` and the tests' own runs; never shipped. */
const usageServer = { ...node, entryPoints: ['test/usageServer/main.ts'], outfile: 'out/usageServer.js' };

/** Data that the workers and the command line load on first use: grammars and vocabularies. */
async function copyAssets() {
  await mkdir('dist/grammars', { recursive: true });
  await cp(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), 'dist/grammars/tree-sitter.wasm');
  const grammars = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
  const files = [
    ...['python', 'typescript', 'tsx', 'javascript', 'go', 'java', 'c-sharp', 'ruby', 'php', 'rust'].map((language) => [
      language,
      path.join(grammars, `tree-sitter-${language}.wasm`),
    ]),
    ['kotlin', require.resolve('@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm')],
  ];
  for (const [language, file] of files) {
    await writeFile(`dist/grammars/${language}.wasm`, await packGrammar(file, 'out/grammars'));
  }
  for (const name of threads) await writeFile(`dist/${name}.js`, `require('./node.js')[${JSON.stringify(name)}]();\n`);
  await buildEncodings('dist/encodings', 'out/encodings');
}

/** Every `*.test.ts` below test/, each its own bundle, mirrored to out/test/. Libraries stay in node_modules. */
async function testBundle() {
  const files = await readdir('test', { recursive: true });
  const tests = files.filter((file) =>
    /\.test\.ts$|^(bench\/)?host\/index\.ts$|^bench\/(detection|scan|logReading|ledger)\.ts$/.test(
      file.replaceAll('\\', '/'),
    ),
  );
  return {
    ...node,
    minify: false,
    sourcemap: 'inline',
    entryPoints: tests.map((file) => path.join('test', file)),
    plugins: [wat],
    outdir: 'out/test',
    outbase: 'test',
    packages: 'external',
    external: ['vscode'],
  };
}

if (args.has('--watch')) {
  await copyAssets();
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await rm('dist', { recursive: true, force: true });
  await copyAssets();
  if (args.has('--tests')) bundles.push(await testBundle());
  if (!production || args.has('--tests')) bundles.push(usageServer);
  await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
}
