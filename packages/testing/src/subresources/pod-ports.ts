import { newBadRequest, quote } from '@kubewright/rest';
import type { ServerAnswer } from '../http/exchange.js';
import type { ResourceCall } from '../http/handler.js';
import { listedValues } from '../http/listed-values.js';
import { objectAt, textAt } from '../json-fields.js';
import {
  type PortForwarding,
  portForwardProtocol,
  portsSubprotocol,
  servePortsOverSPDY,
  servePortsOverWebSocket,
  tunnelPrefix,
} from '../streaming/serve-ports.js';
import type { WriteTarget } from '../write/write-target.js';
import { noSubprotocol, plainAnswer, podToConnect, spdyProtocol, upgradeOf } from './connect.js';

/** Answers `/portforward` of a pod by the function that the test has registered, once for each connection. */
export function answerPortForward(call: ResourceCall, target: WriteTarget): Promise<ServerAnswer> {
  const ports = parsePorts(call.query.getAll('ports'));
  const pod = podToConnect(call, target);
  const { protocol, handle } = upgradeOf(call, pod, 'portForward');
  const uid = textAt(objectAt(pod, 'metadata'), 'uid');
  const forwarding: PortForwarding = {
    forward: async (connection) => handle(pod, connection),
    failure: (port, reason) => `error forwarding port ${String(port)} to pod ${target.name}, uid ${uid}: ${reason}`,
  };
  const { headers } = call.request;
  const answer =
    protocol === 'websocket'
      ? overWebSocket(listedValues(headers['sec-websocket-protocol']), forwarding, ports)
      : overSPDY(listedValues(headers['x-stream-protocol-version']), forwarding, 'X-Stream-Protocol-Version', '');
  return Promise.resolve(answer);
}

function overWebSocket(offered: readonly string[], forwarding: PortForwarding, ports: readonly number[]): ServerAnswer {
  const tunnels = offered.filter((protocol) => protocol.startsWith(tunnelPrefix) && protocol.endsWith('.k8s.io'));
  if (tunnels.length > 0) {
    const protocols = tunnels.map((protocol) => protocol.slice(tunnelPrefix.length));
    return overSPDY(protocols, forwarding, 'Sec-WebSocket-Protocol', tunnelPrefix);
  }
  if (ports.length === 0) return plainAnswer(400, 'query parameter "port" is required');
  if (ports.includes(0)) return plainAnswer(400, 'port "0" must be > 0');
  const subprotocol = portsSubprotocol(offered);
  if (subprotocol === undefined) return noSubprotocol;
  return {
    status: 101,
    headers: subprotocol === '' ? {} : { 'Sec-WebSocket-Protocol': subprotocol },
    connected: (connection) => {
      servePortsOverWebSocket(connection, subprotocol, forwarding, ports);
    },
  };
}

/** @param prefix what the header has before the protocol */
function overSPDY(offered: readonly string[], forwarding: PortForwarding, header: string, prefix: string): ServerAnswer {
  const chosen = spdyProtocol(offered, [portForwardProtocol]);
  if (typeof chosen !== 'string') return chosen;
  return {
    status: 101,
    headers: { [header]: `${prefix}${chosen}` },
    connected: (connection) => {
      servePortsOverSPDY(connection, forwarding);
    },
  };
}

/** Throws a `StatusError` of 400 for what is no port. */
function parsePorts(values: readonly string[]): number[] {
  return values
    .flatMap((value) => value.split(','))
    .map((text) => {
      const problem = !/^\d+$/.test(text) ? 'invalid syntax' : Number(text) > 65_535 ? 'value out of range' : '';
      if (problem !== '') throw newBadRequest(`cannot convert to []int32: strconv.ParseUint: parsing ${quote(text)}: ${problem}`);
      return Number(text);
    });
}
