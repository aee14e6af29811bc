import type { Status } from '@kubewright/meta-v1';

/** How a command ended: with an exit code, or not at all. */
export type CommandOutcome = { readonly exitCode: number } | { readonly failure: string };

/**
 * How a client is told: as a text, only of what went wrong (before version 4 of the protocol), as a `Status` (version 4), or as the
 * `Status` that kube-apiserver makes of what a kubelet told it (version 5).
 */
export type OutcomeForm = 'status' | 'text' | 'translated-status';

/** What is written to the error stream; empty if that is nothing. */
export function outcomeText(outcome: CommandOutcome, form: OutcomeForm): string {
  if (form === 'text') return isSuccess(outcome) ? '' : (statusOf(outcome).message ?? '');
  const status = statusOf(outcome);
  if (form === 'status') return JSON.stringify(status);
  return JSON.stringify({ metadata: {}, ...('failure' in outcome ? internalError(status.message ?? '') : status) });
}

function isSuccess(outcome: CommandOutcome): boolean {
  return 'exitCode' in outcome && outcome.exitCode === 0;
}

/** As a kubelet says it (`cri-streaming` `remotecommand.ServeExec`). */
function statusOf(outcome: CommandOutcome): Status {
  if ('failure' in outcome) {
    const { status, message, reason, code } = internalError(outcome.failure);
    return { status, message, reason, code } as Status;
  }
  if (outcome.exitCode === 0) return { status: 'Success' };
  const code = String(outcome.exitCode);
  return {
    status: 'Failure',
    message: `command terminated with non-zero exit code: command terminated with exit code ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: code }] },
  };
}

function internalError(message: string): Status {
  return {
    status: 'Failure',
    message: `Internal error occurred: ${message}`,
    reason: 'InternalError',
    details: { causes: [{ message }] },
    code: 500,
  };
}
