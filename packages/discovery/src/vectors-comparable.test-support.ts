import type { Call, Did } from './vectors-file.test-support.js';

/** What Go writes as null, or says of lists beside what is in them, means nothing. */
export function comparable([method]: Call, { value, ...did }: Did): Did {
  const shapes: Record<string, (value: never) => unknown> = {
    groups: groupList,
    'resources of': resourceList,
    everything: ({ groups, resources }: Record<'groups' | 'resources', unknown[] | null>) =>
      groups && resources && { groups: groups.map(group), resources: resources.map(resourceList) },
    preferred: (lists: unknown[]) => lists.map(resourceList),
    'preferred namespaced': (lists: unknown[]) => lists.map(resourceList),
  };
  const shape = shapes[method] ?? ((other: unknown) => other);
  const plain = value === undefined ? undefined : (shape(value as never) ?? undefined);
  const { error, ...rest } = did;
  const filled = Object.entries(rest).filter(([, list]) => list.length > 0);
  return { ...(plain === undefined ? {} : { value: plain }), ...(error ? { error } : {}), ...Object.fromEntries(filled) };
}

function groupList(value: unknown): unknown {
  const { groups } = value as { groups: unknown[] | null };
  return { groups: (groups ?? []).map(group) };
}

function group(value: unknown): unknown {
  const { versions, ...rest } = value as { versions: unknown };
  return { ...rest, versions: versions ?? [] };
}

function resourceList(value: unknown): unknown {
  const { groupVersion, resources } = value as { groupVersion: string; resources: { verbs: unknown }[] | null };
  return { groupVersion, resources: (resources ?? []).map((resource) => ({ ...resource, verbs: resource.verbs ?? [] })) };
}
