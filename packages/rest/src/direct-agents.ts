import { Agent as HttpAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions as SecureAgentOptions, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { agentOptions, connectionName, secureAgentOptions } from './agent-options.js';
import type { AgentFactory, ConnectionMaterial, ConnectionTraits } from './agents.js';
import { startTimeLimit } from './time-limit.js';

/** Pools of connections straight to the server. */
export const createDirectAgents: AgentFactory = (material, maxSockets) => ({
  http: new DirectHttpAgent(material, agentOptions(maxSockets)),
  https: new DirectHttpsAgent(material, secureAgentOptions(material, maxSockets)),
});

class DirectHttpAgent extends HttpAgent {
  readonly #material: ConnectionMaterial;

  constructor(material: ConnectionMaterial, options: AgentOptions) {
    super(options);
    this.#material = material;
  }

  override createConnection(options: ClientRequestArgs): Duplex {
    return limitConnecting(super.createConnection(options) as Socket, options, this.#material);
  }

  override getName(options: ClientRequestArgs = {}): string {
    return connectionName(options);
  }
}

class DirectHttpsAgent extends HttpsAgent {
  readonly #material: ConnectionMaterial;

  constructor(material: ConnectionMaterial, options: SecureAgentOptions) {
    super(options);
    this.#material = material;
  }

  override createConnection(options: RequestOptions): Duplex {
    const secured: RequestOptions = { ...options, ...this.#material.secure() };
    const socket = limitConnecting(super.createConnection(secured) as Socket, options, this.#material);
    socket.once('connect', () => {
      limitHandshake(socket, options, this.#material);
    });
    return socket;
  }

  override getName(options: RequestOptions = {}): string {
    return connectionName(options);
  }
}

function limitConnecting(socket: Socket, options: ClientRequestArgs, { timeouts }: ConnectionTraits): Socket {
  const what = `connecting to ${String(options.host)}:${String(options.port)}`;
  clearWhen(
    'connect',
    socket,
    startTimeLimit(timeouts.connect, 'connect', what, (error) => socket.destroy(error)),
  );
  return socket;
}

/** Ends a connection whose TLS handshake takes too long. */
export function limitHandshake(socket: Socket, options: ClientRequestArgs, { timeouts }: ConnectionTraits): void {
  const what = `the TLS handshake with ${String(options.host)}:${String(options.port)}`;
  clearWhen(
    'secureConnect',
    socket,
    startTimeLimit(timeouts.handshake, 'handshake', what, (error) => socket.destroy(error)),
  );
}

function clearWhen(event: string, socket: Socket, timer: NodeJS.Timeout | undefined): void {
  const clear = (): void => {
    clearTimeout(timer);
  };
  socket.once(event, clear).once('close', clear);
}
