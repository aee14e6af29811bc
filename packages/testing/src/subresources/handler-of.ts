import { StatusError } from '@kubewright/rest';
import { checkFields } from '../check-fields.js';
import type { PodHandlers } from './pod-handlers.js';

const known: Readonly<Record<keyof PodHandlers, string>> = {
  log: 'function',
  exec: 'function',
  attach: 'function',
  portForward: 'function',
  proxy: 'function',
};

/**
 * The function of a test that answers for containers. Throws a 501 that says what the test has to do if there is none, and a
 * `TypeError` that names the known functions if the test has given another.
 *
 * @param what asks for it, as `pod web`
 */
export function handlerOf<Name extends keyof PodHandlers>(
  handlers: PodHandlers,
  name: Name,
  what: string,
): NonNullable<PodHandlers[Name]> {
  checkFields('handlers of the test server', handlers, known);
  const handler = handlers[name];
  if (handler) return handler;
  throw notImplemented(`no container of ${what} runs in this server; set handlers.${name} of the test server to answer for it`);
}

/** What a real server does, and this one does not. */
export function notImplemented(message: string): StatusError {
  return new StatusError({ status: 'Failure', message, reason: 'NotImplemented', code: 501 });
}
