import type { Status } from '@kubewright/meta-v1';
import { isStatus, newInternalError, StatusError } from '@kubewright/rest';
import { jsonAnswer, type WholeAnswer } from './exchange.js';

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

function internal(thrown: unknown): StatusError {
  return newInternalError(thrown instanceof Error ? thrown : new Error(String(thrown)));
}
