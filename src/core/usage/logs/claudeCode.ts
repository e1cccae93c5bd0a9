// The log of Claude Code: `projects/**/*.jsonl`, one message a line, its usage as the API gave it.
// Source: logs of Claude Code 2.1, github.com/ryoppippi/ccusage (rules of deduplication and their issues 797, 976, 994), read 2026-11-21.
import { usd } from '../../money';
import { hashOf, type LogEntry, type LogTier } from './entries';
import type { Fields, LinePlace, LogTool } from './logTool';

const message: Fields = {
  id: true,
  model: true,
  usage: {
    input_tokens: true,
    output_tokens: true,
    cache_read_input_tokens: true,
    cache_creation_input_tokens: true,
    cache_creation: { ephemeral_5m_input_tokens: true, ephemeral_1h_input_tokens: true },
    server_tool_use: { web_search_requests: true },
    service_tier: true,
    speed: true,
  },
};
const answer: Fields = { timestamp: true, requestId: true, isApiErrorMessage: true, costUSD: true, message };

export const claudeCode: LogTool = {
  id: 'claude-code',
  name: 'Claude Code',
  provider: 'anthropic',
  tellsCacheWrites: true,
  marks: ['"usage"'],
  fields: { ...answer, uuid: true, isSidechain: true, data: { message: answer } },
  keepsTexts: false,
  open: (file) => {
    const project = projectOf(file);
    return {
      read: (line, place, into) => {
        const entry = readLine(line, project, place);
        if (entry === 'damaged') return false;
        if (entry) into.add(entry);
        return true;
      },
      state: () => null,
    };
  },
};

type Json = Readonly<Record<string, unknown>>;

function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The folder below `projects`, or below the root: Claude Code names it after the project's path. */
function projectOf(file: string): string | undefined {
  const parts = file.split('/');
  const at = Math.max(0, parts.indexOf('projects'));
  return parts.length - at > 2 ? parts[at + 1] : undefined;
}

/** Undefined for a line without usage of its own. */
function readLine(value: unknown, project: string | undefined, place: LinePlace): LogEntry | 'damaged' | undefined {
  const line = object(value);
  if (!line) return undefined;
  // the progress of an agent carries the agent's own line inside
  const nested = object(object(line.data)?.message);
  const own = object(line.message);
  const holder = own?.usage === undefined && nested ? nested : line;
  const message = object(holder.message);
  const usage = object(message?.usage);
  if (!message || !usage) return undefined;
  if (line.isApiErrorMessage === true || holder.isApiErrorMessage === true) return undefined;
  if (message.model === '<synthetic>') return undefined;
  const time = Date.parse(text(holder.timestamp) ?? text(line.timestamp) ?? '');
  const tokens = readTokens(usage);
  const cost = readCost(holder.costUSD ?? line.costUSD);
  if (Number.isNaN(time) || !tokens) return 'damaged';
  const id = text(message.id);
  const request = text(holder.requestId) ?? text(line.requestId);
  return {
    key: hashOf(
      id === undefined ? `line ${text(line.uuid) ?? place()}` : `${id} ${request ?? ''} ${request === undefined}`,
    ),
    group: id === undefined ? 0 : hashOf(id),
    origin: 0,
    time,
    model: text(message.model),
    project,
    sidechain: holder !== line || line.isSidechain === true,
    ghost: false,
    tier: tierOf(usage),
    input: tokens.input,
    cached: tokens.cached,
    written5m: tokens.written5m,
    written1h: tokens.written1h,
    output: tokens.output,
    searches: tokens.searches,
    cost,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 300 ? value : undefined;
}

/** Absent and null are 0; undefined for what cannot be a count. */
function count(value: unknown): number | undefined {
  if (value === undefined || value === null) return 0;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 1e12 ? value : undefined;
}

/** `input_tokens` leaves out what was read from and written to the cache: here it is the whole prompt. */
function readTokens(
  usage: Json,
): Pick<LogEntry, 'input' | 'cached' | 'written5m' | 'written1h' | 'output' | 'searches'> | undefined {
  const split = object(usage.cache_creation);
  const uncached = count(usage.input_tokens);
  const output = count(usage.output_tokens);
  const cached = count(usage.cache_read_input_tokens);
  const flat = count(usage.cache_creation_input_tokens);
  const searches = count(object(usage.server_tool_use)?.web_search_requests);
  const short = count(split?.ephemeral_5m_input_tokens);
  const long = count(split?.ephemeral_1h_input_tokens);
  if (usage.input_tokens === undefined && usage.output_tokens === undefined) return undefined;
  if (uncached === undefined || output === undefined || cached === undefined || searches === undefined)
    return undefined;
  if (flat === undefined || short === undefined || long === undefined) return undefined;
  // the split wins over a smaller flat number; what a larger one has beyond it is kept for five minutes, as the default is
  const written5m = short + Math.max(0, flat - short - long);
  return { input: uncached + cached + written5m + long, cached, written5m, written1h: long, output, searches };
}

/** Whole pico-dollars; undefined when the line has no cost, or one that cannot be: its tokens are good all the same. */
function readCost(value: unknown): number | undefined {
  const cost = typeof value === 'number' ? usd(value) : undefined;
  return cost === undefined || cost < 0n || cost > 9_000_000_000_000_000n ? undefined : Number(cost);
}

function tierOf({ service_tier: tier, speed }: Json): LogTier {
  if (speed !== undefined && speed !== null && speed !== 'standard') return 'other';
  if (tier === undefined || tier === null || tier === 'standard') return 'standard';
  return tier === 'batch' || tier === 'priority' || tier === 'flex' ? tier : 'other';
}
