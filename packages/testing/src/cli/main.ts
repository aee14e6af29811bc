import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LoadError } from '../load-objects.js';
import { schemaVersion } from '../schemas.js';
import { startTestServer, type TestServer } from '../test-server.js';
import { parseOptions, type ServerCommand, usage, UsageError } from './options.js';
import { readData } from './read-data.js';

/** Where the program prints. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const program = 'kubewright-test-server';

/** Runs a server until SIGINT or SIGTERM. @returns the exit code: 0, 1 if the server cannot run, 2 for a wrong command line */
export async function main(argv: readonly string[], { out, err }: Streams): Promise<number> {
  const stopped = stopSignal();
  try {
    const command = parseOptions(argv);
    if (command === 'help') out(usage);
    else if (command === 'version') out(`${program} ${packageVersion()} (Kubernetes ${schemaVersion()})\n`);
    else {
      await using server = await startServer(command);
      if (command.kubeconfig !== undefined) await writeKubeconfig(server, command.kubeconfig);
      out(greeting(command, server));
      await stopped.received;
    }
    return 0;
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');
    err(`${program}: ${message}${error instanceof UsageError ? '; --help explains the options' : ''}\n`);
    return error instanceof UsageError ? 2 : 1;
  } finally {
    stopped.release();
  }
}

/** Resolves when somebody wants the program to end; from then on a second signal ends it at once. */
function stopSignal(): { received: Promise<void>; release: () => void } {
  let onSignal = (): void => undefined;
  const release = (): void => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  };
  const received = new Promise<void>((done) => {
    onSignal = () => {
      release();
      done();
    };
  });
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return { received, release };
}

async function startServer({ port, data, persist, tls, token }: ServerCommand): Promise<TestServer> {
  const objects = data.flatMap(readData);
  try {
    return await startTestServer({ port, tls, token, persist, objects: objects.map(({ object }) => object) });
  } catch (error) {
    const place = error instanceof LoadError ? objects[error.index]?.place : undefined;
    if (place !== undefined) throw new Error(`--data ${place}: ${(error as Error).message}`, { cause: error });
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new Error(`--port ${String(port)}: another program uses this port; give another, or leave the option out`, {
        cause: error,
      });
    if ((error as NodeJS.ErrnoException).code === 'EACCES' && (error as NodeJS.ErrnoException).syscall === 'listen')
      throw new Error(`--port ${String(port)}: you may not use this port; give one above 1023`, { cause: error });
    throw error;
  }
}

async function writeKubeconfig(server: TestServer, path: string): Promise<void> {
  try {
    await server.writeKubeconfig(path);
  } catch (error) {
    throw new Error(`--kubeconfig ${path}: cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

/** What a user can do now. No token is printed: others may see the screen. */
function greeting({ tls, token, kubeconfig, persist }: ServerCommand, { url }: TestServer): string {
  const kept = persist === undefined ? 'in memory only' : `kept in ${resolve(persist)}`;
  const how = kubectlHint({ tls, token, kubeconfig }, url);
  return `Kubernetes ${schemaVersion()} API server at ${url} (embedded; objects are ${kept})\n\n  ${how}\n\nCtrl-C stops it.\n`;
}

function kubectlHint({ tls, token, kubeconfig }: Pick<ServerCommand, 'kubeconfig' | 'tls' | 'token'>, url: string): string {
  if (token !== undefined && !tls) return 'kubectl sends a token over TLS only: for it, start this with --tls, too.';
  if (kubeconfig !== undefined) return `kubectl --kubeconfig ${quoted(kubeconfig)} get namespaces`;
  if (tls) return 'For kubectl start it with --kubeconfig <file>, which gets the credentials.';
  return `kubectl --server ${url} get namespaces`;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
