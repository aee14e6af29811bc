import type { Metrics } from './metrics.js';
import { FakeClock } from './fake-clock.test-support.js';
import { buildRequest, type Call, type ClientSpec, vectorClient, vectorOrigin } from './vectors-client.test-support.js';
import { messageOf } from './vectors-errors.test-support.js';
import { type Sent, VectorServer } from './vectors-server.test-support.js';

interface RequestIn {
  client: ClientSpec;
  verb: string;
  calls: Call[] | null;
}

/** A built request: its URL without the origin, what was sent, or why not. */
export interface RequestDid {
  url?: string;
  error?: string;
  sent?: { method: string; url: string; headers: Record<string, string[]>; body?: string; json?: unknown };
}

const success = {
  status: 200,
  headers: [['Content-Type', 'application/json'] as [string, string]],
  body: '{"kind":"Status","apiVersion":"v1","status":"Success"}',
};

/** Builds a request and sends it, if nothing is wrong with it, to a real server. */
export async function replayRequest(input: unknown): Promise<RequestDid> {
  const { client: spec, verb, calls } = input as RequestIn;
  await using server = await VectorServer.start([success]);
  const did: RequestDid = {};
  try {
    // Its time stands still: a timeout is sent, but never over.
    await using client = vectorClient(spec, server, { clock: new FakeClock() });
    const request = buildRequest(client, verb, calls);
    const { pathname, search } = request.url();
    did.url = pathname + search;
    const error = (await request.do()).error();
    if (error) did.error = error.message;
  } catch (error) {
    did.error = messageOf(error, server.origin);
  }
  const [sent] = server.requests;
  if (sent) did.sent = comparable(sent);
  return did;
}

/** Leaves out what every request has, and says what an object in the body means instead of how it is written. */
function comparable({ method, url, headers, body }: Sent): NonNullable<RequestDid['sent']> {
  const { host: _, connection: __, ...own } = headers;
  if (body.startsWith('{"kind":')) {
    const { 'content-length': ___, ...others } = own;
    return { method, url, headers: others, json: JSON.parse(Buffer.from(body, 'latin1').toString()) as unknown };
  }
  return { method, url, headers: own, ...(body !== '' && { body }) };
}

/** Executes a request and tells by which labels its latency was counted. */
export async function replayTemplate(input: unknown): Promise<{ labels: [verb: string, url: string][] }> {
  const { client: spec, verb, calls } = input as RequestIn;
  await using server = await VectorServer.start([{ ...success, body: '{}' }]);
  const labels: [string, string][] = [];
  const metrics: Metrics = {
    requestLatency: (label) => labels.push([label.verb, label.url.replace(server.origin, '').replace(vectorOrigin, '')]),
  };
  await using client = vectorClient(spec, server, { clock: new FakeClock() }, { metrics });
  await buildRequest(client, verb, calls)
    .do()
    .catch(() => undefined);
  return { labels };
}
