import { GenerationError, SpecError, type Location } from '../generation-error.js';
import { apiVersion, type Description, type GroupVersionDescription, type SchemaReference } from '../read/description.js';
import { visitReferences, type Shape } from '../read/shape.js';
import { groupVersionNames, isTypeName } from './names.js';
import { placeOf } from './place.js';
import type { PackageName, TypeReference } from './type.js';

/** The package of the types that every group-version shares. */
export const metaPackage: PackageName = 'meta-v1';

/** Schemas of the library that every API server, whatever it serves, is built with. */
const apimachinery = 'io.k8s.apimachinery.';

/** Full name of the schema of metav1.Status. */
export const statusSchema = 'io.k8s.apimachinery.pkg.apis.meta.v1.Status';

/** Says which package holds which schema. */
export interface Packages {
  /** Where the type of a schema is. `at` is where the schema is referred to. */
  resolve(reference: SchemaReference): TypeReference;
  /** Full names of the schemas of a package. */
  schemasOf(packageName: PackageName): readonly string[];
}

/**
 * Gives every schema to a package, by its module: its full name up to the last dot. A module belongs to the group-version
 * whose own resources have their kinds in it; what group-versions and schemas are called plays no part. Apimachinery's
 * modules become one package together.
 *
 * @throws GenerationError if two groups claim one package, two group-versions one module, or none claims a module
 */
export function assignPackages(description: Description): Packages {
  checkPackageNames(description.groupVersions);
  const owners = new Map<string, GroupVersionDescription>();
  for (const groupVersion of description.groupVersions) claimModules(groupVersion, description, owners);
  const packageOf = (schema: string, at: Location): PackageName => {
    if (schema.startsWith(apimachinery)) return metaPackage;
    const owner = owners.get(moduleOf(schema));
    if (owner !== undefined) return groupVersionNames(owner.group, owner.version).packageName;
    throw new SpecError(
      at,
      `no group-version in these documents has a resource in ${moduleOf(schema)}, so its types have no package`,
    );
  };
  const schemas = new Map<PackageName, string[]>();
  for (const [schema, at] of description.schemas) {
    const packageName = packageOf(schema, at);
    schemas.set(packageName, [...(schemas.get(packageName) ?? []), schema]);
  }
  for (const [packageName, names] of schemas) checkTypeNames(packageName, names, description);
  return {
    resolve: ({ schema, file, pointer }) => ({
      packageName: packageOf(schema, { file, pointer }),
      name: typeName(schema),
      file,
      pointer,
    }),
    schemasOf: (packageName) => schemas.get(packageName) ?? [],
  };
}

/** Name of a schema's type: its full name after the last dot. */
export function typeName(schema: string): string {
  return schema.slice(schema.lastIndexOf('.') + 1);
}

function moduleOf(schema: string): string {
  return schema.slice(0, schema.lastIndexOf('.'));
}

function claimModules(
  groupVersion: GroupVersionDescription,
  description: Description,
  owners: Map<string, GroupVersionDescription>,
): void {
  for (const operation of groupVersion.operations) {
    if (placeOf(operation, groupVersion).subresource !== '') continue;
    const claim = (reference: SchemaReference): void => {
      const module = moduleOf(reference.schema);
      if (!isOwnKind(reference, description, operation.kind.kind, groupVersion) || reference.schema.startsWith(apimachinery))
        return;
      const owner = owners.get(module) ?? groupVersion;
      if (owner !== groupVersion) {
        throw new SpecError(reference, `both ${apiVersion(owner)} and ${apiVersion(groupVersion)} have resources in ${module}`);
      }
      owners.set(module, groupVersion);
    };
    for (const shape of shapesOf(operation)) visitReferences(shape, claim);
  }
}

function shapesOf(operation: GroupVersionDescription['operations'][number]): Shape<SchemaReference>[] {
  return operation.body === undefined ? [operation.answer] : [operation.answer, operation.body.shape];
}

function isOwnKind(
  reference: SchemaReference,
  description: Description,
  kind: string,
  groupVersion: GroupVersionDescription,
): boolean {
  const kinds = description.schemas.get(reference.schema)?.kinds ?? [];
  return kinds.some((own) => own.kind === kind && own.group === groupVersion.group && own.version === groupVersion.version);
}

function checkPackageNames(groupVersions: readonly GroupVersionDescription[]): void {
  const claims = new Map([[metaPackage, 'the types of apimachinery']]);
  for (const groupVersion of groupVersions) {
    const { packageName } = groupVersionNames(groupVersion.group, groupVersion.version);
    const earlier = claims.get(packageName);
    if (earlier !== undefined) {
      throw new GenerationError(
        `${groupVersion.file}: ${apiVersion(groupVersion)} and ${earlier} would both be the package ${packageName}`,
      );
    }
    claims.set(packageName, apiVersion(groupVersion));
  }
}

function checkTypeNames(packageName: PackageName, schemas: readonly string[], description: Description): void {
  const seen = new Map<string, string>();
  for (const schema of schemas) {
    const name = typeName(schema);
    const place = description.schemas.get(schema);
    if (place !== undefined && !isTypeName(name)) throw new SpecError(place, `${JSON.stringify(name)} is no name of a type`);
    const earlier = seen.get(name);
    const at = description.schemas.get(schema);
    if (earlier !== undefined && at !== undefined) {
      throw new SpecError(at, `${schema} and ${earlier} would both be the type ${name} of ${packageName}`);
    }
    seen.set(name, schema);
  }
}
