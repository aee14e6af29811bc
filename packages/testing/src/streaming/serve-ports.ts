import type { UpgradedConnection } from '../http/exchange.js';
import type { ForwardedPort } from '../subresources/pod-handlers.js';
import { Channels } from './channels.js';
import { SPDYConnection, type SPDYStream } from './spdy-connection.js';

/** Answers a connection to a port. */
export interface PortForwarding {
  forward(connection: ForwardedPort): Promise<void>;
  /** What the client is told if that goes wrong. */
  failure(port: number, reason: string): string;
}

/** The one protocol for ports over SPDY (`cri-streaming` `portforward.ProtocolV1Name`). */
export const portForwardProtocol = 'portforward.k8s.io';

/** A WebSocket with such a subprotocol carries SPDY (apiserver `proxy.TunnelingHandler`). */
export const tunnelPrefix = 'SPDY/3.1+';

/** The subprotocol for ports of those that a client knows; empty if it names none, undefined if it knows no right one. */
export function portsSubprotocol(offered: readonly string[]): string | undefined {
  if (offered.length === 0) return '';
  return offered.find((protocol) => protocol === 'v4.channel.k8s.io' || protocol === 'v4.base64.channel.k8s.io');
}

/** Forwards each port once over a WebSocket: one channel for its data and one for what goes wrong; each begins with the port. */
export function servePortsOverWebSocket(
  connection: UpgradedConnection,
  subprotocol: string,
  forwarding: PortForwarding,
  ports: readonly number[],
): void {
  const channels = new Channels(connection, { isText: subprotocol.includes('base64'), canClose: false }, 2 * ports.length);
  const forwarded = ports.map(async (port, index) => {
    const [data, error] = [2 * index, 2 * index + 1];
    const incoming = channels.receive(data);
    const name = Uint8Array.of(port % 256, Math.floor(port / 256));
    for (const channel of [data, error]) channels.send(channel, name).catch(() => undefined);
    const send = (bytes: Uint8Array | string): Promise<void> => channels.send(data, bytes);
    const failure = await failureOf(forwarding, { port, incoming, send: handled(send), signal: channels.signal });
    incoming.discard();
    if (failure !== undefined) await channels.send(error, failure).catch(() => undefined);
  });
  void channels.run();
  void Promise.all(forwarded).then(() => {
    channels.close();
  });
}

/** Forwards connections over SPDY, of which each is two streams, for its data and for what goes wrong. */
export function servePortsOverSPDY(connection: UpgradedConnection, forwarding: PortForwarding): void {
  /** Streams of connections of which the other one has not come yet, by the client's number for the connection. */
  const single = new Map<string, SPDYStream>();
  const spdy = new SPDYConnection(connection, {
    accepts: (headers) => portOf(headers) !== undefined && /^(?:data|error)$/.test(headers.get('streamtype') ?? ''),
    opened: (stream) => {
      const request = requestOf(stream);
      const other = single.get(request);
      single.delete(request);
      if (!other) single.set(request, stream);
      else if (typeOf(other) === typeOf(stream)) stream.reset();
      else {
        const [data, error] = typeOf(stream) === 'data' ? [stream, other] : [other, stream];
        void forwardStreams(spdy, forwarding, data, error);
      }
    },
  });
  void spdy.run();
}

async function forwardStreams(
  spdy: SPDYConnection,
  forwarding: PortForwarding,
  data: SPDYStream,
  error: SPDYStream,
): Promise<void> {
  const { incoming, headers, signal } = data;
  const send = handled((bytes) => data.send(bytes));
  const failure = await failureOf(forwarding, { port: portOf(headers) ?? 0, incoming, send, signal });
  if (failure === undefined) data.end();
  else {
    await error.send(failure).catch(() => undefined);
    data.reset();
  }
  error.end();
  incoming.discard();
  for (const stream of [data, error]) spdy.forget(stream);
}

/** What the client is told of what went wrong; undefined if nothing has. */
async function failureOf(forwarding: PortForwarding, connection: ForwardedPort): Promise<string | undefined> {
  try {
    await forwarding.forward(connection);
    return undefined;
  } catch (error) {
    return forwarding.failure(connection.port, error instanceof Error ? error.message : String(error));
  }
}

/** Who does not wait for what was sent need not care that the client has gone. */
function handled(send: ForwardedPort['send']): ForwardedPort['send'] {
  return (data) => {
    const sent = send(data);
    sent.catch(() => undefined);
    return sent;
  };
}

function typeOf({ headers }: SPDYStream): string | undefined {
  return headers.get('streamtype');
}

function portOf(headers: ReadonlyMap<string, string>): number | undefined {
  const port = Number(/^\d{1,5}$/.exec(headers.get('port') ?? '')?.[0]);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** Old clients give connections no numbers; their streams follow each other, that for errors first. */
function requestOf({ id, headers }: SPDYStream): string {
  const request = headers.get('requestid');
  if (request) return request;
  return String(headers.get('streamtype') === 'data' ? id - 2 : id);
}
