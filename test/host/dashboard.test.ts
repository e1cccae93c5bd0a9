// The dashboard panel in a real editor: one tab, closed and opened again.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually';

const viewType = /promptMeter\.dashboard$/;

function dashboardTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && viewType.test(input.viewType));
}

const tabCount = () => dashboardTabs().length;

describe('the dashboard', () => {
  const open = () => vscode.commands.executeCommand('promptMeter.openDashboard');

  afterEach(() => vscode.window.tabGroups.close(dashboardTabs()));

  it('opens in one tab, however often it is asked for', async () => {
    await open();
    await open();
    await eventually(tabCount, (count) => count === 1);
    assert.equal(dashboardTabs()[0]?.label, 'Prompt Meter');
  });

  it('opens again after it was closed', async () => {
    await open();
    await eventually(tabCount, (count) => count === 1);
    await vscode.window.tabGroups.close(dashboardTabs());
    await eventually(tabCount, (count) => count === 0);
    await open();
    await eventually(tabCount, (count) => count === 1);
  });
});
