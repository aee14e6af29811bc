import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiOperations, metaSchemas, ref, resourcePaths, type Json, type ResourceSpec } from './small-documents.test-support.js';

/** A document of the small API. */
export const widgetsFile = 'apis__example.com__v1_openapi.json';

const module = 'com.example.api.v1';

const widgets: ResourceSpec = {
  root: '/apis/example.com/v1',
  group: 'example.com',
  version: 'v1',
  plural: 'widgets',
  kind: 'Widget',
  schema: `${module}.Widget`,
  namespaced: true,
};

/** The documents of an API with one group-version and one resource, as a server publishes built-in ones. */
export function smallApi(): Record<string, Json> {
  const kinds = (kind: string): Json => [{ group: 'example.com', version: 'v1', kind }];
  return {
    [widgetsFile]: {
      openapi: '3.0.0',
      info: { title: 'Kubernetes', version: 'v1.36.3' },
      paths: { ...resourcePaths(widgets), ...apiOperations(widgets).status },
      components: {
        schemas: {
          ...metaSchemas(),
          [`${module}.Widget`]: {
            type: 'object',
            description: 'Widget is something small.',
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { default: {}, allOf: [ref('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')] },
              spec: { default: {}, allOf: [ref(`${module}.WidgetSpec`)] },
            },
            'x-kubernetes-group-version-kind': kinds('Widget'),
          },
          [`${module}.WidgetSpec`]: {
            type: 'object',
            required: ['size'],
            properties: { size: { type: 'integer', format: 'int32', default: 0 }, color: { type: 'string', default: 'red' } },
          },
          [`${module}.WidgetList`]: {
            type: 'object',
            required: ['items'],
            properties: { items: { type: 'array', items: ref(`${module}.Widget`) } },
            'x-kubernetes-group-version-kind': kinds('WidgetList'),
          },
        },
      },
    },
  };
}

/** A repository in a temporary folder, with documents to generate from. */
export interface TestRepository extends AsyncDisposable {
  readonly root: string;
  /** Options of `generate` for it. */
  readonly options: { readonly openapi: string; readonly out: string; readonly workspace: string };
  write: (path: string, text: string) => Promise<void>;
  read: (path: string) => Promise<string>;
  /** Text of every file, by path. */
  files: (folder?: string) => Promise<Map<string, string>>;
}

/** Makes a repository with a lerna.json and these documents in `openapi`; a document may be text, to be broken. */
export async function testRepository(documents: Readonly<Record<string, Json | string>>): Promise<TestRepository> {
  const root = await mkdtemp(join(tmpdir(), 'codegen-test-'));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const lerna = { version: '36.0.0', packages: ['packages/*', 'packages/apis/*'] };
  await write('lerna.json', JSON.stringify(lerna));
  for (const [name, document] of Object.entries(documents)) {
    await write(`openapi/${name}`, typeof document === 'string' ? document : JSON.stringify(document));
  }
  return {
    root,
    options: { openapi: join(root, 'openapi'), out: join(root, 'packages/apis'), workspace: root },
    write,
    read: (path) => readFile(join(root, path), 'utf8'),
    files: async (folder = '.') => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
      return new Map(paths.map((path, index): [string, string] => [path.slice(root.length + 1), texts[index] ?? '']).sort());
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** SHA-256 of a text, in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
