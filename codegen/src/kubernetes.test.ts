import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { applyFixups } from './fixups/fixup.js';
import { fixups } from './fixups/index.js';
import { buildModel } from './model/build-model.js';
import type { Model, Resource } from './model/group-version.js';
import { resourceTitle } from './model/names.js';
import { readDocuments } from './read/read-documents.js';

const openapi = new URL('../../openapi/', import.meta.url);
/** The version that packages are generated from. */
const newest = readFileSync(new URL('VERSION', openapi), 'utf8').trim();
const versions = readdirSync(openapi).filter((name) => /^v\d/.test(name));

async function modelOf(version: string): Promise<Model> {
  const description = await readDocuments(fileURLToPath(new URL(version, openapi)), `openapi/${version}`);
  applyFixups(description, fixups);
  return buildModel(description);
}

interface DiscoveredResource {
  resource: string;
  scope: string;
  verbs: string[];
  subresources?: { subresource: string }[];
}

/** Resources by `group/version/plural`, as discovery has them. */
async function discovered(version: string): Promise<Map<string, DiscoveredResource>> {
  const text = await readFile(new URL(`${version}/discovery.json`, openapi), 'utf8');
  const lists = JSON.parse(text) as Record<
    'api' | 'apis',
    { items: { metadata: { name?: string }; versions: { version: string; resources?: DiscoveredResource[] }[] }[] }
  >;
  const groups = [...lists.api.items, ...lists.apis.items];
  return new Map(
    groups.flatMap(({ metadata: { name = '' }, versions }) =>
      versions.flatMap(({ version: each, resources = [] }) =>
        resources.map((resource): [string, DiscoveredResource] => [`${name}/${each}/${resource.resource}`, resource]),
      ),
    ),
  );
}

function verbsAndSubresources({ verbs, namespaced, subresources }: Resource): unknown {
  const names = new Set(subresources.map(({ name }) => name.split('/')[0]));
  return { scope: namespaced ? 'Namespaced' : 'Cluster', verbs: [...verbs].sort(), subresources: [...names].sort() };
}

// Counts, so that nothing gets lost unnoticed. A new minor changes them: see the recipe in CONTRIBUTING.md.
describe(`Kubernetes ${newest}`, () => {
  it('has 36 group-versions, 95 resources and 771 types', async () => {
    const { groupVersions, meta } = await modelOf(newest);
    expect(groupVersions).toHaveLength(36);
    expect(groupVersions.flatMap(({ resources }) => resources)).toHaveLength(95);
    expect([meta, ...groupVersions].flatMap(({ types }) => types)).toHaveLength(771);
  });

  it('gets client-go’s names', async () => {
    const text = await readFile(new URL('model/client-go-names.test-support.json', import.meta.url), 'utf8');
    const clientGo = JSON.parse(text) as Record<string, string[]>;
    for (const { className, resources } of (await modelOf(newest)).groupVersions) {
      const titles = resources.map(({ plural, kind }) => resourceTitle(plural, kind));
      const known = [...(clientGo[className] ?? []), 'Bindings']; // client-go binds through pods only
      expect([className, titles.filter((title) => !known.includes(title))]).toEqual([className, []]);
    }
  });

  it('calls getters like client-go’s methods, in lower camel case', async () => {
    for (const { name, plural, kind } of (await modelOf(newest)).groupVersions.flatMap(({ resources }) => resources)) {
      const title = resourceTitle(plural, kind);
      expect(name.toLowerCase()).toBe(title.toLowerCase());
      expect(title.endsWith(name.replace(/^[a-z]+/, ''))).toBe(true);
    }
  });

  it('answers the object, not a Status, to the deletion of 28 resources', async () => {
    const resources = (await modelOf(newest)).groupVersions.flatMap(({ resources: found }) => found);
    expect(resources.filter(({ deleteAnswersObject }) => deleteAnswersObject)).toHaveLength(28);
  });

  it('keeps in types that a JSON document says nothing about what Go’s marshallers do', async () => {
    const { groupVersions, meta } = await modelOf(newest);
    const aliases = [...groupVersions, meta].flatMap(({ types }) => types.filter(({ type }) => type.form !== 'object'));
    expect(aliases.map(({ name, type }) => `${name}: ${type.form}`).sort()).toEqual([
      'BasicSchedulingPolicy: map',
      'CustomResourceSubresourceStatus: map',
      'FieldsV1: map',
      'IntOrString: union',
      'JSON: any',
      'JSONSchemaPropsOrArray: union',
      'JSONSchemaPropsOrBool: union',
      'JSONSchemaPropsOrStringArray: union',
      'MicroTime: string',
      'Patch: map',
      'Quantity: string',
      'RawExtension: map',
      'StorageVersionSpec: map',
      'Time: string',
    ]);
  });
});

describe.each(versions)('Kubernetes %s', (version) => {
  it('has the verbs and subresources that its discovery lists', async () => {
    const expected = await discovered(version);
    const { groupVersions } = await modelOf(version);
    const found = groupVersions.flatMap(({ group, version: each, resources }) =>
      resources.map((resource): [string, unknown] => [`${group}/${each}/${resource.plural}`, verbsAndSubresources(resource)]),
    );
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(
        [...expected].map(([key, { scope, verbs, subresources = [] }]) => [
          key,
          { scope, verbs: [...verbs].sort(), subresources: subresources.map(({ subresource }) => subresource).sort() },
        ]),
      ),
    );
  });
});
