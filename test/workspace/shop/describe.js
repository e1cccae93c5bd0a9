import OpenAI from 'openai';

const client = new OpenAI();

export async function describe(article, facts) {
  const response = await client.responses.create({
    model: 'gpt-4.1',
    instructions:
      'You write descriptions for an online shop of bicycle parts. ' +
      'Three sentences: what it is, whom it suits, how it is mounted. ' +
      'Use only the facts that you are given.',
    input: `Article: ${article}\nFacts: ${JSON.stringify(facts)}`,
    max_output_tokens: 400,
  });
  return response.output_text;
}

export async function translate(text, language) {
  const response = await client.responses.create({
    model: process.env.SHOP_MODEL,
    instructions: 'Translate the description. Keep names of articles and all numbers as they are.',
    input: `${language}: ${text}`,
  });
  return response.output_text;
}
