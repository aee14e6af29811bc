import type { NotReadyError } from './wait-until-ready.js';
import type { ProgramEnd } from './supervisor.js';
import { logTail } from './log-tail.js';

/** A program that was started, for error messages. */
export interface StartedProgram {
  readonly name: string;
  readonly path: string;
  readonly logFile: string;
}

/** Another process took the port between its choice and its use. */
export class PortTakenError extends Error {
  override name = 'PortTakenError';
}

/** The error for a program that ended before the control plane was ready: how, the end of its log, and what to do. */
export async function endedEarly(program: StartedProgram, end: ProgramEnd): Promise<Error> {
  if (end.systemError !== undefined) {
    return new Error(
      `Starting a control plane: ${program.path} could not be started: ${end.how}.\n` +
        `What to do: check that it is a program for this machine (${process.platform}, ${process.arch}) that you may run.`,
    );
  }
  const tail = await logTail(program.logFile);
  const message =
    `Starting a control plane: ${program.name} ended with ${end.how} before it was ready.\n` +
    `Program: ${program.path}\nThe end of its log:\n${tail}`;
  if (tail.includes('bind: address already in use')) {
    return new PortTakenError(`${message}\nWhat to do: try again; other programs of this machine take the free ports faster.`);
  }
  return new Error(`${message}\nWhat to do: ${adviceFor(end, tail)}`);
}

/** The error for a control plane that runs but does not get ready in time: the last answer and the end of every log. */
export async function tooLate(programs: readonly StartedProgram[], timeout: number, cause: NotReadyError): Promise<Error> {
  const logs = await Promise.all(
    programs.map(async ({ name, logFile }) => `The end of the log of ${name}:\n${await logTail(logFile)}`),
  );
  return new Error(
    `Starting a control plane: not ready within ${timeout} ms: ${cause.message}\n${logs.join('\n')}\n` +
      'What to do: raise the option "timeout" if the machine is busy, else look at the logs above.',
    { cause },
  );
}

function adviceFor(end: ProgramEnd, tail: string): string {
  if (/unknown flag|unknown command|flag provided but not defined/.test(tail)) {
    return 'this version of the program does not know one of its flags: correct your flags, or remove the default by giving null for it.';
  }
  if (/no space left on device/.test(tail))
    return 'free some space in the folder for temporary files, or choose another by TMPDIR.';
  if (end.how === 'signal SIGKILL') return 'something killed it; most often the machine ran out of memory.';
  // A shell tries what the kernel does not know, and complains or does not find the strange commands.
  if (/exit code 12[67]/.test(end.how) || /exec format error|syntax error/i.test(tail)) {
    return `check that it is a program for this machine (${process.platform}, ${process.arch}).`;
  }
  return 'correct what the log complains about; flags that you gave are the first suspects.';
}
