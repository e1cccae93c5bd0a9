// The last committed text of an open document, found and costed once, for the changes that its requests show.
import { analyse, type DocumentHints, type EstimateSettings } from '../costs/analyse';
import { withChanges } from '../costs/changes';
import type { Detection, DocumentKind } from '../prompts/prompt';
import type { UserSay } from '../prompts/userSay';
import { readOnce } from './onceRead';
import type { SessionTools } from './sessionTools';

/** Prices may depend on the hour: costs of the old text are not kept longer than this, so that both sides are of one time. */
const keptMs = 600_000;

export class Baseline {
  private detection: Detection | undefined;
  private costed: { readonly requests: DocumentHints['requests']; readonly at: number } | undefined;

  constructor(
    private readonly kind: DocumentKind,
    private readonly text: string,
  ) {}

  /**
   * Finds the prompts of the old text, and loads what counting them needs. Never rejects: what cannot be read has no prompts.
   * `configured` adds what files beside the document say.
   */
  async prepare(
    tools: Pick<SessionTools, 'openFinder' | 'loadCounts'>,
    say: UserSay,
    configured: (found: Detection | undefined) => Detection,
  ): Promise<void> {
    if (this.detection) return;
    const found = await readOnce(tools, this.kind, this.text, say).catch(() => undefined);
    this.detection = configured(found);
    await tools.loadCounts(this.detection.requests.flatMap(({ model }) => model?.id ?? []));
  }

  /** Settings have changed: find and cost anew. */
  forget(): void {
    this.detection = undefined;
    this.costed = undefined;
  }

  /** The hints of the text as it is now, with what has changed. `prepare` comes before. */
  compare(hints: DocumentHints, text: string, now: Detection, settings: EstimateSettings): DocumentHints {
    if (!this.detection || this.detection.broken || now.broken || text === this.text) return hints;
    if (!this.costed || settings.now - this.costed.at > keptMs) {
      this.costed = { requests: analyse(this.detection, settings).requests, at: settings.now };
    }
    return withChanges(hints, now, { detection: this.detection, requests: this.costed.requests });
  }
}
