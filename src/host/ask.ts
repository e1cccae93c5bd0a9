// Steps of a walk-through: one text, or one of several answers. Undefined means that the person gave up.
import * as vscode from 'vscode';

export interface TextStep {
  readonly title: string;
  readonly step: number;
  readonly steps: number;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Dots instead of letters. */
  readonly isSecret?: true;
  /** Opens with a button in the title: what it says, and what it does. */
  readonly link?: { readonly tooltip: string; readonly open: () => void };
  /** An error keeps the text from being taken, a doubt is only shown. */
  readonly check: (text: string) => { readonly kind: 'error' | 'doubt'; readonly text: string } | undefined;
}

/** Asks for a text. What was typed is given back trimmed and is nowhere kept. */
export function askText(step: TextStep): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = step.title;
  box.step = step.step;
  box.totalSteps = step.steps;
  box.prompt = step.prompt;
  box.placeholder = step.placeholder ?? '';
  box.value = step.value ?? '';
  box.password = step.isSecret === true;
  box.ignoreFocusOut = true;
  const { link, check } = step;
  if (link) box.buttons = [{ iconPath: new vscode.ThemeIcon('link-external'), tooltip: link.tooltip }];
  const judge = () => {
    const found = check(box.value);
    const severity = vscode.InputBoxValidationSeverity;
    const shown = found && {
      message: found.text,
      severity: found.kind === 'error' ? severity.Error : severity.Warning,
    };
    box.validationMessage = shown;
    return found?.kind !== 'error';
  };
  return new Promise((resolve) => {
    box.onDidTriggerButton(() => link?.open());
    box.onDidChangeValue(() => {
      if (box.value === '') box.validationMessage = undefined;
      else judge();
    });
    box.onDidAccept(() => {
      if (!judge()) return;
      resolve(box.value.trim());
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
