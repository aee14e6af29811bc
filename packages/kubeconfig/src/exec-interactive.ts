/** Why a plugin may not read from standard input: a sentence for the user, or `true`. */
export type StdinUnavailable = string | boolean | undefined;

/**
 * Whether a plugin gets the standard input of this process (client-go `exec.isInteractive`).
 *
 * @throws {Error} if it must have it and cannot
 */
export function isInteractive(mode: string | undefined, stdinUnavailable: StdinUnavailable, isTerminal: () => boolean): boolean {
  switch (mode) {
    case 'Never':
      return false;
    case 'IfAvailable':
      return !isUnavailable(stdinUnavailable) && isTerminal();
    case 'Always':
      if (!isTerminal()) throw unsupported('standard input is not a terminal');
      if (isUnavailable(stdinUnavailable)) {
        throw unsupported(`standard input is unavailable${typeof stdinUnavailable === 'string' ? `: ${stdinUnavailable}` : ''}`);
      }
      return true;
    default:
      throw unsupported(`unknown interactiveMode: ${JSON.stringify(mode ?? '')}`);
  }
}

function isUnavailable(stdin: StdinUnavailable): boolean {
  return stdin !== undefined && stdin !== false && stdin !== '';
}

function unsupported(reason: string): Error {
  return new Error(`exec plugin cannot support interactive mode: ${reason}`);
}
