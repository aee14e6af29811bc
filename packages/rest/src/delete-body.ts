import type { CallOptions, DeleteOptions } from './options.js';

/** Splits delete options into what the call needs and the body that the server reads. */
export function deleteBody({ signal, timeout, ...options }: DeleteOptions): { call: CallOptions; body: object | undefined } {
  return {
    call: { ...(signal && { signal }), ...(timeout !== undefined && { timeout }) },
    body: Object.keys(options).length > 0 ? { apiVersion: 'v1', kind: 'DeleteOptions', ...options } : undefined,
  };
}
