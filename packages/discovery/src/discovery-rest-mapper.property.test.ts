import { describe, expect, it } from '@jest/globals';
import type { APIGroup, APIResourceList } from '@kubewright/meta-v1';
import fc from '../../rest/src/fast-check.test-support.js';
import { DiscoveryRESTMapper } from './discovery-rest-mapper.js';
import type { GroupsAndResources } from './discovery.js';
import { formatGroupVersion } from './group-version.js';

/** Kinds of one group, each in some of its versions; no word stands for two things. */
interface AnyGroup {
  name: string;
  versions: string[];
  preferred: number;
  kinds: { word: string; namespaced: boolean; in: number }[];
}

const word = fc.stringMatching(/^[a-z]{3,8}$/);
const anyGroup: fc.Arbitrary<AnyGroup> = fc.record({
  name: fc.constantFrom('', 'apps', 'apps.example.com', 'a', 'batch', 'batch.k8s.io'),
  versions: fc.uniqueArray(fc.constantFrom('v1', 'v2', 'v1beta1', 'v1alpha1'), { minLength: 1 }),
  preferred: fc.nat(3),
  kinds: fc.uniqueArray(fc.record({ word, namespaced: fc.boolean(), in: fc.integer({ min: 1, max: 15 }) }), {
    selector: (kind) => kind.word,
    minLength: 1,
    maxLength: 6,
  }),
});
const anyCluster = fc.uniqueArray(anyGroup, { selector: ({ name }) => name, minLength: 1, maxLength: 5 });

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function discovered(cluster: readonly AnyGroup[]): GroupsAndResources {
  const groups: APIGroup[] = [];
  const resources: APIResourceList[] = [];
  for (const { name, versions, preferred, kinds } of cluster) {
    const told = versions.map((version) => ({ groupVersion: formatGroupVersion({ group: name, version }), version }));
    groups.push({ name, versions: told, preferredVersion: told[preferred % told.length]! });
    told.forEach(({ groupVersion }, index) => {
      const served = kinds.filter((kind) => (kind.in >> index) % 2 === 1);
      const list = served.map(({ word: singularName, namespaced }) => ({
        name: `${singularName}plural`,
        singularName,
        namespaced,
        kind: capitalised(singularName),
        verbs: [],
      }));
      resources.push({ groupVersion, resources: list });
    });
  }
  return { groups, resources };
}

describe('a mapper of any cluster', () => {
  it('finds by its full name every resource, its kind, its singular, and the way back', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        const found = discovered(cluster);
        const mapper = new DiscoveryRESTMapper(found);
        for (const { groupVersion, resources } of found.resources) {
          const [first = '', second] = groupVersion.split('/');
          const [group, version] = second === undefined ? ['', first] : [first, second];
          for (const { name, singularName, kind, namespaced } of resources) {
            const names = { group, version, resource: name, kind, namespaced };
            expect(mapper.restMapping({ group, kind }, [version])).toEqual(names);
            expect(mapper.resourceSingularizer(name)).toBe(singularName);
            // Without a group, the core group's name is that of any group.
            const candidates = [name, singularName, name.toUpperCase()].map((resource) => ({ group, version, resource }));
            for (const one of candidates) {
              expect(mapper.resourcesFor(one)).toContainEqual({ group, version, resource: name });
              expect(mapper.kindsFor(one)).toContainEqual({ group, version, kind });
            }
          }
        }
      }),
    );
  });

  it('chooses of several versions the preferred one if that has the kind, else the first that has it', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        const mapper = new DiscoveryRESTMapper(discovered(cluster));
        for (const { name: group, versions, preferred, kinds } of cluster) {
          for (const { word: singular, in: bits } of kinds) {
            const served = versions.filter((_, index) => (bits >> index) % 2 === 1);
            const kind = { group, kind: capitalised(singular) };
            if (served.length === 0) {
              expect(() => mapper.restMapping(kind)).toThrow('no matches for kind');
              continue;
            }
            const best = versions[preferred % versions.length]!;
            // Core v1 is before everything.
            const order = [...(group === '' ? ['v1'] : []), best, ...versions];
            expect(mapper.restMapping(kind).version).toBe(order.find((version) => served.includes(version)));
            expect(mapper.restMappings(kind).map(({ version }) => version)).toEqual(served);
          }
        }
      }),
    );
  });

  it('lists in the order of discovery what is found in several groups, and takes the first group', () => {
    fc.assert(
      fc.property(anyCluster, word, (cluster, shared) => {
        const everywhere = cluster.map((group) => ({ ...group, kinds: [{ word: shared, namespaced: true, in: 15 }] }));
        const mapper = new DiscoveryRESTMapper(discovered(everywhere));
        const groups = mapper.kindsFor({ resource: shared }).map(({ group }) => group);
        expect([...new Set(groups)]).toEqual(everywhere.map(({ name }) => name));
        const core = everywhere.find(({ name, versions }) => name === '' && versions.includes('v1'));
        expect(mapper.resourceFor({ resource: shared }).group).toBe(core ? '' : everywhere[0]!.name);
      }),
    );
  });
});
