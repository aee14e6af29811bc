/**
 * The program of the supervisor: the parent of etcd, kube-apiserver and kube-controller-manager, in a session of its own.
 *
 * Its arguments are the folder that it creates, and removes when it ends, and `inherit` if what the programs print shall be seen too. When the channel to its owner closes, however
 * the owner ended (SIGKILL included), it kills what it started; SIGTERM or SIGINT make it end them in good order.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { SupervisorCommand, SupervisorEvent } from './supervisor-messages.js';

/** Milliseconds that SIGTERM gives each program before it is killed. */
const graceAfterSignal = 10_000;

const [folder, output] = folderAndOutput();

/** Programs that have not ended, in the order in which they were started. */
const running = new Map<string, ChildProcess>();
let folderExists = false;
let outlivesOwner = false;
let stopping = false;
/** True once nothing may take its time any more. */
let impatient = false;

process.on('disconnect', ownerIsGone);
process.on('message', (message) => obey(message as SupervisorCommand));
process.on('SIGTERM', () => void stop(graceAfterSignal));
process.on('SIGINT', () => void stop(graceAfterSignal));
process.on('uncaughtException', (error) => {
  tell({ event: 'crashed', reason: error.message });
  void stop(0);
});
// The owner's output may have no reader any more: that is no reason to end.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
// Without an owner's channel only this keeps the process; the programs may all have ended, and their logs must stay readable.
setInterval(() => {}, 2 ** 30);

// Not recursive, so that a folder somebody else made under this name is an error.
mkdirSync(folder, { mode: 0o700 });
folderExists = true;
if (process.connected) tell({ event: 'ready' });
else ownerIsGone();

function folderAndOutput(): [string, string | undefined] {
  const [folder, output] = process.argv.slice(2);
  if (folder === undefined) throw new Error('supervisor-process: the folder to create is missing from the arguments');
  return [folder, output];
}

function tell(event: SupervisorEvent): void {
  // The owner may end at any moment: its end is handled where the channel closes, not here.
  if (process.connected) process.send?.(event, undefined, undefined, () => {});
}

function obey(command: SupervisorCommand): void {
  if (command.do === 'run') run(command);
  else if (command.do === 'stop') void stop(command.grace);
  else {
    outlivesOwner = true;
    tell({ event: 'detached' });
  }
}

function ownerIsGone(): void {
  if (!outlivesOwner) void stop(0);
}

function run({ name, command, args }: Extract<SupervisorCommand, { do: 'run' }>): void {
  if (stopping) return;
  const log = openSync(join(folder, `${name}.log`), 'a', 0o600);
  const child =
    output === 'inherit' ? spawnSeen(command, args, log) : spawn(command, args, { cwd: folder, stdio: ['ignore', log, log] });
  child.once('close', () => {
    closeSync(log);
  });
  child.once('error', (error: NodeJS.ErrnoException) => {
    if (child.pid === undefined) tell({ event: 'unstartable', name, code: error.code ?? error.message });
  });
  const { pid } = child;
  if (pid === undefined) return;
  running.set(name, child);
  // Not `exit`, at which not all that it printed need be in the log.
  child.once('close', (code, signal) => {
    running.delete(name);
    tell({ event: 'exited', name, code, signal });
  });
  tell({ event: 'running', name, pid });
}

/** A program whose output goes to the owner's too. */
function spawnSeen(command: string, args: readonly string[], log: number): ChildProcess {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (piece: Buffer) => {
      writeSync(log, piece);
      process[stream].write(piece);
    });
  }
  return child;
}

async function stop(grace: number): Promise<void> {
  if (grace === 0) {
    impatient = true;
    for (const child of running.values()) child.kill('SIGKILL');
  }
  if (stopping) return;
  stopping = true;
  for (const child of [...running.values()].reverse()) await end(child, grace);
  if (folderExists) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  process.exit(0);
}

async function end(child: ChildProcess, grace: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(impatient ? 'SIGKILL' : 'SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), grace);
  await exited;
  clearTimeout(timer);
}
