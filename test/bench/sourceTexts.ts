// Made-up sources for the detection benchmark, always the same: ordinary code with a call now and then, and code that is full of calls.

/** A small generator of pseudo-random numbers, so that every run sees the same text. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const nouns =
  'order customer invoice letter route report city garden ticket meeting recipe lesson contract review'.split(' ');
const verbs = 'sort check print merge send count find split join rank plan trim load save'.split(' ');

type Pick = (below: number) => number;
const word = (list: readonly string[], pick: Pick): string => list[pick(list.length)] ?? '';

function pythonPlain(n: number, pick: Pick): string[] {
  const [noun, verb] = [word(nouns, pick), word(verbs, pick)];
  return [
    `def ${verb}_${noun}_${n}(${noun}s: list[dict], limit: int = ${pick(90) + 5}) -> dict:`,
    `    """${verb} the ${noun}s and give a total for each of them."""`,
    '    result = {}',
    `    for index, ${noun} in enumerate(${noun}s[:limit]):`,
    `        if ${noun}.get("state") == "open" and index % 2 == 0:`,
    `            result[${noun}["id"]] = ${noun}["amount"] * ${pick(9) + 1} - len(result)`,
    '        else:',
    `            log.info("the ${noun} %s is left out of the result", ${noun}["id"])`,
    '            continue',
    '    return {key: value for key, value in result.items() if value > 0}',
    '',
    '',
  ];
}

function pythonCall(n: number, pick: Pick): string[] {
  const [noun, verb] = [word(nouns, pick), word(verbs, pick)];
  return [
    `${verb.toUpperCase()}_PROMPT_${n} = """You ${verb} every ${noun} that you are given.`,
    'Answer in one line, without any explanation.',
    '"""',
    '',
    '',
    `def ask_${noun}_${n}(text: str) -> str:`,
    '    response = client.chat.completions.create(',
    '        model="gpt-4o-mini",',
    '        messages=[',
    `            {"role": "system", "content": ${verb.toUpperCase()}_PROMPT_${n}},`,
    `            {"role": "user", "content": f"Please ${verb} this ${noun}: {text}"},`,
    '        ],',
    '    )',
    '    return response.choices[0].message.content',
    '',
    '',
  ];
}

function scriptPlain(n: number, pick: Pick): string[] {
  const [noun, verb] = [word(nouns, pick), word(verbs, pick)];
  return [
    `export function ${verb}${noun}${n}(items: readonly ${noun}[], limit = ${pick(90) + 5}): Map<string, number> {`,
    '  const result = new Map<string, number>();',
    `  for (const [index, item] of items.slice(0, limit).entries()) {`,
    "    if (item.state === 'open' && index % 2 === 0) {",
    `      result.set(item.id, item.amount * ${pick(9) + 1} - result.size);`,
    '    } else {',
    `      logger.info(\`the ${noun} \${item.id} is left out of the result\`);`,
    '    }',
    '  }',
    '  return result;',
    '}',
    '',
  ];
}

function scriptCall(n: number, pick: Pick): string[] {
  const [noun, verb] = [word(nouns, pick), word(verbs, pick)];
  return [
    `const ${verb}Prompt${n} = \`You ${verb} every ${noun} that you are given.`,
    'Answer in one line, without any explanation.',
    '`;',
    '',
    `export async function ask${noun}${n}(text: string): Promise<string> {`,
    '  const response = await client.chat.completions.create({',
    "    model: 'gpt-4o-mini',",
    '    messages: [',
    `      { role: 'system', content: ${verb}Prompt${n} },`,
    `      { role: 'user', content: \`Please ${verb} this ${noun}: \${text}\` },`,
    '    ],',
    '  });',
    "  return response.choices[0]?.message.content ?? '';",
    '}',
    '',
  ];
}

const heads = {
  py: ['import logging', 'from openai import OpenAI', '', 'log = logging.getLogger(__name__)', 'client = OpenAI()', ''],
  ts: ["import OpenAI from 'openai';", "import { logger } from './logger';", '', 'const client = new OpenAI();', ''],
};
const parts = { py: [pythonPlain, pythonCall], ts: [scriptPlain, scriptCall] } as const;

/** A source of about `lines` lines; of its functions every `every`th makes a call. */
export function source(language: 'py' | 'ts', lines: number, every: number): string {
  const pick = randomFrom(7);
  const [plain, call] = parts[language];
  const written = [...heads[language]];
  for (let n = 1; written.length < lines; n++) written.push(...(n % every === 0 ? call(n, pick) : plain(n, pick)));
  return `${written.join('\n')}\n`;
}
