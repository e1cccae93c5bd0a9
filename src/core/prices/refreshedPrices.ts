// Prices from data that the user has fetched: which model a name is says the bundled list, with its own rules; new models are found by
// their exact names.
import { bundledModel } from './bundledPrices';
import type { PriceLookup } from './price';
import { type DataModel, type PriceData, rowsAt } from './priceData';
import { priceOfRows } from './priceRows';
import { soldModels } from './sellers';

/** The lookup in fetched data. */
export function refreshedPrices({ asOf, models }: PriceData): PriceLookup {
  const bySeller = new Map<string, DataModel>();
  const byName = new Map<string, DataModel[]>();
  for (const model of models) {
    bySeller.set(`${model.seller} ${model.model}`, model);
    for (const name of model.names) byName.set(name, [...(byName.get(name) ?? []), model]);
  }
  return (modelId, at, provider) => {
    const known = bundledModel(modelId, at, provider);
    const found = known ? bySeller.get(`${known.seller} ${known.model}`) : newModel(byName, modelId, provider);
    return found && priceOfRows(rowsAt(found, at), { source: 'refreshed', asOf, contextWindow: undefined, ...found });
  };
}

/** A model that the bundled list lacks. Where no seller is named, its maker sells it, whose names carry no path. */
function newModel(
  byName: ReadonlyMap<string, readonly DataModel[]>,
  modelId: string,
  provider: string | undefined,
): DataModel | undefined {
  for (const { seller, model } of soldModels(modelId.trim().toLowerCase(), provider)) {
    const found = byName.get(model)?.filter((each) => seller === undefined || each.seller === seller) ?? [];
    const [only] = seller === undefined ? found.filter(({ seller: id }) => makers.has(id)) : found;
    if (only) return only;
  }
  return undefined;
}

/** Who sells models of their own under their plain names. */
const makers = new Set(
  'openai anthropic google mistral deepseek x-ai cohere moonshotai perplexity zhipuai minimax voyageai'.split(' '),
);
