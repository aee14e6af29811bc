import { Agent as HttpAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions as SecureAgentOptions, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { agentOptions, connectionName, secureAgentOptions, targetOf } from './agent-options.js';
import type { AgentFactory, ConnectionMaterial } from './agents.js';
import { limitOpening } from './socket-opening.js';

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
    return limited(super.createConnection(options) as Socket, options, this.#material);
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
    const socket = limited(super.createConnection(secured) as Socket, options, this.#material);
    socket.once('connect', () => {
      limitOpening(socket, 'handshake', targetOf(options), this.#material.timeouts);
    });
    return socket;
  }

  override getName(options: RequestOptions = {}): string {
    return connectionName(options);
  }
}

function limited(socket: Socket, options: ClientRequestArgs, { timeouts }: ConnectionMaterial): Socket {
  limitOpening(socket, 'connect', targetOf(options), timeouts);
  return socket;
}
