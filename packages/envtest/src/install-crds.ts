import { type Config, RESTClient } from '@kubewright/rest';
import { type Definition, type DefinitionSources, readDefinitions } from './read-definitions.js';
import { isListed, type Present, whyNotEstablished, whyNotServed } from './served-definitions.js';
import { NotReadyError, waitUntilReady } from './wait-until-ready.js';

/** How to uninstall definitions. */
export interface UninstallOptions {
  /** Whether folders are read with all folders in them. @default true */
  recursive?: boolean | undefined;
  /** Milliseconds until all must be done. @default 10000 */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** How to install definitions. */
export type InstallOptions = UninstallOptions;

/** What goes on, and when it must be over. */
interface Task {
  readonly client: RESTClient;
  readonly doing: 'installing' | 'uninstalling';
  readonly timeout: number;
  readonly deadline: number;
  readonly signal: AbortSignal;
}

const collection = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Creates CustomResourceDefinitions on any server, or updates those that there are, and resolves when each is established, what it
 * defines is served, and discovery tells of it. Can be called again with the same, also by several at the same time.
 *
 * @throws {Error} that names a path or file that cannot be read, or a definition which the server refuses or does not serve in time
 * @throws the signal's reason
 */
export async function installCRDs(config: Config, definitions: DefinitionSources, options: InstallOptions = {}): Promise<void> {
  await run('installing', config, definitions, options, async (wanted, task) => {
    for (const definition of wanted) await untilDone(task, definition, () => whyNotInstalled(task, definition));
    for (const definition of wanted) {
      await untilDone(task, definition, async () => {
        const { client, signal } = task;
        return whyNotEstablished(await read(task, definition)) ?? (await whyNotServed(client, definition, signal));
      });
    }
  });
}

/**
 * Deletes CustomResourceDefinitions, and with them all their objects, and resolves when they are gone and nothing is served of them any
 * more. Those that there are not do no harm.
 *
 * @throws {Error} that names a path or file that cannot be read, or a definition that the server does not delete in time
 * @throws the signal's reason
 */
export async function uninstallCRDs(
  config: Config,
  definitions: DefinitionSources,
  options: UninstallOptions = {},
): Promise<void> {
  await run('uninstalling', config, definitions, options, async (unwanted, task) => {
    const { client, signal } = task;
    for (const definition of unwanted) {
      await untilDone(task, definition, async () => {
        const deleted = await client.delete().absPath(pathOf(definition)).signal(signal).do();
        if (deleted.statusCode !== 404) deleted.into();
        return undefined;
      });
    }
    for (const definition of unwanted) {
      await untilDone(task, definition, async () => {
        if ((await read(task, definition)) !== undefined) return 'it is still being deleted';
        return (await isListed(client, definition, signal)) ? 'it is still served' : undefined;
      });
    }
  });
}

async function run(
  doing: Task['doing'],
  config: Config,
  sources: DefinitionSources,
  { recursive = true, timeout = 10_000, signal = new AbortController().signal }: UninstallOptions,
  work: (definitions: readonly Definition[], task: Task) => Promise<void>,
): Promise<void> {
  signal.throwIfAborted();
  const definitions = await readDefinitions(sources, recursive);
  await using client = new RESTClient(config);
  await work(definitions, { client, doing, timeout, deadline: performance.now() + timeout, signal });
}

/** Asks until something is so; every failure names the definition. */
async function untilDone(task: Task, { metadata }: Definition, whyNot: () => Promise<string | undefined>): Promise<void> {
  const { doing, timeout, deadline, signal } = task;
  try {
    await waitUntilReady(whyNot, { deadline, interval: 20, signal });
  } catch (cause) {
    signal.throwIfAborted();
    const { message } = cause as Error;
    const reason = cause instanceof NotReadyError ? `not done within ${String(timeout)} ms: ${message}` : message;
    throw new Error(`${doing} the definition ${metadata.name}: ${reason}`, { cause });
  }
}

/** Creates or updates a definition. @returns why it must be tried again; undefined if it is done */
async function whyNotInstalled({ client, signal }: Task, definition: Definition): Promise<string | undefined> {
  // What was read from a server says which object it was; here it is only what is wanted.
  const {
    resourceVersion: _,
    uid: __,
    ...metadata
  } = definition.metadata as Definition['metadata'] & Partial<Present['metadata']>;
  const wanted = { ...definition, metadata };
  const created = await client.post().absPath(collection).body(wanted).signal(signal).do();
  if (created.statusCode !== 409) {
    created.into();
    return undefined;
  }
  const present = await read({ client, signal }, definition);
  if (present === undefined) return 'it was deleted by somebody else';
  if (present.metadata.deletionTimestamp !== undefined) return 'the one that there is is still being deleted';
  const { resourceVersion } = present.metadata;
  const body = { ...wanted, metadata: { ...metadata, resourceVersion } };
  const updated = await client.put().absPath(pathOf(definition)).body(body).signal(signal).do();
  if (updated.statusCode === 409 || updated.statusCode === 404) return 'it was changed by somebody else';
  updated.into();
  return undefined;
}

/** @returns undefined if there is none */
async function read({ client, signal }: Pick<Task, 'client' | 'signal'>, definition: Definition): Promise<Present | undefined> {
  const found = await client.get().absPath(pathOf(definition)).signal(signal).do();
  return found.statusCode === 404 ? undefined : found.into<Present>();
}

function pathOf({ metadata }: Definition): string {
  return `${collection}/${encodeURIComponent(metadata.name)}`;
}
