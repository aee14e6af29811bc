import type { Config } from './config.js';
import { formatDuration } from './duration.js';
import { FakeClock } from './fake-clock.test-support.js';
import { defaultServerURL } from './host.js';
import { keyedBackoff } from './keyed-backoff.js';
import { parseMediaType } from './media-type.js';
import { quote } from './quote.js';
import { tokenBucket } from './rate-limiter.js';
import { impliesTLS } from './tls-identity.js';
import { type Reservation, TokenBucket } from './token-bucket.js';
import { urlBackoff } from './url-backoff.js';
import { defaultUserAgent } from './user-agent.js';
import { parseWarningHeaders, type Warning } from './warnings.js';

interface HostIn {
  host: string;
  apiPath?: string;
  group?: string;
  version?: string;
  tls?: string;
}

/** Which URL a host means, or why none. */
export interface HostDid {
  base?: string;
  versionedPath?: string;
  error?: string;
  isTLS: boolean;
}

/** Parts of a config that may ask for https, by the names that the vectors have for them. */
const tlsHints: Readonly<Record<string, Config>> = {
  ca: { tls: { caData: 'x' } },
  caFile: { tls: { caFile: 'x' } },
  cert: { tls: { certData: 'x' } },
  certFile: { tls: { certFile: 'x' } },
  key: { tls: { keyData: 'x' } },
  serverName: { tls: { serverName: 'x' } },
  token: { bearerToken: 'x' },
  insecure: { tls: { insecure: true } },
};

/** Makes a URL of a host, with all that a client would make it with. */
export function replayHost(input: unknown): HostDid {
  const { host, apiPath = '', group = '', version = '', tls = '' } = input as HostIn;
  try {
    const { base, versionedPath } = defaultServerURL(host, apiPath, { group, version }, impliesTLS(tlsHints[tls] ?? {}));
    return { base: base.href, versionedPath, isTLS: base.protocol === 'https:' };
  } catch (error) {
    return { error: (error as Error).message, isTLS: false };
  }
}

/**
 * The same URL, written as `URL` writes it; no host means this machine to Go. Query and fragment are left out: client-go's client
 * drops them afterwards.
 */
export function comparableHost(did: unknown): HostDid {
  const { base = '', ...others } = did as HostDid;
  const text = base.replace('://:', '://localhost:');
  if (!URL.canParse(text)) return did as HostDid;
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  return { base: url.href, ...others };
}

export function replayDuration(input: unknown): { text: string } {
  return { text: formatDuration(Number((input as { nanoseconds: string }).nanoseconds) / 1e6) };
}

export function replayQuote(input: unknown): { quoted: string } {
  return { quoted: quote((input as { text: string }).text) };
}

export function replayMediaType(input: unknown): { type: string } | { error: string } {
  try {
    return { type: parseMediaType((input as { header: string }).header) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

export function replayWarnings(input: unknown): { warnings: Warning[]; errors: string[] } {
  return parseWarningHeaders((input as { lines: string[] }).lines);
}

/** What a user agent calls the program. */
export function replayUserAgent(input: unknown): { name: string } {
  const agent = defaultUserAgent(input as { program: string });
  return { name: agent.slice(0, agent.lastIndexOf('/', agent.indexOf(' ('))) };
}

interface LimiterIn {
  qps: number;
  burst: number;
  steps: { at: number; does: 'gone' | 'tries' | 'waits'; who?: number }[];
}

/** Of each step of a limiter: nanoseconds to wait, whether a try succeeded, null for who is gone. */
export function replayLimiter(input: unknown): { steps: (number | string | boolean | null)[] } {
  const { qps, burst, steps } = input as LimiterIn;
  const bucket = new TokenBucket(qps, burst);
  const reserved: (Reservation | undefined)[] = [];
  return {
    steps: steps.map(({ at, does, who = 0 }) => {
      const now = at * 1e6;
      if (does === 'tries') return bucket.reserve(now, 0) !== undefined;
      if (does === 'waits') {
        const reservation = bucket.reserve(now);
        reserved.push(reservation);
        const wait = reservation && reservation.at - now;
        return wait === undefined || wait >= 2 ** 62 ? 'never' : wait;
      }
      const reservation = reserved[who];
      if (reservation) bucket.cancel(reservation, now);
      return null;
    }),
  };
}

interface LimiterWaitIn {
  qps: number;
  burst: number;
  taken: number;
  left: number;
}

/** Whether a wait is refused at once, and why. */
export async function replayLimiterWait(input: unknown): Promise<{ error?: string }> {
  const { qps, burst, taken, left } = input as LimiterWaitIn;
  const clock = new FakeClock();
  const limiter = tokenBucket(qps, burst, clock);
  for (let i = 0; i < taken; i++) limiter.tryAccept();
  try {
    await limiter.wait(left < 0 ? AbortSignal.abort() : undefined, left > 0 ? left : undefined);
    return {};
  } catch (error) {
    return { error: (error as Error).message };
  }
}

interface BackoffIn<S> {
  initial: number;
  max: number;
  steps: S[];
}

/** The waits of a keyed backoff, in milliseconds, after each step. */
export async function replayBackoff(input: unknown): Promise<{ waits: number[] }> {
  const { initial, max, steps } = input as BackoffIn<{ after?: number; does: 'get' | 'next' | 'reset'; key: string }>;
  const clock = new FakeClock();
  const backoff = keyedBackoff({ initial: initial * 1000, max: max * 1000, clock });
  const waits: number[] = [];
  for (const { after = 0, does, key } of steps) {
    await clock.advance(after * 1000);
    backoff[does](key);
    waits.push(backoff.get(key));
  }
  return { waits };
}

/** The waits before each attempt, in milliseconds. */
export async function replayURLBackoff(input: unknown): Promise<{ waits: number[] }> {
  const { initial, max, steps } = input as BackoffIn<{ after?: number; url: string; status: number }>;
  const clock = new FakeClock();
  const manager = urlBackoff(initial * 1000, max * 1000, clock);
  const waits: number[] = [];
  for (const { after = 0, url, status } of steps) {
    await clock.advance(after * 1000);
    waits.push(manager.calculateBackoff(new URL(url)));
    manager.updateBackoff(new URL(url), status);
  }
  return { waits };
}
