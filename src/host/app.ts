// The composition root: what exists, in reading order. No behaviour.
export {};
