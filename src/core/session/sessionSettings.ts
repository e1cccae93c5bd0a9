// What the session's figures follow from beside the texts: settings of the user and of project files, prices. Settings -> here ->
// EstimateSettings.
import type { EstimateSettings } from '../costs/analyse';
import { costModelProblemText, readCostModels } from '../prices/costModelPrice';
import type { PriceLookup } from '../prices/price';
import { priceBook } from '../prices/priceBook';
import { priceProblemText, readUserPrices } from '../prices/userPrices';
import { type RawDetection, readUserSay, type UserSay, usualSay } from '../prompts/userSay';
import { english, translated } from '../words';
import { Projects } from './projects';
import type { WorkerSettings } from './protocol';
import type { SessionTools } from './sessionTools';

/** What came of new settings. */
export interface UsedSettings {
  /** English, one sentence each. */
  readonly problems: readonly string[];
  /** Prompts are found in another way: finders that are open are of no use any more. */
  readonly otherFinders: boolean;
}

export class SessionSettings {
  readonly projects = new Projects();
  private settings: WorkerSettings = { defaultModel: '', prices: undefined };
  private price: PriceLookup;
  private fetched: unknown;
  private refreshed: PriceLookup | undefined;
  private said: UserSay = usualSay;
  private saidAs = '{}';

  constructor(private readonly tools: SessionTools) {
    this.price = tools.bundledPrice;
  }

  /** What the user says of detection. */
  get say(): UserSay {
    return this.said;
  }

  /** Prices that were fetched, as they were stored; undefined when there are none. */
  get fetchedPrices(): unknown {
    return this.fetched;
  }

  /** For the document at a path; without one, for a text of no document. */
  estimate(path?: string): EstimateSettings {
    const { count, now } = this.tools;
    const { defaultModel } = this.settings;
    const project = path === undefined ? {} : this.projects.settingsFor(path);
    return { count, price: this.price, defaultModel, now: now(), ...project };
  }

  use(settings: WorkerSettings): UsedSettings {
    this.settings = settings;
    this.tools.useTokenizers?.(settings.tokenizers);
    const detection = this.useDetection(settings.detection ?? {});
    const now = this.tools.now();
    const user = readUserPrices(settings.prices, (key) => this.tools.bundledPrice(key, now));
    const formulas = readCostModels(settings.costModels);
    const own: PriceLookup = (...what) => user.price(...what) ?? formulas.price(...what);
    this.price = priceBook({
      ...{ user: own, refreshed: this.refreshed },
      ...{ shipped: this.tools.bundledPrice, aliases: this.said.aliases },
    });
    const prices = [...user.problems.map(priceProblemText), ...formulas.problems.map(costModelProblemText)];
    return { problems: [...detection.problems, ...prices], otherFinders: detection.otherFinders };
  }

  usePrices(data: unknown): UsedSettings {
    this.fetched = data;
    this.refreshed = data === undefined ? undefined : this.tools.refreshedPrice?.(data);
    return this.use(this.settings);
  }

  /** The same settings keep what finders remember. */
  private useDetection(raw: RawDetection): UsedSettings {
    const written = JSON.stringify(raw);
    if (written === this.saidAs) return { problems: [], otherFinders: false };
    const { say, problems } = readUserSay(raw);
    this.saidAs = written;
    this.said = written === '{}' ? usualSay : say;
    return { problems: problems.map((problem) => translated(problem, english)), otherFinders: true };
  }
}
