// The log of Codex CLI: `sessions/**/*.jsonl` and `archived_sessions/`. A session counts its tokens in one rising total; each request is
// a rise. A forked session begins with a copy of its parent's lines, which are counted where they were first written.
// Source: github.com/ccusage/ccusage issues 1370 and 1371, github.com/steipete/CodexBar pull 627, github.com/junhoyeo/tokscale issue
// 679 (forks), read 2026-11-21.
import { hashOf, type LogEntry } from './entries';
import type { Fields, LogTool } from './logTool';

const usage: Fields = { input_tokens: true, cached_input_tokens: true, output_tokens: true };

export const codex: LogTool = {
  id: 'codex',
  name: 'Codex CLI',
  provider: 'openai',
  tellsCacheWrites: false,
  marks: ['"token_count"', '"turn_context"', '"session_meta"'],
  fields: {
    timestamp: true,
    type: true,
    payload: {
      type: true,
      id: true,
      forked_from_id: true,
      source: { subagent: { thread_spawn: { parent_thread_id: true } } },
      cwd: true,
      model: true,
      info: { total_token_usage: usage, last_token_usage: usage },
    },
  },
  keepsTexts: true,
  open: (_file, state) => {
    const session = new Session(state);
    return {
      read: (line, _place, into) => {
        const entry = session.read(line);
        if (entry === 'damaged') return false;
        if (entry) into.add(entry);
        return true;
      },
      state: () => session.state,
    };
  },
};

type Json = Readonly<Record<string, unknown>>;

function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** Tokens as Codex counts them: cached is part of input, reasoning part of output. */
interface Usage {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

interface State {
  id: string;
  parent: string;
  model: string | undefined;
  project: string | undefined;
  /** The highest total seen: a total below it is another agent's, or old. */
  most: Usage;
  /** The last snapshot, to drop what is written twice. */
  last: string;
  /** The whole second of the first line, epoch s: copied lines carry it. */
  firstSecond: number | undefined;
  metas: number;
}

class Session {
  readonly state: State;

  constructor(state: unknown) {
    const fresh: State = {
      id: '',
      parent: '',
      model: undefined,
      project: undefined,
      most: { input: 0, cached: 0, output: 0 },
      last: '',
      firstSecond: undefined,
      metas: 0,
    };
    this.state = { ...fresh, ...(object(state) as Partial<State> | undefined) };
  }

  read(value: unknown): LogEntry | 'damaged' | undefined {
    const line = object(value);
    const payload = object(line?.payload);
    if (!line || !payload) return undefined;
    const time = Date.parse(typeof line.timestamp === 'string' ? line.timestamp : '');
    if (!Number.isNaN(time)) this.state.firstSecond ??= Math.floor(time / 1000);
    if (line.type === 'session_meta') this.meta(payload);
    else if (line.type === 'turn_context') this.turn(payload);
    else if (line.type === 'event_msg' && payload.type === 'token_count') return this.tokens(payload, time);
    return undefined;
  }

  /** The first one is the session's own; a fork has its parent's after it. */
  private meta(payload: Json): void {
    const { state } = this;
    state.metas++;
    if (state.metas > 1) {
      state.parent ||= text(payload.id) ?? '';
      return;
    }
    const spawned = object(object(object(payload.source)?.subagent)?.thread_spawn);
    state.id = text(payload.id) ?? '';
    state.parent = text(payload.forked_from_id) ?? text(spawned?.parent_thread_id) ?? '';
    state.project = text(payload.cwd) ?? state.project;
  }

  private turn(payload: Json): void {
    this.state.model = text(payload.model) ?? this.state.model;
    this.state.project ??= text(payload.cwd);
  }

  private tokens(payload: Json, time: number): LogEntry | 'damaged' | undefined {
    const { state } = this;
    if (payload.info === null || payload.info === undefined) return undefined;
    const info = object(payload.info);
    const total = readUsage(info?.total_token_usage);
    const last = readUsage(info?.last_token_usage);
    if (!info || Number.isNaN(time) || total === 'damaged' || last === 'damaged' || (!total && !last)) return 'damaged';
    const snapshot = JSON.stringify([total ?? null, last ?? null]);
    if (snapshot === state.last) return undefined;
    state.last = snapshot;
    const rise = total ? minus(total, state.most) : undefined;
    if (total) state.most = higher(total, state.most);
    const delta = rise && last ? lower(rise, last) : (rise ?? last);
    if (!delta || (delta.input === 0 && delta.output === 0)) return undefined;
    return this.entry(delta, time, snapshot);
  }

  private entry({ input, cached, output }: Usage, time: number, snapshot: string): LogEntry {
    const { id, parent, model, project, firstSecond } = this.state;
    // lines copied from the parent carry the second in which the fork was made
    const ghost = parent !== '' && Math.floor(time / 1000) === firstSecond;
    return {
      key: hashOf(ghost ? `ghost ${id} ${snapshot}` : `${new Date(time).toISOString()} ${snapshot}`),
      group: id === '' ? 0 : hashOf(`${id} ${snapshot}`),
      origin: parent === '' ? 0 : hashOf(`${parent} ${snapshot}`),
      time,
      model,
      project,
      sidechain: false,
      ghost,
      tier: 'standard',
      input,
      cached: Math.min(cached, input),
      written5m: 0,
      written1h: 0,
      output,
      searches: 0,
      cost: undefined,
    };
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 300 ? value : undefined;
}

function readUsage(value: unknown): Usage | undefined | 'damaged' {
  if (value === undefined || value === null) return undefined;
  const usage = object(value);
  const counts = [usage?.input_tokens, usage?.cached_input_tokens ?? 0, usage?.output_tokens].map((count) =>
    typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined,
  );
  const [input, cached, output] = counts;
  if (input === undefined || cached === undefined || output === undefined) return 'damaged';
  return { input, cached, output };
}

function minus(a: Usage, b: Usage): Usage {
  const rise = (left: number, right: number) => Math.max(0, left - right);
  return { input: rise(a.input, b.input), cached: rise(a.cached, b.cached), output: rise(a.output, b.output) };
}

function higher(a: Usage, b: Usage): Usage {
  return {
    input: Math.max(a.input, b.input),
    cached: Math.max(a.cached, b.cached),
    output: Math.max(a.output, b.output),
  };
}

function lower(a: Usage, b: Usage): Usage {
  return {
    input: Math.min(a.input, b.input),
    cached: Math.min(a.cached, b.cached),
    output: Math.min(a.output, b.output),
  };
}
