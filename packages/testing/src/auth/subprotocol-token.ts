import type { ServerRequest } from '../http/exchange.js';
import { listedValues } from '../http/listed-values.js';

const prefix = 'base64url.bearer.authorization.k8s.io.';

/**
 * The token that is a subprotocol of a WebSocket, for a browser sends no `Authorization`; undefined if there is none, empty if it is
 * none, or if there is no other subprotocol (apiserver `websocket.ProtocolAuthenticator`).
 */
export function subprotocolToken(headers: ServerRequest['headers']): string | undefined {
  if (headers['upgrade']?.toLowerCase() !== 'websocket') return undefined;
  const protocols = listedValues(headers['sec-websocket-protocol']);
  const [encoded, ...more] = protocols.filter((protocol) => protocol.startsWith(prefix)).map((text) => text.slice(prefix.length));
  if (encoded === undefined) return undefined;
  return more.length > 0 || protocols.length === 1 ? '' : Buffer.from(encoded, 'base64url').toString();
}
