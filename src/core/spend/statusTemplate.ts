// The user's own wording of the status bar: `{session} · {percent}`. A part whose value is not known is left out.

/** Longest template and longest text, in UTF-16 units. */
export const statusLimits = { template: 200, text: 80 } as const;

export const statusPlaceholders = ['session', 'today', 'month', 'percent', 'tokens', 'cap', 'left'] as const;

export type StatusPlaceholder = (typeof statusPlaceholders)[number];

export type StatusValues = Readonly<Record<StatusPlaceholder, string | undefined>>;

export interface StatusTemplate {
  /** Text and placeholders of each part; parts stand between ` · `. */
  readonly parts: readonly (readonly string[])[];
  /** Placeholders that do not exist, as they are written; their part is shown as it stands. */
  readonly unknown: readonly string[];
}

const separator = ' · ';

/** Undefined for an empty template, which means the usual wording. Cut at the limit. Linear. */
export function readStatusTemplate(written: string): StatusTemplate | undefined {
  const template = written.slice(0, statusLimits.template).replace(/\s+/g, ' ').trim();
  if (template === '') return undefined;
  const parts = template.split(separator).map((part) => part.split(/(\{\w{1,40}\})/).filter((text) => text !== ''));
  const unknown = parts.flat().filter((text) => /^\{\w+\}$/.test(text) && placeholderOf(text) === undefined);
  return { parts, unknown };
}

function placeholderOf(text: string): StatusPlaceholder | undefined {
  return statusPlaceholders.find((name) => text === `{${name}}`);
}

/** The text; empty when no part has its values. Icons in it are the user's own: `$(flame)`. */
export function fillStatusTemplate({ parts }: StatusTemplate, values: StatusValues): string {
  const filled = parts.flatMap((part) => {
    const pieces = part.map((text) => {
      const name = placeholderOf(text);
      return name === undefined ? text : values[name];
    });
    return pieces.some((piece) => piece === undefined) ? [] : [pieces.join('')];
  });
  const text = filled.join(separator);
  return text.length <= statusLimits.text ? text : `${text.slice(0, statusLimits.text - 1).trimEnd()}…`;
}
