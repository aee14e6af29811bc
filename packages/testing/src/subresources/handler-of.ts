import { StatusError } from '@kubewright/rest';
import type { PodHandlers } from './pod-handlers.js';

/** Nobody answers for containers: a 501 that says what a test has to do. @param what as `pod web` */
export function noHandler(what: string, handler: keyof PodHandlers): StatusError {
  return notImplemented(
    `no container of ${what} runs in this server; set handlers.${handler} of the test server to answer for it`,
  );
}

/** What a real server does, and this one does not. */
export function notImplemented(message: string): StatusError {
  return new StatusError({ status: 'Failure', message, reason: 'NotImplemented', code: 501 });
}
