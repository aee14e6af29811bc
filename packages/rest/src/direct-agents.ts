import type { ClientRequestArgs } from 'node:http';
import type { Socket } from 'node:net';
import { targetOf } from './agent-options.js';
import type { AgentFactory, ConnectionMaterial } from './agents.js';
import { connectingAgents } from './connecting-agents.js';
import { limitOpening } from './socket-opening.js';

/** Pools of connections straight to the server. */
export const createDirectAgents: AgentFactory = (material, maxSockets) =>
  connectingAgents(material, maxSockets, {
    http: (options, direct) => limited(direct(options), options, material),
    https(options, direct) {
      const socket = limited(direct({ ...options, ...material.secure() }), options, material);
      socket.once('connect', () => {
        limitOpening(socket, 'handshake', targetOf(options), material.timeouts);
      });
      return socket;
    },
  });

function limited(socket: Socket, options: ClientRequestArgs, { timeouts }: ConnectionMaterial): Socket {
  limitOpening(socket, 'connect', targetOf(options), timeouts);
  // Stays: when an answer has come before the whole request was written, Node listens no more, and the last write may fail yet.
  return socket.on('error', () => undefined);
}
