import { readdirSync, readFileSync } from 'node:fs';

/** One operation of the OpenAPI documents, as far as a client is concerned. */
export interface SpecOperation {
  /** Document and path, for people who read a failure. */
  where: string;
  document: string;
  method: string;
  path: string;
  /** `x-kubernetes-action`, or `none` for discovery. */
  action: string;
  /** Declared query parameters, those of the path included. */
  parameters: string[];
}

interface Parameter {
  name: string;
  in: string;
}
interface PathItem {
  parameters?: Parameter[];
  [method: string]: unknown;
}

/** Every operation of the documents in a folder. */
export function readOperations(folder: URL): SpecOperation[] {
  const documents = readdirSync(folder).filter((name) => name.endsWith('_openapi.json'));
  return documents.flatMap((document) => {
    const { paths } = JSON.parse(readFileSync(new URL(document, folder), 'utf8')) as { paths: Record<string, PathItem> };
    return Object.entries(paths).flatMap(([path, { parameters: shared = [], ...methods }]) =>
      Object.entries(methods).map(([method, operation]) => {
        const { parameters = [], 'x-kubernetes-action': action = 'none' } = operation as {
          parameters?: Parameter[];
          'x-kubernetes-action'?: string;
        };
        const names = [...shared, ...parameters].filter((parameter) => parameter.in === 'query').map(({ name }) => name);
        return {
          where: `${document} ${method} ${path}`,
          document,
          method: method.toUpperCase(),
          path,
          action,
          parameters: [...new Set(names)],
        };
      }),
    );
  });
}

/** What a path of a group-version addresses. */
export interface Target {
  /** `core/v1`, `apps/v1` … */
  groupVersion: string;
  resource: string;
  namespaced: boolean;
  named: boolean;
  /** Subresource with what follows it, as `status` or `proxy/{path}`; empty for the object itself. */
  subresource: string;
}

/** Takes a path of a group-version document apart; undefined for the group-version's own discovery. */
export function targetOf(path: string): Target | undefined {
  const match = /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)\/(?<rest>.+)$/.exec(path);
  if (!match?.groups) return undefined;
  const { group = 'core', version = '', rest = '' } = match.groups;
  const namespaced = rest.startsWith('namespaces/{namespace}/');
  const [resource = '', name, ...subresource] = (namespaced ? rest.slice('namespaces/{namespace}/'.length) : rest).split('/');
  return {
    groupVersion: `${group}/${version}`,
    resource,
    namespaced,
    named: name !== undefined,
    subresource: subresource.join('/'),
  };
}
