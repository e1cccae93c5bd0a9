// The encoding of an open model: its vocabulary's own ids, and its composing of the text, around an encoding that counts.
import type { Count, EncodedPart, EncodedText, Encoding, RunningCount, TokenDocument } from './encoding';
import { CollectedCount } from './runningCount';

export class OpenEncoding implements Encoding {
  /** `ids`: the id of each rank. `composes`: is a text composed (Unicode NFC) before it is counted? By the runtime's Unicode. */
  constructor(
    private readonly inner: Encoding,
    private readonly ids: Int32Array,
    private readonly composes: boolean,
  ) {}

  get name(): string {
    return this.inner.name;
  }

  count(text: string): Count {
    return this.inner.count(this.composed(text));
  }

  countUpTo(text: string, limit: number): Count {
    return this.inner.countUpTo(this.composed(text), limit);
  }

  specialsIn(text: string): readonly string[] | undefined {
    return this.inner.specialsIn(text);
  }

  /** Where composing changes the text its tokens cannot be shown in it. */
  encode(text: string): EncodedText | undefined {
    if (this.composed(text) !== text) return undefined;
    const encoded = this.inner.encode(text);
    return encoded && { ...encoded, ids: this.named(encoded) };
  }

  encodeAround(text: string, from: number, to: number): EncodedPart | undefined {
    if (this.composed(text) !== text) return undefined;
    const encoded = this.inner.encodeAround(text, from, to);
    return encoded && { ...encoded, ids: this.named(encoded) };
  }

  private named({ ids }: EncodedText): number[] {
    return ids.map((rank) => this.ids[rank] ?? rank);
  }

  startCount(blockSize?: number): RunningCount {
    return this.composes ? new CollectedCount(this) : this.inner.startCount(blockSize);
  }

  createDocument(text: string, blockSize?: number): TokenDocument {
    return this.composes ? new RecountedDocument(this, text) : this.inner.createDocument(text, blockSize);
  }

  private composed(text: string): string {
    return this.composes ? text.normalize('NFC') : text;
  }
}

/** A document that is counted as a whole after an edit: what composes may compose over any edge. */
class RecountedDocument implements TokenDocument {
  private counted: Count | undefined;

  constructor(
    private readonly encoding: Encoding,
    private content: string,
  ) {}

  get tokens(): number {
    return this.count().tokens;
  }

  get exact(): boolean {
    return this.count().exact;
  }

  get length(): number {
    return this.content.length;
  }

  edit(start: number, deleted: number, inserted: string): number {
    const from = Math.min(Math.max(start, 0), this.content.length);
    this.content = this.content.slice(0, from) + inserted + this.content.slice(Math.max(from, start + deleted));
    this.counted = undefined;
    return this.tokens;
  }

  countRange(start: number, end: number): number {
    return this.encoding.count(this.content.slice(Math.max(start, 0), Math.max(end, 0))).tokens;
  }

  text(): string {
    return this.content;
  }

  private count(): Count {
    this.counted ??= this.encoding.count(this.content);
    return this.counted;
  }
}
