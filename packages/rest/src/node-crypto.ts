import type crypto from 'node:crypto';

/** Node's module, loaded when the first certificate is read: most programs that import a client want one later, or never. */
export function nodeCrypto(): typeof crypto {
  return process.getBuiltinModule('node:crypto');
}
