import type { LookupFunction } from 'node:net';
import type { TransportOptions } from './transport-factory.js';

/**
 * The lookup of names, as Node does it, for connections whose client wants to be told; undefined if it does not. Node looks up no
 * addresses.
 */
export function observedLookup({ lookingUp }: Pick<TransportOptions, 'lookingUp'>): LookupFunction | undefined {
  if (!lookingUp) return undefined;
  const { lookup } = process.getBuiltinModule('node:dns');
  return (host, options, callback) => {
    const end = lookingUp(host);
    lookup(host, options, (...answer) => {
      end();
      callback(...answer);
    });
  };
}
