import { SpecError } from '../generation-error.js';
import { visitReferences } from '../read/shape.js';
import type { GroupVersion, Model, TypePackage } from './group-version.js';
import { metaPackage } from './packages.js';
import type { PackageName, TypeReference } from './type.js';

/** One reference for each package that a package depends on, itself left out. */
type Edges = ReadonlyMap<PackageName, TypeReference>;

/** Throws if packages depend on each other in a cycle, naming it and one reference that closes it. */
export function checkCycles(model: Model): void {
  const graph = new Map<PackageName, Edges>();
  for (const groupVersion of model.groupVersions) graph.set(groupVersion.packageName, edgesOf(groupVersion, groupVersion));
  graph.set(metaPackage, edgesOf(model.meta));
  const done = new Set<PackageName>();
  const visit = (packageName: PackageName, trail: readonly PackageName[]): void => {
    if (done.has(packageName)) return;
    for (const [next, reference] of graph.get(packageName) ?? []) {
      const start = [...trail, packageName].indexOf(next);
      if (start >= 0)
        throw new SpecError(
          reference,
          `packages depend on each other in a cycle: ${[...trail, packageName].slice(start).join(' → ')} → ${next}`,
        );
      visit(next, [...trail, packageName]);
    }
    done.add(packageName);
  };
  // Every client depends on the shared types through `rest`, so those may depend on nothing.
  const [outwards] = graph.get(metaPackage)?.values() ?? [];
  if (outwards !== undefined) {
    throw new SpecError(
      outwards,
      `packages depend on each other in a cycle: ${metaPackage} → ${outwards.packageName} → ${metaPackage}`,
    );
  }
  for (const packageName of graph.keys()) visit(packageName, []);
}

function edgesOf(types: TypePackage, clients?: GroupVersion): Edges {
  const edges = new Map<PackageName, TypeReference>();
  const add = (reference: TypeReference): void => {
    if (reference.packageName !== types.packageName && !edges.has(reference.packageName))
      edges.set(reference.packageName, reference);
  };
  for (const { type } of types.types) visitReferences(type, add);
  for (const resource of clients?.resources ?? []) {
    for (const reference of [resource.object, resource.list, resource.createAnswer]) if (reference !== undefined) add(reference);
    for (const { body } of resource.subresources) if (body !== undefined) add(body);
  }
  return edges;
}
