// Measures, inside a real VS Code's extension host, what Prompt Meter costs the editor. Prints a table; nothing here is a gate.
// Every stall is compared with the same work on a file that Prompt Meter does not read, in the same run.
import { writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { eventually } from '../../host/eventually';

/** What some work did to the extension host, in milliseconds. */
interface Stall {
  /** The longest time the event loop stood still, whoever was at work. */
  readonly loop: number;
  /** The longest uninterrupted run of Prompt Meter's own code, by a sampling profiler; the machine's pauses count as its time too. */
  readonly own: OwnRun;
}

interface OwnRun {
  readonly ms: number;
  /** The longest run by samples of a millisecond at most: what takes longer is a pause, not work. */
  readonly workMs: number;
  /** The innermost function of the run's longest sample, and that sample's milliseconds: more than 1 is a pause, not work. */
  readonly leaf: string;
  /** Our own code's time in each burst of work, in samples of a millisecond at most. */
  readonly burstsMs: readonly number[];
}

/** Our code resting for so long ends a burst, in milliseconds: less than keys are apart. */
const restMs = 80;

async function measure(work: () => Promise<void>): Promise<Stall> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { loop: delay.max / 1e6, own: longestOwnRun(profile) };
}

/** Other extensions have bundles of the same names. */
const ownFolder = `${vscode.extensions.getExtension('prompt-meter.prompt-meter')?.extensionUri.path}/dist/`;

/** Consecutive samples whose stack holds a function of our bundles make a run. */
function longestOwnRun({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): OwnRun {
  const own = new Set<number>();
  for (const { id, callFrame, children = [] } of nodes) {
    if (!own.has(id) && !callFrame.url.includes(ownFolder)) continue;
    for (const each of [id, ...children]) own.add(each);
  }
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName || '(anonymous)']));
  let longest = { ms: 0, leaf: '' };
  let [work, workMs] = [0, 0];
  const burstsMs: number[] = [];
  let rested = restMs;
  let run = 0;
  let heaviest = { ms: 0, leaf: '' };
  samples.forEach((sample, index) => {
    const passed = (timeDeltas[index] ?? 0) / 1000;
    run = own.has(sample) ? run + passed : 0;
    work = own.has(sample) ? work + Math.min(passed, 1) : 0;
    workMs = Math.max(workMs, work);
    if (!own.has(sample)) rested += passed;
    else {
      if (rested >= restMs) burstsMs.push(0);
      burstsMs.push((burstsMs.pop() ?? 0) + Math.min(passed, 1));
      rested = 0;
    }
    if (run === 0) heaviest = { ms: 0, leaf: '' };
    else if (passed > heaviest.ms) heaviest = { ms: passed, leaf: names.get(sample) ?? '' };
    if (run > longest.ms) longest = { ms: run, leaf: `${heaviest.leaf} ${heaviest.ms.toFixed(1)}` };
  });
  return { ...longest, workMs, burstsMs };
}

const ms = (value: number) => `${value.toFixed(1)} ms`;
const runText = (own: OwnRun) => `${ms(own.ms)}, ${ms(own.workMs)} without pauses (${own.leaf})`;
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A source file of about `size` characters with a call every 60 lines. */
function source(size: number): string {
  const filler = Array.from({ length: 50 }, (_, line) => `def step_${line}(value):\n    return value + ${line}\n`).join(
    '',
  );
  const block = (index: number) =>
    `${filler}answer_${index} = client.chat.completions.create(model="gpt-4o", messages=[` +
    `{"role": "user", "content": "Please summarise item ${index} in one friendly sentence."}])\n`;
  const blocks: string[] = ['from openai import OpenAI\nclient = OpenAI()\n'];
  for (let index = 0, length = 0; length < size; index++) {
    blocks.push(block(index));
    length += blocks.at(-1)?.length ?? 0;
  }
  return blocks.join('');
}

async function show(name: string, text: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

async function lensCount({ uri }: vscode.TextDocument): Promise<number> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return lenses.length;
}

/** One key every 30 ms, in the middle of the file. */
async function type(editor: vscode.TextEditor, keys: number): Promise<void> {
  const line = Math.floor(editor.document.lineCount / 2);
  for (let key = 0; key < keys; key++) {
    await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), key % 20 === 19 ? '\n' : '#'));
    await sleep(30);
  }
}

interface Stalls {
  readonly open: Stall;
  readonly typing: Stall;
}

/** Nothing is asked of the extension meanwhile: asking would be work of its own. */
async function stallsOf(name: string, text: string): Promise<Stalls & { readonly lenses: number }> {
  let editor: vscode.TextEditor | undefined;
  const open = await measure(async () => {
    editor = await show(name, text);
    await sleep(4000);
  });
  const typing = await measure(async () => {
    if (editor) await type(editor, 60);
    await sleep(500);
  });
  const lenses = editor ? await lensCount(editor.document) : 0;
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return { open, typing, lenses };
}

async function firstHint(text: string): Promise<number> {
  const begin = performance.now();
  const { document } = await show('small.py', text);
  await eventually(
    () => lensCount(document),
    (count) => count > 0,
  );
  const end = performance.now();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return end - begin;
}

/** One refresh for each key: keys come slower than edits are gathered. */
async function refreshes(text: string, keys: number): Promise<OwnRun> {
  const editor = await show('refresh.py', text);
  await eventually(
    () => lensCount(editor.document),
    (count) => count > 0,
  );
  const at = text.indexOf('Please summarise');
  const { own } = await measure(async () => {
    for (let key = 0; key < keys; key++) {
      await editor.edit((edit) => edit.insert(editor.document.positionAt(at), 'very '));
      await sleep(150);
    }
  });
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return own;
}

/** Entry: writes the report to the file named in PROMPT_METER_RESULT. */
export async function run(): Promise<void> {
  const report: string[] = [];
  const say = (name: string, figure: string) => report.push(`${name.padEnd(58)} ${figure}`);
  const extension = vscode.extensions.getExtension('prompt-meter.prompt-meter');
  if (!extension) throw new Error('the extension is not there');
  if (extension.isActive) say('activation', 'was active before it could be measured');
  else {
    const begin = performance.now();
    const { own } = await measure(async () => {
      await extension.activate();
    });
    say('activation with loading the bundle, as the host sees it', ms(performance.now() - begin));
    say('activation, longest run of own code', runText(own));
  }
  const small = source(10_000);
  say('first hint on a small file, worker not yet started', `${(await firstHint(small)).toFixed(0)} ms`);
  say(`first hint on ${small.split('\n').length} lines, warm`, `${(await firstHint(small)).toFixed(0)} ms`);
  const usual = source(40_000);
  const own = await refreshes(usual, 60);
  const bursts = [...own.burstsMs].sort((a, b) => a - b);
  const median = bursts[Math.floor(bursts.length / 2)] ?? 0;
  say(`one refresh of ${usual.split('\n').length} lines, own code in all, median`, `${median.toFixed(2)} ms`);
  say('the same, longest run of own code', runText(own));
  const large = source(1_000_000);
  for (let round = 1; round <= 3; round++) {
    const idle = await measure(() => sleep(3000));
    const control = await stallsOf(`control${round}.txt`, large);
    const ours = await stallsOf(`large${round}.py`, large);
    say(`${round}: calls with a hint in 1 MB`, `${ours.lenses}`);
    say(`${round}: event loop, idle`, ms(idle.loop));
    say(`${round}: event loop, opening 1 MB: hints / control`, `${ms(ours.open.loop)} / ${ms(control.open.loop)}`);
    say(
      `${round}: event loop, typing in 1 MB: hints / control`,
      `${ms(ours.typing.loop)} / ${ms(control.typing.loop)}`,
    );
    say(
      `${round}: longest run of own code, opening / typing`,
      `${runText(ours.open.own)} / ${runText(ours.typing.own)}`,
    );
  }
  writeFileSync(process.env.PROMPT_METER_RESULT ?? 'bench.txt', `${report.join('\n')}\n`);
}
