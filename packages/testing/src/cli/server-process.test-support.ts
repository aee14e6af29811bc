import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The program as it is built: Node runs it, so it cannot be TypeScript. */
const program = fileURLToPath(new URL('../../bin/kubewright-test-server.js', import.meta.url));
const built = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A program that ran. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The program, running. */
export interface ServerProcess {
  readonly url: string;
  /** What it has printed by now on stderr. */
  err(): string;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** Runs the program to its end. */
export async function runToEnd(...args: string[]): Promise<Ended> {
  return launch(args).ended;
}

/** Starts the program, and waits until it says where it listens. Rejects if it ends before. */
export async function startProcess(...args: string[]): Promise<ServerProcess> {
  const { child, printed, ended } = launch(args);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [found] = /https?:\/\/127\.0\.0\.1:\d+/.exec(printed.out) ?? [];
      if (found !== undefined && printed.out.includes('Ctrl-C')) resolve(found);
    });
    void ended.then(({ code, err }) => {
      reject(new Error(`the server ended with ${String(code)}: ${err}`));
    });
  });
  return {
    url,
    err: () => printed.err,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function launch(args: readonly string[]): { child: ChildProcess; printed: { out: string; err: string }; ended: Promise<Ended> } {
  if (!existsSync(built)) throw new Error('Build first: npm run build');
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  for (const [name, stream] of [
    ['out', child.stdout],
    ['err', child.stderr],
  ] as const)
    stream.setEncoding('utf8').on('data', (text: string) => (printed[name] += text));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...printed,
  }));
  return { child, printed, ended };
}
