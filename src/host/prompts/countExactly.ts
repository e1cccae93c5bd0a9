// The command "Count Exactly": with the person's consent to this one use, a request is sent to its provider to be counted. The count is
// kept by what was sent and shown until that changes.

import * as vscode from 'vscode';
import { formatTokens } from '../../core/hints/hints';
import { type CountCall, type CountingProvider, countCall } from '../../core/session/exactCount';
import type { SentMessage } from '../../core/session/requestReading';
import { keyShape } from '../../core/usage/keyShape';
import { groupDigits } from '../../core/words';
import type { Analysis } from '../hints/analysis';
import type { Settings } from '../hints/settings';
import { Keys } from '../keys';
import { askProvider, countableLength, type ProviderCount } from './askProvider';
import { currentRequest } from './giveModel';

const { t } = vscode.l10n;

/** Where counts are kept: hashes and numbers, no text. */
const storedCounts = 'promptMeter.counts';
const countsKept = 500;
const providerIds = ['openai', 'anthropic', 'google'];

/** What is counted. */
interface Subject {
  readonly modelId: string;
  readonly messages: readonly SentMessage[];
  /** As the call states them, in JSON. */
  readonly tools?: string | undefined;
  /** Undefined for a document that is no request: its count is told and not kept. */
  readonly hash: string | undefined;
  readonly before: string | undefined;
  /** True when more is sent than is read here: the count is a lower bound. */
  readonly atLeast: boolean;
}

export function registerCountExactly(
  context: vscode.ExtensionContext,
  analysis: Analysis,
  settings: Settings,
): vscode.Disposable {
  const counter = new ExactCounter(context, analysis, settings);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('promptMeter.countExactly', () => counter.count()),
    vscode.commands.registerCommand('promptMeter.forgetCountKeys', () => counter.forgetKeys()),
  );
}

class ExactCounter {
  private counts: readonly (readonly [hash: string, tokens: number])[];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly analysis: Analysis,
    private readonly settings: Settings,
  ) {
    this.counts = readCounts(context.globalState.get<unknown>(storedCounts));
    if (this.counts.length > 0) analysis.useCounts(this.counts);
  }

  async count(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showInformationMessage(t('Open a file with a request to count it.'));
      return;
    }
    const subject = await this.subjectAt(editor);
    const call = countCall(subject.modelId, subject.messages, subject.tools);
    if (!call) {
      void vscode.window.showInformationMessage(
        t('There is nothing to count here, or no provider is known that counts for {0}.', subject.modelId),
      );
      return;
    }
    if (lengthOf(subject.messages) + lengthOfTools(call) > countableLength) {
      void vscode.window.showWarningMessage(t('This request is too long to be sent for counting.'));
      return;
    }
    if (!(await consents(call, subject))) return;
    const key = await this.keyFor(call.provider);
    if (key === undefined) return;
    const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
    const counted = await vscode.window.withProgress(
      { ...options, title: t('{0} counts', call.provider.name) },
      (_, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        return askProvider(call, call.provider.origin, key, stop.signal);
      },
    );
    await this.tell(counted, call, subject);
  }

  async forgetKeys(): Promise<void> {
    for (const id of providerIds) await this.keysOf(id).remove();
    void vscode.window.showInformationMessage(t('The keys for counting are removed from the secret store.'));
  }

  private async subjectAt({ document, selection }: vscode.TextEditor): Promise<Subject> {
    const reading = await currentRequest(this.analysis, document, document.offsetAt(selection.active));
    if (!reading) {
      const messages = [{ role: 'user', text: document.getText() } as const];
      return {
        modelId: this.settings.current.defaultModel,
        messages,
        hash: undefined,
        before: undefined,
        atLeast: false,
      };
    }
    const { model, messages, tools, hash, count } = reading;
    return { modelId: model.id, messages, tools, hash, before: formatTokens(count), atLeast: count.atLeast };
  }

  /** The key that is kept for the provider, or one that is typed now. */
  private async keyFor(provider: CountingProvider): Promise<string | undefined> {
    const keys = this.keysOf(provider.id);
    const stored = await keys.read(provider.origin);
    if (stored.kind === 'key') return stored.key;
    const typed = await vscode.window.showInputBox({
      title: t('API key of {0}', provider.name),
      prompt: t('A normal key, no admin key. It is only sent to {0}.', provider.origin),
      password: true,
      ignoreFocusOut: true,
      validateInput: keyProblem,
    });
    const key = typed?.trim();
    if (key === undefined || keyProblem(key) !== undefined) return undefined;
    const once = { label: t('Use the key once') };
    const keep = { label: t('Keep it in the secret store of the editor') };
    const choice = await vscode.window.showQuickPick([once, keep], { title: t('API key of {0}', provider.name) });
    if (choice === keep && !(await keys.save({ key, origin: provider.origin, savedAt: Date.now() }))) {
      void vscode.window.showWarningMessage(t('The secret store of the editor did not keep the key; it is used once.'));
    }
    return choice && key;
  }

  private keysOf(id: string): Keys {
    return new Keys(this.context.secrets, this.context.globalState, `count.${id}`);
  }

  private async tell(result: ProviderCount, { provider, asUser }: CountCall, subject: Subject): Promise<void> {
    switch (result.kind) {
      case 'counted': {
        await this.keep(subject.hash, result.tokens);
        const said = t(
          '{0} tokens, counted by {1} for {2}',
          `${subject.atLeast ? '≥ ' : ''}${groupDigits(result.tokens)}`,
          provider.name,
          subject.modelId,
        );
        const before = subject.before === undefined ? [] : [t('Prompt Meter: {0}', subject.before)];
        const note = asUser ? [t('There is no user message; all was counted as one.')] : [];
        void vscode.window.showInformationMessage([said, ...before, ...note].join('. '));
        return;
      }
      case 'keyRefused': {
        const forget = t('Forget the Key');
        const said = t('{0} refuses the key.', provider.name);
        if ((await vscode.window.showWarningMessage(said, forget)) === forget) await this.keysOf(provider.id).remove();
        return;
      }
      case 'rateLimited':
        void vscode.window.showWarningMessage(t('{0} counts no more for now; try again later.', provider.name));
        return;
      case 'refused':
        void vscode.window.showWarningMessage(
          t(
            '{0} does not count this request (answer {1}); the key may not have {2}.',
            provider.name,
            result.status,
            subject.modelId,
          ),
        );
        return;
      case 'failed':
        void vscode.window.showWarningMessage(t('{0} could not be asked: {1}', provider.name, result.detail));
        return;
      case 'cancelled':
    }
  }

  private async keep(hash: string | undefined, tokens: number): Promise<void> {
    if (hash === undefined) return;
    this.counts = [...this.counts.filter(([other]) => other !== hash), [hash, tokens] as const].slice(-countsKept);
    this.analysis.useCounts(this.counts);
    await this.context.globalState.update(storedCounts, this.counts);
  }
}

/** Asked each time: what is sent, and where. */
async function consents(call: CountCall, { messages, tools, modelId }: Subject): Promise<boolean> {
  const { provider, path } = call;
  const address = `${provider.origin}${path}`;
  const texts = [messages.length, groupDigits(lengthOf(messages))] as const;
  const count = t('Send and Count');
  const sent = call.sentTools
    ? t(
        'Sent to {5}: texts ({0}, {1} characters), tools ({2}, {3} characters) and the model id {4}.',
        ...texts,
        call.sentTools.tools.length,
        groupDigits(lengthOfTools(call)),
        modelId,
        address,
      )
    : t('Sent to {3}: texts ({0}, {1} characters) and the model id {2}.', ...texts, modelId, address);
  const unsent =
    tools !== undefined && !call.sentTools
      ? t(
          'Values of template variables, tools and images are not sent, and not counted. Nothing else leaves this machine.',
        )
      : t('Values of template variables and images are not sent, and not counted. Nothing else leaves this machine.');
  const said = t('Send this request to {0} to have its tokens counted?', provider.name);
  const detail = [sent, unsent].join('\n\n');
  return (await vscode.window.showWarningMessage(said, { modal: true, detail }, count)) === count;
}

/** UTF-16 units. */
function lengthOf(messages: readonly SentMessage[]): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0);
}

/** UTF-16 units of the JSON that is sent. */
function lengthOfTools({ sentTools }: CountCall): number {
  return sentTools === undefined ? 0 : JSON.stringify(sentTools).length;
}

function keyProblem(typed: string): string | undefined {
  switch (keyShape(typed)) {
    case 'blank':
      return t('A key is needed.');
    case 'broken':
      return t('A key has no spaces inside and only plain characters.');
    case 'admin':
      return t('This is an admin key; counting needs a normal one.');
    default:
      return undefined;
  }
}

function readCounts(stored: unknown): (readonly [string, number])[] {
  const rows: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return rows.flatMap((row) => {
    const [hash, tokens]: readonly unknown[] = Array.isArray(row) ? row : [];
    return typeof hash === 'string' && Number.isSafeInteger(tokens) ? [[hash, Number(tokens)] as const] : [];
  });
}
