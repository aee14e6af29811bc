/** Code of a `TransportError` of a client that was closed: trying again is of no use. */
export const clientClosedCode = 'ERR_CLIENT_CLOSED';

/** What everything fails with that a client was asked for, or was still doing, when it was closed. */
export function clientClosed(): Error {
  return Object.assign(new Error('the client was closed: create another one'), { code: clientClosedCode });
}

/**
 * What a request fails with whose connection may not be used any more (client-go `transport.dynamicClientCert`). It has the code of a
 * broken connection, because for a request it is one.
 */
export function certificateRotated(): Error {
  return Object.assign(new Error('the connection was closed because the client certificate was rotated'), { code: 'ECONNRESET' });
}
