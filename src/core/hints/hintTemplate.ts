// A user's own wording of hints: `{tokens} · {cost} · {share}`. What a placeholder stands for may be unknown; its part is then left out.

/** Longest template and longest hint, in UTF-16 units. */
export const templateLimit = 300;
export const hintLengthLimit = 160;

/** The placeholders that a template may have. */
export const placeholders = ['tokens', 'cost', 'model', 'share', 'month', 'output', 'role', 'holes'] as const;

export type Placeholder = (typeof placeholders)[number];

/** A value for each placeholder; undefined where it is not known, or does not apply. */
export type TemplateValues = Readonly<Record<Placeholder, string | undefined>>;

interface Part {
  readonly text: string;
  readonly placeholder: Placeholder | undefined;
}

/** A template that was read. Parts are separated by ` · `; each is shown when all of its placeholders have values. */
export interface HintTemplate {
  readonly parts: readonly (readonly Part[])[];
  /** Placeholders that do not exist, as they are written; they are shown as they stand. */
  readonly unknown: readonly string[];
}

const separator = ' · ';

/** Reads a template; undefined for an empty one, which means the usual wording. Cut at the limit. Linear. */
export function readTemplate(written: string): HintTemplate | undefined {
  const template = written.slice(0, templateLimit).replace(/\s+/g, ' ').trim();
  if (template === '') return undefined;
  const unknown: string[] = [];
  const parts = template.split(separator).map((part) =>
    part
      .split(/(\{\w{1,40}\})/)
      .filter((text) => text !== '')
      .map((text): Part => {
        const name = /^\{(\w+)\}$/.exec(text)?.[1];
        const placeholder = placeholders.find((each) => each === name);
        if (name !== undefined && placeholder === undefined) unknown.push(text);
        return { text, placeholder };
      }),
  );
  return { parts, unknown };
}

/** The hint, cut at the limit; empty when no part has its values. */
export function fillHintTemplate({ parts }: HintTemplate, values: TemplateValues): string {
  const filled = parts.flatMap((part) => {
    const pieces = part.map(({ text, placeholder }) => (placeholder ? values[placeholder] : text));
    return pieces.some((piece) => piece === undefined) ? [] : [pieces.join('')];
  });
  return shortened(filled.join(separator));
}

/** At most `hintLengthLimit` long; what is cut ends in `…`. */
export function shortened(text: string): string {
  return text.length <= hintLengthLimit ? text : `${text.slice(0, hintLengthLimit - 1).trimEnd()}…`;
}
