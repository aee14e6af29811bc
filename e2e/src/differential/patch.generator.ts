/** Makes strategic merge patches of the pod template of `patch.objects.ts`, and of its Service: the same ones for the same seed. */

type Fields = Record<string, unknown>;

/** Numbers from 0 (with it) to 1 (without it), always the same for a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How a list that is merged by a key may be changed. */
interface ListOfMaps {
  mergeKey: string;
  /** What is there. */
  present: readonly (number | string)[];
  /** Those of them that an object can do without. */
  optional: readonly (number | string)[];
  /** What else an element of this key may have, be it new or not. */
  element: (key: number | string, random: () => number) => Fields;
  fresh: readonly (number | string)[];
}

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const some = <T>(random: () => number, from: readonly T[], chance: number): T[] => from.filter(() => random() < chance);

function shuffled<T>(random: () => number, from: readonly T[]): T[] {
  const left = [...from];
  const result: T[] = [];
  while (left.length > 0) result.push(...left.splice(Math.floor(random() * left.length), 1));
  return result;
}

/** A patch of a list: changes, deletions, additions, and sometimes an order of all that stays. */
function patchOfList(random: () => number, field: string, list: ListOfMaps): Fields {
  const { mergeKey, present, optional, fresh } = list;
  const deleted = some(random, optional, 0.3);
  const changed = some(
    random,
    present.filter((key) => !deleted.includes(key)),
    0.4,
  );
  const added = some(random, fresh, 0.4);
  const set = random() < 0.3 ? shuffled(random, [...changed, ...added]) : [...changed, ...added];
  const elements: Fields[] = set.map((key) => ({ [mergeKey]: key, ...list.element(key, random) }));
  const deletions = deleted.map((key) => ({ [mergeKey]: key, $patch: 'delete' }));
  const patch: Fields = { [field]: [...elements, ...deletions] };
  if (random() < 0.4) {
    // What the patch sets stands in the order of the patch; what it leaves alone stands anywhere.
    const others = present.filter((key) => !deleted.includes(key) && !set.includes(key));
    const order = [...set];
    for (const key of some(random, others, 0.7)) order.splice(Math.floor(random() * (order.length + 1)), 0, key);
    if (order.length > 0 && elements.length + deletions.length > 0) {
      patch[`$setElementOrder/${field}`] = order.map((key) => ({ [mergeKey]: key }));
    }
  }
  return patch;
}

const env: ListOfMaps = {
  mergeKey: 'name',
  present: ['A', 'B', 'C'],
  optional: ['A', 'B', 'C'],
  fresh: ['D', 'E'],
  // B comes from a field, which a value has to take the place of.
  element: (name, random) => ({ value: String(Math.floor(random() * 100)), ...(name === 'B' && { valueFrom: null }) }),
};

const ports: ListOfMaps = {
  mergeKey: 'containerPort',
  present: [80, 9090],
  optional: [9090],
  fresh: [8443, 8444],
  element: (port, random) => ({
    name: `p${String(port)}`,
    ...(random() < 0.5 && { protocol: pick(random, ['TCP', 'UDP', 'SCTP']) }),
  }),
};

const volumeMounts: ListOfMaps = {
  mergeKey: 'mountPath',
  present: ['/data', '/conf'],
  optional: ['/data', '/conf'],
  fresh: ['/more', '/most'],
  element: (_path, random) => ({ name: 'data', readOnly: pick(random, [true, false, null]) }),
};

const containers: ListOfMaps = {
  mergeKey: 'name',
  present: ['web', 'side', 'log'],
  optional: ['side', 'log'],
  fresh: ['new-1', 'new-2'],
  element: (name, random) => ({
    image: `example.com/${String(name)}:${String(Math.floor(random() * 9))}`,
    ...(random() < 0.3 && { args: pick(random, [['-v'], null, []]) }),
    ...(random() < 0.3 && {
      resources: pick(random, [{ limits: { cpu: '2', memory: null } }, { requests: { cpu: '250m' } }, null]),
    }),
    ...(name === 'web' && {
      ...(random() < 0.6 && patchOfList(random, 'env', env)),
      ...(random() < 0.5 && patchOfList(random, 'ports', ports)),
      ...(random() < 0.5 && patchOfList(random, 'volumeMounts', volumeMounts)),
    }),
  }),
};

const volumes: ListOfMaps = {
  mergeKey: 'name',
  present: ['data', 'conf', 'tmp'],
  optional: ['tmp'],
  fresh: ['fresh'],
  element: (_name, random) =>
    pick<Fields>(random, [
      { $retainKeys: ['name', 'emptyDir'], emptyDir: { medium: 'Memory' } },
      { $retainKeys: ['name', 'secret'], secret: { secretName: 's', optional: true } },
      { $retainKeys: ['name', 'emptyDir'], emptyDir: {} },
    ]),
};

const topologySpreadConstraints: ListOfMaps = {
  mergeKey: 'topologyKey',
  present: ['zone', 'host'],
  optional: ['host'],
  fresh: ['rack'],
  element: (_key, random) => ({ maxSkew: 1 + Math.floor(random() * 5), whenUnsatisfiable: 'ScheduleAnyway' }),
};

const byName = (present: string[], fresh: string[]): ListOfMaps => ({
  mergeKey: 'name',
  present,
  optional: present,
  fresh,
  element: () => ({}),
});

const hostAliases: ListOfMaps = {
  mergeKey: 'ip',
  present: ['10.0.0.1', '10.0.0.2'],
  optional: ['10.0.0.1', '10.0.0.2'],
  fresh: ['10.0.0.3'],
  element: (_ip, random) => ({ hostnames: some(random, ['a', 'b', 'c'], 0.6) }),
};

/** A patch of the spec of the pod template. */
export function generatedPodSpecPatch(seed: number): Fields {
  const random = seeded(seed);
  return {
    ...(random() < 0.8 && patchOfList(random, 'containers', containers)),
    ...(random() < 0.3 && patchOfList(random, 'volumes', volumes)),
    ...(random() < 0.3 && patchOfList(random, 'imagePullSecrets', byName(['one', 'two'], ['three', 'four']))),
    ...(random() < 0.3 && patchOfList(random, 'hostAliases', hostAliases)),
    ...(random() < 0.3 && patchOfList(random, 'topologySpreadConstraints', topologySpreadConstraints)),
    ...(random() < 0.3 && {
      tolerations: some(
        random,
        [
          { key: 'a', operator: 'Exists' },
          { key: 'b', value: 'c' },
        ],
        0.6,
      ),
    }),
    ...(random() < 0.3 && {
      nodeSelector: pick<unknown>(random, [null, { disk: null }, { arch: 'arm64' }, { $patch: 'replace', os: 'linux' }]),
    }),
    ...(random() < 0.2 && {
      securityContext: pick<unknown>(random, [null, { fsGroup: 5 }, { $patch: 'replace', runAsUser: 7 }]),
    }),
  };
}

const servicePorts: ListOfMaps = {
  mergeKey: 'port',
  present: [80, 443, 53],
  optional: [443, 53],
  fresh: [8080, 8081],
  element: (port, random) => ({
    name: `p${String(port)}`,
    ...(random() < 0.6 && { targetPort: pick<number | string>(random, ['http', 8000, 8001]) }),
  }),
};

/** A patch of the spec of the Service. */
export function generatedServiceSpecPatch(seed: number): Fields {
  const random = seeded(seed);
  return {
    ...patchOfList(random, 'ports', servicePorts),
    ...(random() < 0.4 && { selector: pick<unknown>(random, [null, { app: null, x: 'y' }, { tier: 'front' }]) }),
    ...(random() < 0.3 && { sessionAffinity: pick(random, ['ClientIP', 'None']) }),
    ...(random() < 0.3 && { externalIPs: some(random, ['192.0.2.1', '192.0.2.2'], 0.7) }),
  };
}

const finalizers = ['example.com/a', 'example.com/b', 'example.com/c'];

/** A patch of the metadata that all objects of `patch.objects.ts` have. */
export function generatedMetadataPatch(seed: number): Fields {
  const random = seeded(seed);
  const gone = some(random, finalizers, 0.4);
  const stays = finalizers.filter((finalizer) => !gone.includes(finalizer));
  const added = some(random, ['example.com/d', 'example.com/e'], 0.5);
  return {
    labels: pick<unknown>(random, [null, { app: null }, { tier: 'x', more: 'y' }, { $patch: 'replace', only: 'this' }, {}]),
    ...(random() < 0.5
      ? { finalizers: added, ...(random() < 0.5 && { '$setElementOrder/finalizers': shuffled(random, stays).concat(added) }) }
      : { '$deleteFromPrimitiveList/finalizers': gone }),
    ...(random() < 0.5 && {
      annotations: pick<unknown>(random, [{ note: null, other: 'x' }, { note: 'y' }, { $patch: 'delete' }]),
    }),
  };
}
