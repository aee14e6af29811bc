import { type Channel, channel } from 'node:diagnostics_channel';
import type { AttemptOutcome, ExchangeObserver } from './exchange-observer.js';
import type { HttpHeaders } from './http-headers.js';
import { credentialHeaders } from './masked-headers.js';

/** One execution of a request: the same object in all its messages, so that a `WeakMap` can keep what belongs to it. */
export interface ObservedRequest {
  /** HTTP method. */
  readonly method: string;
  /** Without user name and password. */
  readonly url: string;
  /** The URL with `{namespace}`, `{name}` and `{value}`, percent-encoded, instead of what differs from call to call. */
  readonly urlTemplate: string;
}

/** A request is going to be executed. Published before anything is waited for, so in the caller's own async context. */
export interface RequestStartMessage {
  readonly request: ObservedRequest;
}

/**
 * The request has waited for the client's rate limiter, `waited` milliseconds, well or not. `reason` is why the limiter was asked, in
 * client-go's words.
 */
export interface RequestThrottleMessage {
  readonly request: ObservedRequest;
  readonly waited: number;
  readonly reason: string;
}

/** An attempt, counted from 1, is about to be sent. */
export interface AttemptStartMessage {
  readonly request: ObservedRequest;
  readonly attempt: number;
  /** Those of this attempt, no credentials among them. What a subscriber sets here is sent, as `traceparent`; later changes are not. */
  readonly headers: HttpHeaders;
}

/** An attempt has an answer, its body still to come, or has failed. */
export interface AttemptEndMessage {
  readonly request: ObservedRequest;
  readonly attempt: number;
  /** Milliseconds since the attempt was sent. */
  readonly duration: number;
  /** HTTP status, unless there was no answer. */
  readonly status?: number;
  /** Why there was no answer. */
  readonly error?: Error;
}

/** After this attempt another one will follow, in `wait` milliseconds. `reason` is why, in client-go's words. */
export interface RequestRetryMessage {
  readonly request: ObservedRequest;
  readonly attempt: number;
  readonly wait: number;
  readonly reason: string;
}

/** The execution is over: its answer is read, its watch or stream open, or it has failed. */
export interface RequestEndMessage {
  readonly request: ObservedRequest;
  /** What the caller is told, unless there is an answer; an answer with an error status is one. */
  readonly error?: Error;
}

/** The channels of `node:diagnostics_channel` that requests are published on, and what is. Nothing holds a credential or a body. */
export interface DiagnosticsMessages {
  'kubewright:request:start': RequestStartMessage;
  'kubewright:request:throttle': RequestThrottleMessage;
  'kubewright:request:retry': RequestRetryMessage;
  'kubewright:request:end': RequestEndMessage;
  'kubewright:attempt:start': AttemptStartMessage;
  'kubewright:attempt:end': AttemptEndMessage;
}

const channels: Readonly<Record<keyof DiagnosticsMessages, Channel>> = {
  'kubewright:request:start': channel('kubewright:request:start'),
  'kubewright:request:throttle': channel('kubewright:request:throttle'),
  'kubewright:request:retry': channel('kubewright:request:retry'),
  'kubewright:request:end': channel('kubewright:request:end'),
  'kubewright:attempt:start': channel('kubewright:attempt:start'),
  'kubewright:attempt:end': channel('kubewright:attempt:end'),
};
const everyChannel = Object.values(channels);

/** The names of all channels. */
export const channelNames = Object.keys(channels) as readonly (keyof DiagnosticsMessages)[];

/** Whether anybody has subscribed to a channel. */
export function isDiagnosed(): boolean {
  return everyChannel.some(({ hasSubscribers }) => hasSubscribers);
}

/** Publishes what happens to one request, beginning with its start. */
export function publishRequest(request: ObservedRequest): Partial<ExchangeObserver> {
  publish('kubewright:request:start', { request });
  return {
    throttled(waited, reason) {
      // What passed at once was not throttled.
      if (waited > 0) publish('kubewright:request:throttle', { request, waited, reason });
    },
    started(attempt, headers) {
      return channels['kubewright:attempt:start'].hasSubscribers ? publishAttempt(request, attempt, headers) : headers;
    },
    ended(attempt, outcome: AttemptOutcome) {
      publish('kubewright:attempt:end', { request, attempt, ...outcome });
    },
    retrying(attempt, wait, reason) {
      publish('kubewright:request:retry', { request, attempt, wait, reason });
    },
    finished(error) {
      publish('kubewright:request:end', error ? { request, error } : { request });
    },
  };
}

/** The headers to send: those that subscribers saw and changed, and the credentials that they did not see. */
function publishAttempt(request: ObservedRequest, attempt: number, headers: HttpHeaders): HttpHeaders {
  const shown = headers.clone();
  for (const name of credentialHeaders) shown.set(name);
  publish('kubewright:attempt:start', { request, attempt, headers: shown });
  const sent = shown.clone();
  for (const name of credentialHeaders) if (headers.has(name)) sent.set(name, ...headers.all(name));
  return sent;
}

/** Node itself makes a subscriber's error an uncaught one. */
function publish<N extends keyof DiagnosticsMessages>(name: N, message: DiagnosticsMessages[N]): void {
  channels[name].publish(message);
}
