// The settings below `promptMeter`, by who set them. All are inspected at once: VS Code copies its whole configuration at each inspection.
import * as vscode from 'vscode';

/** What `WorkspaceConfiguration.inspect` gives of one setting; undefined where it is not set. */
export interface InspectedSetting {
  readonly defaultValue?: unknown;
  /** The user's. */
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/** Takes a name below `promptMeter`. */
export type InspectSetting = (name: string) => InspectedSetting;

/** The settings as they are now; what it returns does not follow later changes. */
export function inspectSettings(): InspectSetting {
  const section = vscode.workspace.getConfiguration().inspect<unknown>('promptMeter');
  return (name) => ({
    defaultValue: valueIn(section?.defaultValue, name),
    globalValue: valueIn(section?.globalValue, name),
    workspaceValue: valueIn(section?.workspaceValue, name),
    workspaceFolderValue: valueIn(section?.workspaceFolderValue, name),
  });
}

/** Follows the dots of the name. */
function valueIn(section: unknown, name: string): unknown {
  let value = section;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** Whether the user or the workspace has set it. */
export function isSet({ globalValue, workspaceValue, workspaceFolderValue }: InspectedSetting): boolean {
  return [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
}
