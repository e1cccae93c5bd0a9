// One tab stop for a row of options: arrow keys, Home, End and Page keys move inside it; hover and focus show the option's tip.

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  PageUp: (index) => index - 7,
  PageDown: (index) => index + 7,
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Makes the children of `list` one tab stop. `show` gets the index of the option in question, or undefined for none.
 * The function returned is called after each change of the children, with the index that is the tab stop until the user moves.
 */
export function roving(list: HTMLElement, show: (index: number | undefined) => void): (initial: number) => void {
  let chosen: number | undefined;
  let hovered: number | undefined;
  const options = () => Array.from(list.children).filter((child) => child instanceof HTMLElement);
  const indexOf = (target: EventTarget | null) => {
    const index = target instanceof Node ? options().findIndex((option) => option.contains(target)) : -1;
    return index < 0 ? undefined : index;
  };
  const focused = () => indexOf(document.activeElement);
  const refresh = () => show(hovered ?? focused());
  const mark = (current: number) =>
    options().forEach((option, index) => {
      option.tabIndex = index === current ? 0 : -1;
      option.setAttribute('aria-selected', String(index === current));
    });

  list.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return show(undefined);
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    const from = focused();
    if (!step || from === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const last = options().length - 1;
    hovered = undefined;
    options()[Math.min(last, Math.max(0, step(from, last)))]?.focus();
  });
  list.addEventListener('focusin', (event) => {
    chosen = indexOf(event.target);
    mark(chosen ?? 0);
    refresh();
  });
  list.addEventListener('focusout', () => queueMicrotask(refresh));
  list.addEventListener('pointerover', (event) => {
    hovered = indexOf(event.target);
    refresh();
  });
  list.addEventListener('pointerleave', () => {
    hovered = undefined;
    refresh();
  });
  return (initial) => {
    mark(Math.min(chosen ?? initial, options().length - 1));
    refresh();
  };
}
