import { CauseType, newBadRequest, newInvalid, StatusError, StatusReason } from '@kubewright/rest';
import { goQuote } from './go-text.js';

/*
 * What becomes of a patch that cannot be applied (apiserver `pkg/endpoints/handlers/patch.go`).
 */

/** What is in the patch is none: 400. */
export function malformedPatch(message: string): StatusError {
  return newBadRequest(message);
}

/** The patch does not fit the object: 422. The server keeps why for itself; it is the message of the error's `cause`. */
export function inapplicablePatch(message: string): StatusError {
  return new StatusError(
    {
      apiVersion: 'v1',
      kind: 'Status',
      metadata: {},
      status: 'Failure',
      message: 'the server rejected our request due to an error in our request',
      reason: StatusReason.Invalid,
      details: {},
      code: 422,
    },
    { cause: new Error(message) },
  );
}

/** The mistake in the patch is one that the server does not expect: 500, without a reason. */
export function unexpectedPatch(message: string): StatusError {
  return new StatusError({ apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Failure', message, code: 500 });
}

/**
 * What the patch made of the object is none of its kind: 422.
 *
 * @param shown the patched object as JSON; of a strategic merge patch the patch, as `goText` writes it
 * @param why what the decoder says; for what strict validation found `strict decoding error: `, and the errors with `, ` between
 */
export function undecodablePatch(shown: string, why: string, options?: ErrorOptions): StatusError {
  const message = `Invalid value: ${goQuote(shown)}: ${why}`;
  const { status } = newInvalid({ group: '', kind: '' }, '', [{ reason: CauseType.FieldValueInvalid, message, field: 'patch' }]);
  return new StatusError(status, options);
}

/** The patch makes kube-apiserver panic, which closes the connection without an answer and goes on. */
export class PatchPanic extends Error {
  override readonly name = 'PatchPanic';

  /** @param why what the panic was; the client does not get to know it */
  constructor(why: string) {
    super(`a patch that makes kube-apiserver panic: ${why}`);
  }
}
