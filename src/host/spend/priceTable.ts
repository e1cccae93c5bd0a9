// List prices for the page, asked of the analysis worker, which alone holds the price data.
import type { Price, PriceLookup } from '../../core/prices/price';
import type { Estimate } from '../../core/session/protocol';

/** Asks for an estimate on each of the models; its price is what is wanted. */
export type AskPrices = (models: readonly string[]) => Promise<readonly Estimate[]>;

/** What models cost now, as far as it was asked. */
export class PriceTable {
  private readonly prices = new Map<string, Price | undefined>();
  private asked: ReadonlySet<string> = new Set();

  constructor(
    private readonly ask: AskPrices,
    private readonly changed: () => void,
  ) {}

  /** Undefined until the first answer. */
  get lookup(): PriceLookup | undefined {
    return this.prices.size === 0 ? undefined : (model) => this.prices.get(model);
  }

  /** Asks for the models that were not asked for yet; `changed` is called when their prices are there. */
  async want(models: readonly string[]): Promise<void> {
    const missing = models.filter((model) => !this.asked.has(model));
    if (missing.length === 0) return;
    this.asked = new Set([...this.asked, ...missing]);
    const estimates = await this.ask(missing).catch(() => []);
    for (const [index, model] of missing.entries()) this.prices.set(model, estimates[index]?.price);
    this.changed();
  }

  /** Forgets everything: the user's prices or the price data have changed. */
  clear(): void {
    this.asked = new Set();
    this.prices.clear();
  }
}
