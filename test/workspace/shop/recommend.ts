import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';

export interface Customer {
  readonly name: string;
  readonly bought: readonly string[];
}

/** Recommends one article that goes with what the customer has bought. */
export async function recommend(customer: Customer, articles: readonly string[]): Promise<string> {
  const { text } = await generateText({
    model: openai('gpt-5-mini'),
    system: `You recommend bicycle parts. Choose exactly one article from the list, and give one reason that refers to what the
customer already owns. Never invent an article, and never mention a price.`,
    prompt: `Customer: ${customer.name}\nOwns: ${customer.bought.join(', ')}\nArticles:\n${articles.join('\n')}`,
  });
  return text;
}
