import { FakeClock } from './fake-clock.test-support.js';
import type { Request } from './request.js';
import { StatusError } from './status-error.js';
import { buildRequest, type Call, type ClientSpec, vectorClient, vectorOrigin } from './vectors-client.test-support.js';
import { describeError, type ErrorDid, messageOf, statusOf } from './vectors-errors.test-support.js';
import { omitEmpty } from './vectors-file.test-support.js';
import type { Reply } from './vectors-reply.test-support.js';
import { VectorServer } from './vectors-server.test-support.js';

type Mode = 'do' | 'doRaw' | 'stream' | 'watch';

/** An event of a watch, of an object or of a Status. `thrown` if the loop threw it. */
export interface EventDid {
  type: string;
  name?: string;
  resourceVersion?: string;
  error?: ErrorDid;
  thrown?: true;
}

/** When the clock of the replayed calls begins: the Retry-After dates of the vectors are a little later, and years before. */
const start = Date.UTC(2026, 9, 21, 7, 27, 30);

interface RetryIn {
  mode: Mode;
  verb: string;
  calls?: Call[];
  replies: Reply[];
}

/** A call and its tries. Waits are milliseconds; status and reason are those of a StatusError. */
export interface RetryDid {
  attempts: number;
  waits: number[];
  bodies?: string[];
  error?: string;
  status?: number;
  reason?: string;
  body?: string;
}

/** Executes a request against a server that answers as the replies say. The waits between the tries pass at once. */
export async function replayRetry(input: unknown): Promise<RetryDid> {
  const { mode, verb, calls, replies } = input as RetryIn;
  await using server = await VectorServer.start(replies);
  const clock = new FakeClock({ now: start });
  await using client = vectorClient({ apiPath: '/api', version: 'v1' }, server, { clock });
  const request = buildRequest(client, verb, calls).resource('pods').name('x');
  const read = await passingTime(
    clock,
    consume(request, mode).catch((error: unknown): Consumed => ({ error })),
  );
  const status = statusOf(read.error);
  const outcome =
    read.error === undefined
      ? { body: read.raw ?? read.events?.map(({ type }) => type).join('') }
      : { error: messageOf(read.error, server.origin), status: status?.code, reason: status?.reason };
  const withBody = server.requests.filter(({ headers }) => headers['content-length'] ?? headers['transfer-encoding']);
  const bodies = withBody.map(({ body }) => body);
  return { attempts: server.attempts, waits: clock.sleeps, ...omitEmpty({ ...outcome, bodies }) } as RetryDid;
}

/** Lets every sleep pass as soon as it begins, until the work is done. */
async function passingTime<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  const state = { isDone: false };
  const done = (): void => {
    state.isDone = true;
  };
  work.then(done, done);
  while (!state.isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.sleeping > 0) await clock.advance(clock.sleeps.at(-1) ?? 0);
  }
  return work;
}

/** A request, how its answer is read, and the answer. */
export interface ResultIn {
  client: ClientSpec;
  verb: string;
  calls: Call[];
  mode: Mode;
  reply: Reply;
}

/** What was made of one answer. `into` is absent if it is the error. */
export interface ResultDid {
  statusCode?: number;
  contentType?: string;
  created?: boolean;
  raw?: string;
  warnings?: string[];
  error?: ErrorDid;
  into?: { name?: string; error?: ErrorDid };
  events?: EventDid[];
}

/** Executes a request once and tells what became of the answer. */
export async function replayResult(input: unknown): Promise<ResultDid> {
  const { client: spec, verb, calls, mode, reply } = input as ResultIn;
  await using server = await VectorServer.start([reply]);
  const warnings: string[] = [];
  await using client = vectorClient(spec, server, { clock: new FakeClock() });
  const request = buildRequest(client, verb, calls)
    .maxRetries(0)
    .warningHandler(({ text }) => warnings.push(text));
  let read: Consumed;
  try {
    read = await consume(request, mode);
  } catch (error) {
    read = { error };
  }
  const { error, into, events, ...others } = read;
  return {
    ...omitEmpty({ ...others, warnings }),
    ...(error !== undefined && { error: describeError(error, server.origin) }),
    ...(into && { into: 'error' in into ? { error: describeError(into.error, server.origin) } : omitEmpty(into) }),
    ...omitEmpty({ events }),
  };
}

interface Consumed {
  statusCode?: number;
  contentType?: string;
  created?: boolean;
  raw?: string;
  error?: unknown;
  into?: { name: string } | { error: unknown };
  events?: EventDid[];
}

/** Executes the request and reads its answer to the end. Throws if there is none. */
async function consume(request: Request, mode: Mode): Promise<Consumed> {
  switch (mode) {
    case 'do': {
      const result = await request.do();
      const { statusCode, contentType, wasCreated: created } = result;
      const read: Consumed = { statusCode, contentType, created, raw: text(result.raw()), error: result.error() };
      if (read.error === undefined) read.into = into(() => result.into({ apiVersion: 'v1', kind: 'Pod' }));
      return read;
    }
    case 'doRaw':
      return { raw: text(await request.doRaw()) };
    case 'stream':
      return readStream(await request.stream());
    case 'watch':
      return { events: await readEvents(await request.watch({ rawErrors: true })) };
  }
}

function into(decode: () => { metadata?: { name?: string } }): NonNullable<Consumed['into']> {
  try {
    return { name: decode().metadata?.name ?? '' };
  } catch (error) {
    return { error };
  }
}

async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Consumed> {
  let raw = '';
  try {
    for await (const chunk of stream) raw += text(chunk);
  } catch (error) {
    return { raw, error };
  }
  return { raw };
}

async function readEvents(watch: AsyncIterable<{ type: string; object: object }>): Promise<EventDid[]> {
  const events: EventDid[] = [];
  try {
    for await (const { type, object } of watch) events.push(describeEvent(type, object));
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    events.push({ type: 'ERROR', error: describeStatus(error.status), thrown: true });
  }
  return events;
}

function describeEvent(type: string, object: object): EventDid {
  const { kind, metadata } = object as { kind?: string; metadata?: { name?: string; resourceVersion?: string } };
  if (kind === 'Status') return { type, error: describeStatus(object) };
  const { name = '', resourceVersion = '' } = metadata ?? {};
  return { type, ...omitEmpty({ name, resourceVersion }) };
}

/** What a Status in an event says. */
function describeStatus(status: object): ErrorDid {
  const { is: _, delay: __, ...said } = describeError(new StatusError(status), vectorOrigin);
  return said;
}

interface WatchIn {
  contentType: string;
  pieces: string[];
  end?: 'close' | 'reset';
}

/** Watches a server that sends the pieces. */
export async function replayWatch(input: unknown): Promise<{ events: EventDid[]; error?: string }> {
  const { contentType, pieces, end } = input as WatchIn;
  const reply: Reply = { status: 200, headers: [['Content-Type', contentType]], pieces, ...(end && { end }) };
  await using server = await VectorServer.start([reply]);
  await using client = vectorClient({ apiPath: '/api', version: 'v1' }, server, { clock: new FakeClock() });
  const request = buildRequest(client, 'GET', [['resource', 'pods']]);
  try {
    return { events: await readEvents(await request.watch({ rawErrors: true })) };
  } catch (error) {
    return { events: [], error: messageOf(error, server.origin) };
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
