import type { RESTClient } from '@kubewright/rest';
import type { Definition } from './read-definitions.js';

/** A definition as the server has it. */
export interface Present {
  readonly metadata: { readonly uid: string; readonly resourceVersion: string; readonly deletionTimestamp?: string };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

/** Of discovery in one document what is read here (apidiscovery.k8s.io `APIGroupDiscoveryList`; the others are older servers' `APIGroupList`). */
interface Groups {
  readonly items?: readonly {
    readonly metadata: { readonly name: string };
    readonly versions: readonly { readonly version: string; readonly resources?: readonly { readonly resource: string }[] }[];
  }[];
  readonly groups?: readonly { readonly name: string; readonly versions: readonly { readonly version: string }[] }[];
}

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** @returns why the server does not serve what is defined, in its own words if it says any; undefined if it does */
export function whyNotEstablished(present: Present | undefined): string | undefined {
  if (present === undefined) return 'it was deleted by somebody else';
  const conditions = present.status?.conditions ?? [];
  const refused = conditions.find(({ type, status }) => type === 'NamesAccepted' && status === 'False');
  if (refused) return `its names are not accepted: ${refused.message ?? 'the server does not say why'}`;
  if (conditions.some(({ type, status }) => type === 'Established' && status === 'True')) return undefined;
  return 'it is not established';
}

/** @returns why clients cannot work with what is defined yet; undefined if they can */
export async function whyNotServed(client: RESTClient, definition: Definition, signal: AbortSignal): Promise<string | undefined> {
  const { group, names } = definition.spec;
  for (const version of servedVersions(definition)) {
    const path = `/apis/${group}/${version}`;
    const answer = await client.get().absPath(path).signal(signal).do();
    if (answer.statusCode !== 200) return `${path} answers ${String(answer.statusCode)}`;
    const { resources } = answer.into<{ resources: { name: string }[] }>();
    if (!resources.some(({ name }) => name === names.plural)) return `${path} does not list ${names.plural}`;
    const list = await client.get().absPath(`${path}/${names.plural}`).param('limit', '1').signal(signal).do();
    if (list.statusCode !== 200) return `${path}/${names.plural} answers ${String(list.statusCode)}`;
  }
  return whyNotDiscovered(client, definition, signal);
}

/** What aggregates discovery learns of definitions later than the group-versions themselves. */
async function whyNotDiscovered(client: RESTClient, definition: Definition, signal: AbortSignal): Promise<string | undefined> {
  const { group, names } = definition.spec;
  const request = client.get().absPath('/apis').setHeader('Accept', `${aggregated},application/json`);
  const { items, groups } = (await request.signal(signal).do()).into<Groups>();
  for (const wanted of servedVersions(definition)) {
    const isThere = items
      ? items
          .find(({ metadata }) => metadata.name === group)
          ?.versions.find(({ version }) => version === wanted)
          ?.resources?.some(({ resource }) => resource === names.plural)
      : groups?.find(({ name }) => name === group)?.versions.some(({ version }) => version === wanted);
    if (!isThere) return `discovery does not tell of ${names.plural} of ${group}/${wanted}`;
  }
  return undefined;
}

/** Whether any version of what is defined is still served. */
export async function isListed(client: RESTClient, definition: Definition, signal: AbortSignal): Promise<boolean> {
  const { group, names } = definition.spec;
  for (const version of servedVersions(definition)) {
    const path = `/apis/${group}/${version}/${names.plural}`;
    const list = await client.get().absPath(path).param('limit', '1').signal(signal).do();
    if (list.statusCode !== 404) return true;
  }
  return false;
}

function servedVersions({ spec }: Definition): string[] {
  return (spec.versions ?? []).filter(({ served }) => served).map(({ name }) => name);
}
