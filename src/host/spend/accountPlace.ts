// Where accounts are asked under the settings, and what keeps this host from asking at all.
import * as vscode from 'vscode';
import type { ReadingState } from '../../core/spend/spend';
import type { Address } from '../address';
import type { AccountPlace } from './accountParts';
import type { SpendSettings } from './spendSettings';

/** The first account's: demo data, or the provider's address of the settings. */
export function firstPlace(usual: string, settings: SpendSettings, isBrowser: boolean): AccountPlace {
  const { demoOrigin, openaiOrigin } = settings;
  const place = { basePath: '', demo: demoOrigin !== undefined, obstacle: obstacle(settings, isBrowser) };
  return { ...place, origin: demoOrigin ?? openaiOrigin ?? usual };
}

/** Any other account's. While demo data is shown, nobody else is asked. */
export function otherPlace(address: Address, { demoOrigin }: SpendSettings, isBrowser: boolean): AccountPlace {
  const isOff = isBrowser || demoOrigin !== undefined;
  const obstacle = isOff ? ({ kind: 'unsupported', detail: browserDetail() } as const) : undefined;
  return { ...address, demo: false, obstacle };
}

function obstacle({ demoOrigin, openaiOrigin }: SpendSettings, isBrowser: boolean): ReadingState | undefined {
  if (demoOrigin !== undefined) return undefined;
  const detail = isBrowser
    ? browserDetail()
    : vscode.l10n.t('The setting promptMeter.usage.openaiUrl holds an address that cannot be used. The log says why.');
  return isBrowser || openaiOrigin === undefined ? { kind: 'unsupported', detail } : undefined;
}

function browserDetail(): string {
  return vscode.l10n.t(
    'Spend is not read in the browser: the provider does not answer pages, and an admin key does not belong here. Open this window on the desktop.',
  );
}
