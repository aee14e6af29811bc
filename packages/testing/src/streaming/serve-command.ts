import type { UpgradedConnection } from '../http/exchange.js';
import { Channels } from './channels.js';
import type { OutcomeForm } from './command-outcome.js';
import { type Command, type CommandConnection, type CommandOptions, runCommand } from './remote-command.js';
import { SPDYConnection, type SPDYStream } from './spdy-connection.js';

/** Subprotocols of WebSockets for commands, in the order in which the server likes them. */
const webSocketForms: Readonly<Record<string, OutcomeForm>> = {
  'v5.channel.k8s.io': 'translated-status',
  'v4.channel.k8s.io': 'status',
  'v4.base64.channel.k8s.io': 'status',
  'channel.k8s.io': 'text',
  'base64.channel.k8s.io': 'text',
};

/** Protocols over SPDY (`cri-streaming` `remotecommand.SupportedStreamingProtocols`). */
export const spdyCommandProtocols = ['v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io', 'channel.k8s.io'];

/** The subprotocol for a command of those that a client knows; empty if it names none, undefined if it knows no right one. */
export function commandSubprotocol(offered: readonly string[]): string | undefined {
  if (offered.length === 0) return '';
  // The server itself answers version 5, and it asks nobody else as soon as that is there.
  const newest = 'v5.channel.k8s.io';
  if (offered.includes(newest)) return newest;
  return offered.find((protocol) => Object.hasOwn(webSocketForms, protocol));
}

const [stdin, stdout, stderr, error, resize] = [0, 1, 2, 3, 4];
const channelCount = 5;

/** Runs a command over a WebSocket. @param subprotocol empty if the client has named none */
export function serveCommandOverWebSocket(
  connection: UpgradedConnection,
  subprotocol: string,
  command: Command,
  options: CommandOptions,
): void {
  const format = { isText: subprotocol.includes('base64'), canClose: subprotocol.startsWith('v5.') };
  const channels = new Channels(connection, format, channelCount);
  const sender = (channel: number): ((data: Uint8Array | string) => Promise<void>) => {
    return (data) => channels.send(channel, data);
  };
  const streams: CommandConnection = {
    stdin: options.stdin ? channels.receive(stdin) : undefined,
    resize: channels.receive(resize),
    stdout: options.stdout ? sender(stdout) : undefined,
    stderr: options.stderr ? sender(stderr) : undefined,
    error: sender(error),
    close: () => {
      channels.close();
    },
    signal: channels.signal,
  };
  // Tells the client that the connection is there (`cri-streaming` `createWebSocketStreams`).
  const first = options.stdout ? stdout : options.stderr ? stderr : error;
  channels.send(first, '').catch(() => undefined);
  void channels.run();
  void runCommand(command, streams, options, webSocketForms[subprotocol] ?? 'text');
}

/** Runs a command over SPDY, as soon as the client has opened the streams that it wants. */
export function serveCommandOverSPDY(
  connection: UpgradedConnection,
  protocol: string,
  command: Command,
  options: CommandOptions,
): void {
  const resizes = options.tty && /^v[34]/.test(protocol);
  const wanted = new Set([
    'error',
    ...(['stdin', 'stdout', 'stderr'] as const).filter((stream) => options[stream]),
    ...(resizes ? ['resize'] : []),
  ]);
  const streams = new Map<string, SPDYStream>();
  const typeOf = (headers: ReadonlyMap<string, string>): string => headers.get('streamtype') ?? '';
  const spdy = new SPDYConnection(connection, {
    accepts: (headers) => wanted.has(typeOf(headers)) && !streams.has(typeOf(headers)),
    opened: (stream) => {
      streams.set(typeOf(stream.headers), stream);
      if (streams.size !== wanted.size) return;
      const form = protocol.startsWith('v4') ? 'status' : 'text';
      void runCommand(command, streamsOf(spdy, streams), options, form);
    },
  });
  void spdy.run();
}

function streamsOf(spdy: SPDYConnection, streams: ReadonlyMap<string, SPDYStream>): CommandConnection {
  const sender = (type: string): CommandConnection['stdout'] => {
    const stream = streams.get(type);
    return stream && ((data) => stream.send(data));
  };
  return {
    stdin: streams.get('stdin')?.incoming,
    resize: streams.get('resize')?.incoming,
    stdout: sender('stdout'),
    stderr: sender('stderr'),
    error: async (text) => streams.get('error')?.send(text),
    close: () => {
      for (const stream of streams.values()) stream.end();
      spdy.close();
    },
    signal: spdy.signal,
  };
}
