// Small pieces the page is built of. Text goes in as text nodes only; an update touches nothing that is already right,
// so focus, selection and scroll position stay.
import type { Figure } from '../core/dashboard/dashboardProtocol';

/** A part of the page: made once, updated with each state. */
export interface View<T> {
  readonly root: HTMLElement;
  update(value: T): void;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Sets the attribute, or removes it for null. */
export function setAttribute(target: Element, name: string, value: string | null): void {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

export function setHidden(target: HTMLElement, hidden: boolean): void {
  if (target.hidden !== hidden) target.hidden = hidden;
}

/** A length for the style sheet: `--name`, from 0 to 1. Goes through the object model; a style attribute would break the page policy. */
export function setShare(target: HTMLElement, name: string, share: number): void {
  const value = String(Math.min(1, Math.max(0, share)));
  if (target.style.getPropertyValue(name) !== value) target.style.setProperty(name, value);
}

/** As many views in `parent` as there are items; a view stays with its place in the list, and is left alone while its item says the same. */
export function listOf<T>(parent: HTMLElement, create: (index: number) => View<T>): (items: readonly T[]) => void {
  const views: View<T>[] = [];
  const shown: string[] = [];
  return (items) => {
    for (const surplus of views.splice(items.length)) surplus.root.remove();
    shown.length = Math.min(shown.length, items.length);
    items.forEach((item, index) => {
      const view = views[index] ?? create(index);
      if (index >= views.length) {
        views.push(view);
        parent.append(view.root);
      }
      const said = JSON.stringify(item);
      if (shown[index] === said) return;
      shown[index] = said;
      view.update(item);
    });
  };
}

/** A figure: seen as its text, heard as its spoken form where the text is only a sign. */
export function figureView(root: HTMLElement): View<Figure> {
  const seen = element('span', '');
  const heard = element('span', 'spoken');
  root.append(seen, heard);
  return {
    root,
    update({ text, spoken }) {
      setText(seen, text);
      setAttribute(seen, 'aria-hidden', spoken === null ? null : 'true');
      setText(heard, spoken ?? '');
    },
  };
}

/** What a screen reader should say for a figure inside a label. */
export function spokenText({ text, spoken }: Figure): string {
  return spoken ?? text;
}
