import { parseArgs } from 'node:util';
import { loadConfig } from '@kubewright/kubeconfig';
import { messageOf } from './error-message.js';
import { fetchDocuments, type FetchResult } from './fetch-documents.js';

const USAGE = `Usage: kubewright-codegen fetch --out <folder> [--kubeconfig <file>] [--context <name>]

Stores the OpenAPI v3 documents and the discovery of a cluster, for the generator to read.

  --out <folder>        where to write, for example openapi/v1.36.3; an earlier fetch there is replaced
  --kubeconfig <file>   kubeconfig to use (default: the files of KUBECONFIG, else ~/.kube/config, else the pod's service account)
  --context <name>      context of the kubeconfig (default: its current context)
  --help                this text
`;

/** Where the command writes what people read. */
export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
}

const processStreams: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/**
 * The command `kubewright-codegen fetch`.
 *
 * @param argv what follows the name of the command
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage
 */
export async function main(argv: readonly string[], streams: Streams = processStreams): Promise<number> {
  let options;
  try {
    options = readArguments(argv);
  } catch (error) {
    streams.err(`kubewright-codegen fetch: ${messageOf(error)}\n\n${USAGE}`);
    return 2;
  }
  if (options === 'help') {
    streams.out(USAGE);
    return 0;
  }
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('interrupted; nothing was changed'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const { kubeconfig, context, out } = options;
    const config = await loadConfig({ path: kubeconfig, context, signal: interrupted.signal });
    streams.out(`${describe(await fetchDocuments({ config, out, signal: interrupted.signal }), out)}\n`);
    return 0;
  } catch (error) {
    streams.err(`kubewright-codegen fetch: ${messageOf(error)}\n`);
    return 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function readArguments(
  argv: readonly string[],
): 'help' | { kubeconfig?: string | undefined; context?: string | undefined; out: string } {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      kubeconfig: { type: 'string' },
      context: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { help, kubeconfig, context, out = '' } = values;
  if (help) return 'help';
  if (out === '') throw new Error('--out is missing: name the folder to write');
  return { kubeconfig, context, out };
}

function describe({ server, documents, added, changed, removed }: FetchResult, out: string): string {
  const counts = [`${added.length} new`, `${changed.length} changed`, `${removed.length} removed`].join(', ');
  return `${documents} OpenAPI documents of ${server} are in ${out} (files: ${counts})`;
}
