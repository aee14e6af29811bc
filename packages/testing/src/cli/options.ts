import { parseArgs } from 'node:util';

/** What the command line says. */
export interface ServerCommand {
  /** 0 for any port that is free. */
  readonly port: number;
  /** Files of objects, in order. */
  readonly data: readonly string[];
  readonly persist: string | undefined;
  readonly tls: boolean;
  readonly token: string | undefined;
  /** Where a kubeconfig is to be written. */
  readonly kubeconfig: string | undefined;
}

/** The command line is wrong. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What `--help` prints. */
export const usage = `Usage: kubewright-test-server [options]

Starts a Kubernetes API server in this process, on 127.0.0.1, until Ctrl-C.

  --port <number>      where it listens; any port that is free if this is left out
  --data <file>        YAML or JSON with objects that there are from the beginning; may be given several times
  --persist <folder>   keeps all objects there, so that a restart loses nothing
  --tls                serves HTTPS, with a certificate of its own authority
  --token <token>      bearer token that clients must send
  --kubeconfig <file>  writes a kubeconfig of the administrator there, over what is in the file
  --help               prints this
  --version            prints the versions of the package and of Kubernetes
`;

/** Reads the command line. Throws a {@link UsageError}. */
export function parseOptions(argv: readonly string[]): ServerCommand | 'help' | 'version' {
  const values = parse(argv);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const { port = '0', data = [], persist, tls = false, token, kubeconfig } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port ${port}: not a port, which is from 0 to 65535`);
  for (const [name, value] of Object.entries({ persist, token, kubeconfig }))
    if (value === '') throw new UsageError(`--${name}: its value is empty`);
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new UsageError('--token: only visible ASCII characters can be sent as a token');
  return { port: Number(port), data, persist, tls, token, kubeconfig };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        data: { type: 'string', multiple: true },
        persist: { type: 'string' },
        tls: { type: 'boolean' },
        token: { type: 'string' },
        kubeconfig: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    // Node explains at length how to give positional arguments; the first sentence says what is wrong.
    throw new UsageError(error instanceof Error ? (error.message.split(/[.\n] /)[0] ?? '') : String(error));
  }
}
