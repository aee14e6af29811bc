import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { agentOptions, connectionName, secureAgentOptions } from './agent-options.js';
import type { AgentPair, ConnectionMaterial } from './agents.js';

/** Makes the connection that the options of a request ask for. `direct` is Node's own way. */
export type Connect = (options: RequestOptions, direct: (options: RequestOptions) => Socket) => Duplex;

/** Pools of at most `maxSockets` connections per host, each made by the function for its scheme. */
export function connectingAgents(
  material: ConnectionMaterial,
  maxSockets: number,
  connect: Readonly<Record<keyof AgentPair, Connect>>,
): AgentPair {
  return {
    http: connecting(new HttpAgent(agentOptions(maxSockets)), connect.http),
    https: connecting(new HttpsAgent(secureAgentOptions(material, maxSockets)), connect.https),
  };
}

function connecting<A extends HttpAgent>(agent: A, connect: Connect): A {
  const direct = agent.createConnection.bind(agent);
  agent.createConnection = (options: RequestOptions) => connect(options, (changed) => direct(changed) as Socket);
  agent.getName = (options = {}) => connectionName(options);
  return agent;
}
