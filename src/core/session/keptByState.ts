// Values that are made once for each state of their thing, such as a version of a file.

export class KeptByState<Value> {
  private readonly kept = new Map<string, { readonly state: string; readonly value: Value }>();

  /** The value of `key` in `state`: the kept one if that is its state still, else what `make` makes. An undefined value is not kept. */
  async of(key: string, state: string, make: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const known = this.kept.get(key);
    if (known?.state === state) return known.value;
    const value = await make();
    if (value === undefined) this.kept.delete(key);
    else this.kept.set(key, { state, value });
    return value;
  }

  /** Forgets all other keys. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.kept.keys()) if (!keys.has(key)) this.kept.delete(key);
  }
}
