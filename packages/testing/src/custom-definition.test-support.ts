/** Where definitions of custom resources are. */
export const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** What a definition says beside the kind. */
export interface DefinitionParts {
  /** @default Namespaced */
  scope?: 'Cluster' | 'Namespaced';
  /** Names beside the kind and the plural. */
  names?: Readonly<Record<string, unknown>>;
  /** What each version has that is not the usual: it is `v1`, is served, is stored if it is the first, and takes any object. */
  versions?: readonly object[];
}

/** A definition of custom resources in `example.com`. @param kind as `Widget`, whose plural is `widgets` */
export function definitionOf(kind: string, { scope = 'Namespaced', names = {}, versions = [{}] }: DefinitionParts = {}): object {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.example.com` },
    spec: {
      group: 'example.com',
      scope,
      names: { plural, kind, ...names },
      versions: versions.map((version, index) => ({
        name: 'v1',
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: { type: 'object' } },
        ...version,
      })),
    },
  };
}
