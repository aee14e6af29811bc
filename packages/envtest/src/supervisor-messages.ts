/** What a control plane's owner tells its supervisor. */
export type SupervisorCommand =
  /** Start a program; what it prints goes to `<folder>/<name>.log`. */
  | { readonly do: 'run'; readonly name: string; readonly command: string; readonly args: readonly string[] }
  /** End all programs, the last started first, then remove the folder. `grace` is in milliseconds for each program. */
  | { readonly do: 'stop'; readonly grace: number }
  /** From now on outlive the owner: only SIGTERM ends the programs. */
  | { readonly do: 'detach' };

/** What a supervisor tells its owner. */
export type SupervisorEvent =
  /** The folder exists and commands are welcome. */
  | { readonly event: 'ready' }
  /** The supervisor itself failed; everything it started is gone. */
  | { readonly event: 'crashed'; readonly reason: string }
  | { readonly event: 'running'; readonly name: string; readonly pid: number }
  /** The program could not be started; `code` is the system's error, such as ENOENT. */
  | { readonly event: 'unstartable'; readonly name: string; readonly code: string }
  | { readonly event: 'exited'; readonly name: string; readonly code: number | null; readonly signal: string | null }
  | { readonly event: 'detached' };
