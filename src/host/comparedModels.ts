// The models that comparisons offer beside the user's own.

/**
 * Offered for comparison beside the user's own model: current models of three providers, dear and cheap.
 * Source: the models of @pydantic/genai-prices 0.1.8, read 2026-11-21.
 */
export const modelsToCompare = [
  'gpt-6-astra',
  'gpt-6-sol',
  'gpt-6-luna',
  'gpt-5-mini',
  'gpt-4.1',
  'gpt-4o',
  'gpt-4o-mini',
  'claude-opus-5',
  'claude-sonnet-5',
  'claude-haiku-4-5',
  'gemini-3.1-pro-preview',
  'gemini-3.8-flash',
  'gemini-2.5-flash',
];
