// Contrast of text and bars on the page, as the browser has really drawn its colours.

/**
 * Runs in the page: every visible text under 4.5:1 and every bar under 3:1, as `text: ratio`. Backgrounds are laid over each other up to the page's own.
 * Source: WCAG 2.2, relative luminance and contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, read 2026-11-21.
 */
export function lowContrast(): string[] {
  type Colour = readonly [number, number, number, number];
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return ['no canvas'];
  const read = (css: string): Colour => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2) => top[index] * top[3] + below[index] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const behind = (element: Element | null): Colour => {
    if (!element) return [255, 255, 255, 1];
    const own = read(getComputedStyle(element).backgroundColor);
    return own[3] >= 1 ? own : over(own, behind(element.parentElement));
  };
  const luminance = (colour: Colour) => {
    const part = (index: 0 | 1 | 2) => {
      const value = colour[index] / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2);
  };
  const ratioOf = (ink: Colour, ground: Colour) => {
    const [light, dark] = [luminance(ink), luminance(ground)].sort((left, right) => right - left);
    return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
  };
  const found: string[] = [];
  for (const bar of document.querySelectorAll('.spent, .bar[data-kind=past] .column')) {
    const ground = behind(bar.parentElement);
    const ratio = ratioOf(over(read(getComputedStyle(bar).backgroundColor), ground), ground);
    if (ratio < 3) found.push(`${bar.className}: ${ratio.toFixed(2)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!element?.checkVisibility({ visibilityProperty: true }) || !node.textContent?.trim()) continue;
    const ground = behind(element);
    const ink = over(read(getComputedStyle(element).color), ground);
    const ratio = ratioOf(ink, ground);
    if (ratio < 4.5) found.push(`${node.textContent}: ${ratio.toFixed(2)}`);
  }
  return found;
}
