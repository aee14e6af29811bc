import { GenerationError, SpecError } from '../generation-error.js';
import { apiVersion, type Description, type GroupVersionDescription } from '../read/description.js';
import { mapReferences } from '../read/shape.js';
import { checkCycles } from './cycles.js';
import { deprecationIn } from './deprecation.js';
import type { GroupVersion, Model, Resource, TypeDeclaration } from './group-version.js';
import { groupVersionNames } from './names.js';
import { assignPackages, metaPackage, typeName, type Packages } from './packages.js';
import { placeOf } from './place.js';
import { buildResource, type PlacedOperation } from './resource.js';
import type { PackageName } from './type.js';

/**
 * Makes sense of documents: which packages there are, with which types and resources.
 *
 * @throws GenerationError (SpecError) for whatever the generator does not know or cannot believe
 */
export function buildModel(description: Description): Model {
  const packages = assignPackages(description);
  const groupVersions = description.groupVersions.map((groupVersion) => buildGroupVersion(groupVersion, description, packages));
  const model: Model = {
    source: description.source,
    groupVersions: groupVersions.sort((a, b) => (a.packageName < b.packageName ? -1 : 1)),
    meta: { packageName: metaPackage, source: description.source, types: declareTypes(metaPackage, description, packages) },
  };
  checkCycles(model);
  return model;
}

function buildGroupVersion(groupVersion: GroupVersionDescription, description: Description, packages: Packages): GroupVersion {
  const { group, version, file } = groupVersion;
  const names = groupVersionNames(group, version);
  const resources = buildResources(groupVersion, description, packages);
  if (resources.length === 0) throw new SpecError(groupVersion, 'describes no resource');
  const types = declareTypes(names.packageName, description, packages);
  checkExports(names.packageName, [
    names.className,
    ...types.map(({ name }) => name),
    ...resources.flatMap((r) => [r.name, r.clientName]),
  ]);
  return { ...names, group, version, apiVersion: apiVersion(groupVersion), source: file, resources, types };
}

function buildResources(groupVersion: GroupVersionDescription, description: Description, packages: Packages): Resource[] {
  const byPlural = new Map<string, PlacedOperation[]>();
  for (const operation of groupVersion.operations) {
    const place = placeOf(operation, groupVersion);
    byPlural.set(place.plural, [...(byPlural.get(place.plural) ?? []), { operation, place }]);
  }
  return [...byPlural]
    .map(([plural, operations]) => buildResource(plural, operations, { groupVersion, description, packages }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function declareTypes(packageName: PackageName, description: Description, packages: Packages): TypeDeclaration[] {
  return packages
    .schemasOf(packageName)
    .flatMap((schema) => {
      const described = description.schemas.get(schema);
      if (described === undefined) return [];
      const type = mapReferences(described.shape, (reference) => packages.resolve(reference));
      return [
        { name: typeName(schema), description: described.description, deprecation: deprecationIn(described.description), type },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function checkExports(packageName: PackageName, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new GenerationError(`${packageName} would export "${twice}" twice`);
}
