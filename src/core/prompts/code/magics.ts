// IPython's magics in the cells of a notebook.

/** Cell magics whose lines are still the kernel's language. */
const sameLanguage = /^%%(time|timeit|capture|prun|px|mem(it|ray)?)\b/;

/**
 * The cell's source in the kernel's language, of the same length: IPython's magics (`%matplotlib`, `!pip install`) become comments.
 * Undefined when the whole cell is something else (`%%bash`). Lines inside of triple quotes are left as they are.
 */
export function withoutMagics(text: string): string | undefined {
  if (text.startsWith('%%') && !sameLanguage.test(text)) return undefined;
  if (!/^[ \t]*[%!?]/m.test(text)) return text;
  let quotes: string | undefined;
  const lines = text.split('\n').map((line) => {
    const magic = quotes === undefined && /^[ \t]*[%!?]/.test(line);
    for (const [mark] of line.matchAll(/"""|'''/g))
      quotes = quotes === undefined ? mark : quotes === mark ? undefined : quotes;
    return magic ? line.replace(/[%!?]/, '#') : line;
  });
  return lines.join('\n');
}
