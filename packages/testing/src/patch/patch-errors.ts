import { newBadRequest, StatusError, StatusReason } from '@kubewright/rest';

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
 * The patch makes kube-apiserver panic. It goes on, and answers with 500 and this error's message, which is plain text and no
 * `Status`.
 */
export class PatchPanic extends Error {
  override readonly name = 'PatchPanic';

  /** @param why what the panic was; the client does not get to know it */
  constructor(why: string) {
    super('This request caused apiserver to panic. Look in the logs for details.', { cause: new Error(why) });
  }
}
