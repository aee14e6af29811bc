import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SupervisorCommand, SupervisorEvent } from './supervisor-messages.js';

/** How a program ended. */
export interface ProgramEnd {
  /** `exit code 1`, `signal SIGKILL` or `the system's error EACCES`. */
  readonly how: string;
  /** The system's error when the program never ran, such as ENOENT. */
  readonly systemError?: string;
}

/** A program that a supervisor runs. */
export interface Program {
  readonly name: string;
  /** Resolves when the program has ended, for whatever reason; never rejects. */
  readonly ended: Promise<ProgramEnd>;
}

export interface SupervisorOptions {
  /** Folder in which the supervisor's own folder is created. @default the system's folder for temporary files */
  parentFolder?: string;
  /** Whether what the programs print also goes to standard output and error of this process. @default false */
  attachOutput?: boolean | undefined;
  /** Path of the supervisor's program. @default the one of this package */
  program?: string;
}

/**
 * A child process that owns everything a control plane leaves on the machine: one folder and a few processes.
 *
 * The child is what starts the programs, so there is no moment at which a program runs that only its user knows of. It
 * notices the end of this process by the closing of their channel, kills the programs and removes the folder. It lives in
 * a session of its own: neither a Ctrl-C nor the killing of this process' group reaches it.
 */
export class Supervisor {
  /** Created by the supervisor with mode 0700 and removed by it. */
  readonly folder: string;
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  readonly #ends = new Map<string, (end: ProgramEnd) => void>();
  #crash = 'its process ended';
  #folderExists = false;
  #detached = false;

  private constructor(child: ChildProcess, pid: number, folder: string) {
    this.#child = child;
    this.pid = pid;
    this.folder = folder;
    this.#gone = this.#end().then(() => this.#buryTheRest());
    child.on('message', (message) => this.#hear(message as SupervisorEvent));
  }

  /**
   * Starts a supervisor and waits until its folder exists. Keeps this process alive until `release` or `stop`.
   * @throws {Error} if the process cannot be started or the folder cannot be created.
   */
  static async start(options: SupervisorOptions = {}): Promise<Supervisor> {
    const folder = join(options.parentFolder ?? tmpdir(), `kubewright-envtest-${randomBytes(6).toString('hex')}`);
    const program = options.program ?? fileURLToPath(new URL('./supervisor-process.js', import.meta.url));
    const output = options.attachOutput ? 'inherit' : 'ignore';
    const child = spawn(process.execPath, [program, folder, output], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
      env: environmentOfPrograms(process.env),
    });
    if (child.pid === undefined) {
      const [error] = (await once(child, 'error')) as [Error];
      throw new Error(`Starting the supervisor of a control plane: ${process.execPath} does not start`, { cause: error });
    }
    const supervisor = new Supervisor(child, child.pid, folder);
    await supervisor.#answer('ready', `creating the folder ${folder}`);
    return supervisor;
  }

  /** Starts a program in the supervisor's folder; what it prints goes to `logFile(name)`. A name is used once. */
  run(name: string, command: string, args: readonly string[]): Program {
    const ended = new Promise<ProgramEnd>((resolve) => this.#ends.set(name, resolve));
    this.#tell({ do: 'run', name, command, args });
    return { name, ended };
  }

  /** Path of what a program has printed. */
  logFile(name: string): string {
    return join(this.folder, `${name}.log`);
  }

  /** Lets this process end while the programs run; that ends them too. */
  release(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }

  /** Lets the programs outlive this process. From then on SIGTERM to `pid` ends them, as does `stop` while this process lives. */
  async detach(): Promise<void> {
    this.#hold();
    const answer = this.#answer('detached', 'letting the programs outlive this process');
    this.#tell({ do: 'detach' });
    await answer;
    this.#detached = true;
    this.#child.disconnect();
    this.#child.unref();
  }

  /**
   * Ends the programs, the last started first, each by SIGTERM and after `grace` milliseconds by SIGKILL, and removes the
   * folder. Zero kills them at once. Can be called again and at any time; resolves when nothing is left. Once detached, the
   * time is the supervisor's own.
   */
  async stop(grace: number): Promise<void> {
    this.#hold();
    if (this.#detached) this.#child.kill('SIGTERM');
    else this.#tell({ do: 'stop', grace });
    await this.#gone;
  }

  #hold(): void {
    this.#child.ref();
    this.#child.channel?.ref();
  }

  #tell(command: SupervisorCommand): void {
    // If the supervisor is gone already, its exit event says so to everybody who waits.
    if (this.#child.connected) this.#child.send(command, () => {});
  }

  #hear(event: SupervisorEvent): void {
    if (event.event === 'exited') {
      this.#ends.get(event.name)?.({ how: event.signal === null ? `exit code ${event.code}` : `signal ${event.signal}` });
    } else if (event.event === 'unstartable') {
      this.#ends.get(event.name)?.({ how: `the system's error ${event.code}`, systemError: event.code });
    } else if (event.event === 'crashed') {
      this.#crash = event.reason;
    } else if (event.event === 'ready') {
      this.#folderExists = true;
    }
  }

  /** Waits for an event of the supervisor. @throws {Error} if the supervisor ends before. */
  #answer(wanted: SupervisorEvent['event'], doing: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const listen = (message: unknown): void => {
        if ((message as SupervisorEvent).event !== wanted) return;
        this.#child.off('message', listen);
        resolve();
      };
      this.#child.on('message', listen);
      this.#gone.then(() => reject(new Error(`The supervisor of a control plane failed while ${doing}: ${this.#crash}`)), reject);
    });
  }

  /** Resolves when the process has ended and nothing that led to it is open. */
  async #end(): Promise<void> {
    await new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.connected) await once(this.#child, 'disconnect');
    // The handle closes at the end of this turn of the event loop, which is after the first of these.
    await setImmediate();
    await setImmediate();
  }

  /** After the supervisor's end, which may have been violent: nothing that it started and no folder may stay. */
  #buryTheRest(): void {
    try {
      // The programs are in the supervisor's process group, whose number nobody else gets while one of them lives.
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // ESRCH: no member is left, as it should be.
    }
    if (this.#folderExists) rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
    for (const resolve of this.#ends.values()) resolve({ how: 'the end of its supervisor' });
  }
}

/** etcd refuses to start when a variable competes with a flag, and options meant for this Node process (a debugger) are not the supervisor's. */
function environmentOfPrograms(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('ETCD_') && name !== 'NODE_OPTIONS'));
}
