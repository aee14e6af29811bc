import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions as SecureAgentOptions, type RequestOptions } from 'node:https';
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
    http: new ConnectingHttpAgent(agentOptions(maxSockets), connect.http),
    https: new ConnectingHttpsAgent(secureAgentOptions(material, maxSockets), connect.https),
  };
}

class ConnectingHttpAgent extends HttpAgent {
  readonly #connect: Connect;

  constructor(options: AgentOptions, connect: Connect) {
    super(options);
    this.#connect = connect;
  }

  override createConnection(options: RequestOptions): Duplex {
    return this.#connect(options, (changed) => super.createConnection(changed) as Socket);
  }

  override getName(options: RequestOptions = {}): string {
    return connectionName(options);
  }
}

class ConnectingHttpsAgent extends HttpsAgent {
  readonly #connect: Connect;

  constructor(options: SecureAgentOptions, connect: Connect) {
    super(options);
    this.#connect = connect;
  }

  override createConnection(options: RequestOptions): Duplex {
    return this.#connect(options, (changed) => super.createConnection(changed) as Socket);
  }

  override getName(options: RequestOptions = {}): string {
    return connectionName(options);
  }
}
