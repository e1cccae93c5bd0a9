// Measures, inside a real VS Code's extension host, what Prompt Meter costs the editor. Prints a table; nothing here is a gate.
// Every stall is compared with the same work on a file that Prompt Meter does not read, in the same run.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { eventually } from '../../host/eventually';

/** The longest time the host's event loop stood still while something ran, in milliseconds. */
async function longestStall(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

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
  readonly open: number;
  readonly typing: number;
}

/** Nothing is asked of the extension meanwhile: asking would be work of its own. */
async function stallsOf(name: string, text: string): Promise<Stalls & { readonly lenses: number }> {
  let editor: vscode.TextEditor | undefined;
  const open = await longestStall(async () => {
    editor = await show(name, text);
    await sleep(4000);
  });
  const typing = await longestStall(async () => {
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

/** Entry: writes the report to the file named in PROMPT_METER_RESULT. */
export async function run(): Promise<void> {
  const report: string[] = [];
  const say = (name: string, figure: string) => report.push(`${name.padEnd(58)} ${figure}`);
  const extension = vscode.extensions.getExtension('prompt-meter.prompt-meter');
  if (!extension) throw new Error('the extension is not there');
  if (extension.isActive) say('activation', 'was active before it could be measured');
  else {
    const begin = performance.now();
    await extension.activate();
    say('activation with loading the bundle, as the host sees it', `${(performance.now() - begin).toFixed(1)} ms`);
  }
  const small = source(10_000);
  say('first hint on a small file, worker not yet started', `${(await firstHint(small)).toFixed(0)} ms`);
  say(`first hint on ${small.split('\n').length} lines, warm`, `${(await firstHint(small)).toFixed(0)} ms`);
  const large = source(1_000_000);
  for (let round = 1; round <= 3; round++) {
    const idle = await longestStall(() => sleep(3000));
    const control = await stallsOf(`control${round}.txt`, large);
    const ours = await stallsOf(`large${round}.py`, large);
    say(`${round}: calls with a hint in 1 MB`, `${ours.lenses}`);
    say(`${round}: longest stall, idle`, `${idle.toFixed(1)} ms`);
    say(
      `${round}: longest stall while opening 1 MB: hints / control`,
      `${ours.open.toFixed(1)} / ${control.open.toFixed(1)} ms`,
    );
    say(
      `${round}: longest stall while typing in 1 MB: hints / control`,
      `${ours.typing.toFixed(1)} / ${control.typing.toFixed(1)} ms`,
    );
  }
  writeFileSync(process.env.PROMPT_METER_RESULT ?? 'bench.txt', `${report.join('\n')}\n`);
}
