import type { Status } from '@kubewright/meta-v1';
import { isStatus, newBadRequest, newInternalError, StatusError } from '@kubewright/rest';
import { PatchPanic } from '../patch/patch-errors.js';
import { type BrokenAnswer, jsonAnswer, type WholeAnswer } from './exchange.js';

/** A `Status` as a body. */
export function statusText(status: Status): string {
  const { kind = 'Status', apiVersion = 'v1', metadata = {}, status: outcome, message, reason, details, code } = status;
  return JSON.stringify({ kind, apiVersion, metadata, status: outcome, message, reason, details, code });
}

/** The answer for what was thrown; what is no `StatusError` is a fault of the server. */
export function errorAnswer(thrown: unknown): WholeAnswer {
  const error = thrown instanceof StatusError && isStatus({ kind: 'Status', ...thrown.status }) ? thrown : internal(thrown);
  const { retryAfter } = error;
  return jsonAnswer(error.code || 500, `${statusText(error.status)}\n`, retryAfter ? { 'Retry-After': String(retryAfter) } : {});
}

/** The same, but what makes kube-apiserver panic gets no answer at all: the connection breaks. */
export function failedAnswer(thrown: unknown): BrokenAnswer | WholeAnswer {
  return thrown instanceof PatchPanic ? { isBroken: true } : errorAnswer(thrown);
}

function internal(thrown: unknown): StatusError {
  // The stack of this process is not as deep as objects can be.
  if (thrown instanceof RangeError && thrown.message.includes('call stack'))
    return newBadRequest('the object is nested more deeply than this server can take');
  return newInternalError(thrown instanceof Error ? thrown : new Error(String(thrown)));
}
