import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { describeFileError } from './file-errors.js';
import { PluginNotStartedError } from './plugin-not-started-error.js';

/** How much a plugin may print, in bytes. A credential is a few thousand. */
const MAX_OUTPUT = 1024 * 1024;

/** A program to run, without a shell. */
export interface PluginRun {
  /** As the kubeconfig has it, for messages. */
  command: string;
  /** The file to run. */
  path: string;
  args: readonly string[];
  /** All of its environment. */
  env: Readonly<Record<string, string | undefined>>;
  /** Gives it the standard input of this process. */
  interactive: boolean;
}

/**
 * Runs a plugin and gives what it has printed. Its standard error is that of this process (client-go `exec.Authenticator`). If the
 * signal aborts, or it prints more than 1 MiB, it is killed.
 *
 * @throws {Error} that says why there is no output, without output, arguments or environment, any of which may hold a credential;
 *   the reason of an abort
 */
export async function runPlugin(run: PluginRun, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const { command, path } = run;
  const child = start(run);
  const chunks: Buffer[] = [];
  let length = 0;
  let release = (): void => undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      const kill = (reason: unknown): void => {
        reject(reason);
        child.kill('SIGKILL');
        // Programs that it has started may keep the pipe open.
        child.stdout.destroy();
      };
      const abort = (): void => kill(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      release = () => signal.removeEventListener('abort', abort);
      child.stdout.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_OUTPUT) kill(new Error(`exec: executable ${command} printed more than 1 MiB, which is no credential`));
      });
      child.on('error', (error) => reject(notStarted(path, error)));
      child.on('close', (code, killedBy) => {
        if (code === 0) resolve(Buffer.concat(chunks).toString());
        else if (code === null) reject(new Error(`exec: executable ${command} was ended by ${String(killedBy)}`));
        else reject(new Error(`exec: executable ${command} failed with exit code ${String(code)}`));
      });
    });
  } finally {
    release();
  }
}

function start({ path, args, env, interactive }: PluginRun): ChildProcessByStdio<null, Readable, null> {
  try {
    const stdio = [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'] as const;
    return spawn(path, args, { env: { ...env }, stdio: [...stdio], windowsHide: true });
  } catch (error) {
    throw notStarted(path, error);
  }
}

/** Without the error itself, which lists the arguments. */
function notStarted(path: string, error: unknown): PluginNotStartedError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ERR_INVALID_ARG_VALUE')
    return new PluginNotStartedError(`exec: ${path}: an argument or a variable holds a NUL character`);
  return new PluginNotStartedError(
    `exec: fork/exec ${path}: ${typeof code === 'string' ? describeFileError({ code }) : 'failed'}`,
  );
}
