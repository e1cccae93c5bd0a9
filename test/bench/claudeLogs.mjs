// Makes logs as Claude Code writes them: growing copies of answers, tool results of all sizes, many sessions in some projects.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';

const words =
  'the file has been read and now this function returns early when const let import export await if else "quoted" \\path\\ \n\t{ } [ ] => () ; : , . test fix error value name'.split(
    ' ',
  );
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const models = ['claude-sonnet-4-5-20250929', 'claude-opus-4-5-20251101', 'claude-haiku-4-5-20251001'];

/** Writes `megabytes` of logs below `folder`, the same for the same seed. */
export function makeClaudeLogs(folder, megabytes, seed = 7) {
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const id = (prefix) => prefix + Array.from({ length: 22 }, () => pick(letters)).join('');
  const prose = (length) => {
    let text = '';
    while (text.length < length) text += `${pick(words)} `;
    return text;
  };
  const answers = Array.from({ length: 300 }, () => prose(200 + chance() * chance() * 3000));
  const results = Array.from({ length: 200 }, () => prose(500 + chance() * chance() * 20_000));
  const make = { chance, pick, id, answers, results };
  let time = Date.UTC(2026, 9, 25);
  for (let left = megabytes * 2 ** 20, file = 0; left > 0; file++) {
    const project = `${folder}/projects/-home-ada-work-p${file % 23}`;
    mkdirSync(project, { recursive: true });
    const descriptor = openSync(`${project}/${id('session')}.jsonl`, 'w');
    for (let size = Math.min(left, 2 ** 20 * (1 + chance() * 20)); size > 0; ) {
      const begin = time;
      const lines = Array.from({ length: 40 }, (_, nth) => turn(make, begin + 4000 * nth)).join('');
      time += 160_000;
      const written = writeSync(descriptor, lines);
      size -= written;
      left -= written;
    }
    closeSync(descriptor);
  }
}

/** One answer in one to three growing copies, and the result of the tool it called. */
function turn({ chance, pick, id, answers, results }, time) {
  const base = { parentUuid: id('u'), isSidechain: chance() < 0.05, cwd: '/home/ada/work', version: '2.1.272' };
  const [message, requestId, model] = [id('msg_'), id('req_'), pick(models)];
  const written = Math.floor(chance() * 4000);
  const tokens = {
    input_tokens: Math.floor(chance() * 200),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: Math.floor(chance() * 90_000),
    cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: 0 },
  };
  const copies = Array.from({ length: 1 + Math.floor(chance() * 3) }, (_, copy) => ({
    ...base,
    message: {
      ...{ model, id: message, type: 'message', role: 'assistant', content: [{ type: 'text', text: pick(answers) }] },
      usage: { ...tokens, output_tokens: 10 + copy * 200, service_tier: 'standard' },
    },
    requestId,
    type: 'assistant',
    uuid: id('u'),
    timestamp: new Date(time + copy * 300).toISOString(),
  }));
  const content = pick(results);
  const result = {
    ...base,
    type: 'user',
    message: { role: 'user', content: [{ tool_use_id: id('toolu_'), type: 'tool_result', content }] },
    timestamp: new Date(time + 2000).toISOString(),
    toolUseResult: { stdout: content, stderr: '' },
  };
  return [...copies, result].map((line) => `${JSON.stringify(line)}\n`).join('');
}
