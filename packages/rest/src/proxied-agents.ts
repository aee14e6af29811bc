import type { ClientRequestArgs } from 'node:http';
import { targetOf } from './agent-options.js';
import type { AgentFactory, ConnectionMaterial } from './agents.js';
import { connectingAgents } from './connecting-agents.js';
import { ProxiedConnection } from './proxied-connection.js';
import { openTunnel, type TunnelOptions } from './proxy-tunnel.js';
import { opened } from './socket-opening.js';

/**
 * Pools of connections through a proxy. Not by the libraries' own agents: hpagent opens as many connections as there are calls,
 * socks-proxy-agent leaves calls waiting for ever when a proxy refuses, and neither can be told to give up.
 */
export const createProxiedAgents: AgentFactory = (material, maxSockets) =>
  connectingAgents(material, maxSockets, {
    http: (options) => new ProxiedConnection((signal) => openTunnel(tunnelOf(material, options), targetOf(options), signal)),
    https: (options, direct) =>
      new ProxiedConnection(async (signal) => {
        const secure = material.secure();
        const tunnel = await openTunnel(tunnelOf(material, options), targetOf(options), signal);
        const socket = direct(Object.assign({}, options, secure, { socket: tunnel }));
        await opened(socket, 'handshake', targetOf(options), material.timeouts, signal);
        return socket;
      }),
  });

function tunnelOf({ proxy = '', timeouts, secure }: ConnectionMaterial, { lookup }: ClientRequestArgs): TunnelOptions {
  const url = new URL(proxy);
  return { proxy: url, tls: url.protocol === 'https:' ? secure() : {}, connect: timeouts.connect, lookup };
}
