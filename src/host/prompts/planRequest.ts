// A scenario made from a request in a document: its tokens as counted, how often it is called and how long its answers are as stated in the
// file or typed. It becomes the first of the user's scenarios, and the dashboard's planner shows it.
import * as vscode from 'vscode';
import { type Scenario, scenarioOfPrompt } from '../../core/budget/scenarios';
import type { DocumentHints, RequestHint } from '../../core/costs/analyse';
import { callsPerMonth, daysOfMonth } from '../../core/costs/capShare';
import { touches } from '../../core/text';
import { askText } from '../ask';
import { type Documents, keyOf, placeAtCursor } from '../hints/documents';
import type { Settings } from '../hints/settings';

/** Most scenarios that are kept; the oldest go. */
const mostScenarios = 50;

/** The command works on the request at the cursor, or on the one that a lens names: the document's key and the request's start. */
export function registerPlanRequest(documents: Documents, settings: Settings): vscode.Disposable {
  return vscode.commands.registerCommand('promptMeter.planRequest', async (key: unknown, at: unknown) => {
    const place = typeof key === 'string' && typeof at === 'number' ? { key, at } : placeAtCursor();
    const document = vscode.workspace.textDocuments.find((each) => keyOf(each) === place?.key);
    const request = place && document && requestAt(documents.hintsOf(document), place.at);
    if (!document || !request) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no request to plan here.'));
      return;
    }
    const { line } = document.positionAt(request.span.start);
    const name = `${document.uri.path.split('/').at(-1) ?? ''}:${line + 1}`;
    const scenario = await askScenario(name, request, settings.current.callsPerDay);
    if (!scenario) return;
    await keep(scenario);
    await vscode.commands.executeCommand('promptMeter.openDashboard');
  });
}

/** The request that begins at the place, or holds it, or sends the prompt that does. */
function requestAt(hints: DocumentHints | undefined, at: number): RequestHint | undefined {
  const { requests = [], prompts = [] } = hints ?? {};
  const holds = ({ span, prompts: sent }: RequestHint) =>
    touches(span, at) || sent.some((index) => prompts[index] && touches(prompts[index].span, at));
  return requests.find(({ span }) => span.start === at) ?? requests.find(holds);
}

/** Undefined when the person gave up. */
async function askScenario(
  name: string,
  { count, samples, output, rate }: RequestHint,
  usualCalls: number | undefined,
): Promise<Scenario | undefined> {
  const calls = rate ? Math.round(callsPerMonth(rate) / daysOfMonth) : usualCalls;
  const title = vscode.l10n.t('Plan {0}', name);
  const callsPerDay = await askCount(1, title, vscode.l10n.t('Calls a day'), calls);
  if (callsPerDay === undefined) return undefined;
  const answer = output?.stated ? output.tokens : undefined;
  const outputTokens = await askCount(2, title, vscode.l10n.t('Output tokens of a call'), answer);
  if (outputTokens === undefined) return undefined;
  return scenarioOfPrompt(name, samples?.most.tokens ?? count.tokens, outputTokens, callsPerDay);
}

async function askCount(step: number, title: string, prompt: string, usual: number | undefined) {
  const isCount = (text: string) => /^\d{1,12}$/.test(text.trim());
  const error = { kind: 'error', text: vscode.l10n.t('A whole number from 0.') } as const;
  const value = usual === undefined ? '' : String(Math.round(usual));
  const check = (text: string) => (isCount(text) ? undefined : error);
  const typed = await askText({ title, step, steps: 2, prompt, value, check });
  return typed === undefined ? undefined : Number(typed);
}

/** First of the user's scenarios; one of the same name is replaced. */
async function keep(scenario: Scenario): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('promptMeter');
  const before = configuration.inspect<unknown[]>('scenarios')?.globalValue;
  const others = (Array.isArray(before) ? before : []).filter(
    (each) => !(typeof each === 'object' && each !== null && 'name' in each && each.name === scenario.name),
  );
  const all = [scenario, ...others].slice(0, mostScenarios);
  await configuration.update('scenarios', all, vscode.ConfigurationTarget.Global);
}
