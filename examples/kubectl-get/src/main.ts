import { parseArgs } from 'node:util';
import * as discovery from '@kubewright/discovery';
import { formatTable, noResourcesFound, type Table, TableClient } from '@kubewright/dynamic';
import { loadContext } from '@kubewright/kubeconfig';
import { type ResourceNames, RESTClient, StatusError } from '@kubewright/rest';

const text = { type: 'string' } as const;
const flags = { namespace: { ...text, short: 'n' }, selector: { ...text, short: 'l' }, output: { ...text, short: 'o' } } as const;
const options = { ...flags, 'all-namespaces': { type: 'boolean', short: 'A' }, kubeconfig: text, context: text } as const;

/** Prints what the command line asks for as `kubectl get` does: tables to stdout, everything else to stderr. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [types = '', name, ...more] = positionals;
  const { 'all-namespaces': all = false, selector: labelSelector, output, kubeconfig: path, context } = values;
  if (types === '' || more.length > 0) throw new Error('usage: kubectl-get TYPE[,TYPE...] [NAME], such as pods, deploy web, all');
  if (output !== undefined && output !== 'wide') throw new Error(`output format ${JSON.stringify(output)} is not "wide"`);
  if (name !== undefined && labelSelector !== undefined) throw new Error('name cannot be provided when a selector is specified');
  const { config, namespace } = await loadContext({ path, context, overrides: { context: { namespace: values.namespace } } });
  await using client = new RESTClient(config);

  const found: { resource: ResourceNames; table: Table }[] = [];
  for (const resource of await resourcesOf(client, types.split(','))) {
    if (all && name && resource.namespaced) throw new Error('a resource cannot be retrieved by name across all namespaces');
    const tables = new TableClient(client, resource, resource.namespaced && !all ? namespace : undefined);
    const answer = name === undefined ? tables.listAll({ labelSelector }) : tables.get(name);
    await answer.then((table) => found.push({ resource, table }), fail); // One that may not be read hides no other.
  }
  const printed = found.map(({ resource, table }) => {
    const kind = found.length > 1 ? resource : undefined;
    return formatTable(table, { wide: output === 'wide', withNamespace: all && resource.namespaced, kind });
  });
  process.stdout.write(printed.filter((lines) => lines !== '').join('\n'));
  const where = !all && found.every(({ resource }) => resource.namespaced) ? namespace : undefined;
  if (printed.join('') === '' && process.exitCode === undefined) console.error(noResourcesFound(where));
}

/** What `pods`, `deploy`, `deployments.v1.apps` or `all` mean to this cluster, each once. */
async function resourcesOf(client: RESTClient, words: string[]): Promise<Iterable<ResourceNames>> {
  const known = new discovery.MemoryCachedDiscovery(new discovery.DiscoveryClient(client));
  const warn = (warning: string): void => console.warn(`Warning: ${warning}`);
  const mapper = new discovery.ShortcutExpander(new discovery.DeferredRESTMapper(known), known, warn);
  const types = words.map(async (word) => {
    const members = await discovery.expandCategory(known, word);
    return members?.map(({ group, resource }) => (group === '' ? resource : `${resource}.${group}`)) ?? [word];
  });
  const mappings = (await Promise.all(types)).flat().map((type) => discovery.mappingFor(mapper, type));
  return new Map((await Promise.all(mappings)).map((mapping) => [`${mapping.group}/${mapping.kind}`, mapping])).values();
}

function fail(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof StatusError) console.error(`Error from server (${error.reason}): ${error.message}`);
  else if (error instanceof discovery.NoResourceMatchError)
    console.error(`error: the server doesn't have a resource type ${JSON.stringify(error.partialResource.resource)}`);
  else console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
}

await main().catch(fail);
