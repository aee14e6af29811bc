/**
 * An error of Node's HTTP parser without the packet that it refused, of which it holds every byte: that may be of a Secret, and whoever
 * logs an error with its causes would log it too. Other errors stay as they are.
 */
export function withoutPacket(error: Error & { code?: unknown }): Error {
  return 'rawPacket' in error ? Object.assign(new Error(error.message), { code: error.code }) : error;
}
