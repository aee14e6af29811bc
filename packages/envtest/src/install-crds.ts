import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config, RESTClient } from '@kubewright/rest';
import { NotReadyError, waitUntilReady } from './wait-until-ready.js';

/** How to install definitions. */
export interface InstallOptions {
  /** Milliseconds until all must be served. @default 10000 */
  timeout?: number;
  signal?: AbortSignal;
}

/** What is read of a CustomResourceDefinition. */
interface Definition {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly resourceVersion?: string };
  readonly spec: { readonly group: string; readonly names: { readonly plural: string }; readonly versions: readonly Version[] };
}

interface Version {
  readonly name: string;
  readonly served: boolean;
}

const collection = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Creates CustomResourceDefinitions on any server, or updates those that there are, and resolves when what they define is served.
 * Rejects with an `Error` that names a definition which the server refuses or does not serve in time, and with the signal's reason.
 *
 * @param definitions objects, and paths of YAML or JSON files or of folders with such (`.yaml`, `.yml`, `.json`); what is no
 * CustomResourceDefinition in them is left out
 */
export async function installCRDs(
  config: Config,
  definitions: string | readonly (object | string)[],
  { timeout = 10_000, signal = new AbortController().signal }: InstallOptions = {},
): Promise<void> {
  // Loaded only here: who only starts servers needs no client.
  const { RESTClient } = await import('@kubewright/rest');
  const wanted = await readDefinitions(typeof definitions === 'string' ? [definitions] : definitions);
  const deadline = performance.now() + timeout;
  await using client = new RESTClient(config);
  for (const definition of wanted) await install(client, definition, signal);
  for (const definition of wanted) {
    try {
      await waitUntilReady(() => whyNotServed(client, definition, signal), { deadline, interval: 20, signal });
    } catch (error) {
      if (!(error instanceof NotReadyError)) throw error;
      const { name } = definition.metadata;
      const what = `installing the definition ${name}: not served within ${String(timeout)} ms: ${error.message}`;
      throw new Error(what, { cause: error });
    }
  }
}

async function install(client: RESTClient, definition: Definition, signal: AbortSignal): Promise<void> {
  const { name } = definition.metadata;
  try {
    const created = await client.post().absPath(collection).body(definition).signal(signal).do();
    if (created.statusCode !== 409) {
      created.into();
      return;
    }
    const present = (await client.get().absPath(`${collection}/${name}`).signal(signal).do()).into<Definition>();
    const metadata = { ...definition.metadata, resourceVersion: present.metadata.resourceVersion };
    (
      await client
        .put()
        .absPath(`${collection}/${name}`)
        .body({ ...definition, metadata })
        .signal(signal)
        .do()
    ).into();
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`installing the definition ${name}: ${(error as Error).message}`, { cause: error });
  }
}

async function whyNotServed(client: RESTClient, { spec }: Definition, signal: AbortSignal): Promise<string | undefined> {
  for (const { name } of spec.versions.filter(({ served }) => served)) {
    const path = `/apis/${spec.group}/${name}`;
    const answer = await client.get().absPath(path).signal(signal).do();
    if (answer.statusCode !== 200) return `${path} answers ${String(answer.statusCode)}`;
    const { resources } = answer.into<{ resources: { name: string }[] }>();
    if (!resources.some((resource) => resource.name === spec.names.plural)) return `${path} does not list ${spec.names.plural}`;
    const list = await client.get().absPath(`${path}/${spec.names.plural}`).param('limit', '1').signal(signal).do();
    if (list.statusCode !== 200) return `${path}/${spec.names.plural} answers ${String(list.statusCode)}`;
  }
  return undefined;
}

async function readDefinitions(sources: readonly (object | string)[]): Promise<Definition[]> {
  const found: unknown[] = [];
  for (const source of sources) {
    if (typeof source !== 'string') found.push(source);
    else for (const path of await filesOf(source)) found.push(...(await readDocuments(path)));
  }
  return found.filter(isDefinition);
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => /\.(?:yaml|yml|json)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

async function readDocuments(path: string): Promise<unknown[]> {
  const { parseAllYAML } = await import('@kubewright/yaml');
  try {
    return parseAllYAML(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`installing definitions of ${path}: ${(error as Error).message}`, { cause: error });
  }
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'CustomResourceDefinition';
}
