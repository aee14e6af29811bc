import { Agent as HttpAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions as SecureAgentOptions, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { agentOptions, connectionName, secureAgentOptions, targetOf } from './agent-options.js';
import type { AgentFactory, ConnectionMaterial } from './agents.js';
import { ProxiedConnection } from './proxied-connection.js';
import { openTunnel, type TunnelOptions } from './proxy-tunnel.js';
import { opened } from './socket-opening.js';

/**
 * Pools of connections through a proxy. Not by the libraries' own agents: hpagent opens as many connections as there are calls,
 * socks-proxy-agent leaves calls waiting for ever when a proxy refuses, and neither can be told to give up.
 */
export const createProxiedAgents: AgentFactory = (material, maxSockets) => ({
  http: new ProxiedHttpAgent(material, agentOptions(maxSockets)),
  https: new ProxiedHttpsAgent(material, secureAgentOptions(material, maxSockets)),
});

class ProxiedHttpAgent extends HttpAgent {
  readonly #material: ConnectionMaterial;

  constructor(material: ConnectionMaterial, options: AgentOptions) {
    super(options);
    this.#material = material;
  }

  override createConnection(options: ClientRequestArgs): Duplex {
    return new ProxiedConnection((signal) => openTunnel(tunnelOf(this.#material, options), targetOf(options), signal));
  }

  override getName(options: ClientRequestArgs = {}): string {
    return connectionName(options);
  }
}

class ProxiedHttpsAgent extends HttpsAgent {
  readonly #material: ConnectionMaterial;

  constructor(material: ConnectionMaterial, options: SecureAgentOptions) {
    super(options);
    this.#material = material;
  }

  override createConnection(options: RequestOptions): Duplex {
    return new ProxiedConnection(async (signal) => {
      const secure = this.#material.secure();
      const tunnel = await openTunnel(tunnelOf(this.#material, options), targetOf(options), signal);
      const secured = Object.assign({}, options, secure, { socket: tunnel });
      const socket = super.createConnection(secured) as Socket;
      await opened(socket, 'handshake', targetOf(options), this.#material.timeouts, signal);
      return socket;
    });
  }

  override getName(options: RequestOptions = {}): string {
    return connectionName(options);
  }
}

function tunnelOf({ proxy = '', timeouts, secure }: ConnectionMaterial, { lookup }: ClientRequestArgs): TunnelOptions {
  const url = new URL(proxy);
  return { proxy: url, tls: url.protocol === 'https:' ? secure() : {}, connect: timeouts.connect, lookup };
}
