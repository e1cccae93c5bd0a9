export const prometheus = undefined as never;
