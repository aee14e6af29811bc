import { kindOf } from './kind-of.js';

/** Throws a TypeError for what is no signal, as the controller of one: it would fail later, in words of Node's. Null is none. */
export function checkSignal(signal: unknown): void {
  if (signal === undefined || signal === null) return;
  const fields = typeof signal === 'object' ? signal : {};
  if ('throwIfAborted' in fields && 'addEventListener' in fields) return;
  const given = 'signal' in fields && 'abort' in fields ? 'an AbortController: give its signal' : kindOf(signal);
  throw new TypeError(`signal must be an AbortSignal, not ${given}`);
}
