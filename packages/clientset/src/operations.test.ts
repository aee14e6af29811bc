import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ApplyOptions,
  type AttachOptions,
  type DeleteOptions,
  type ExecOptions,
  type ListOptions,
  type LogOptions,
  PatchType,
  type PortForwardOptions,
  type Request,
  type ResourceDescriptor,
  type WatchOptions,
  type WriteOptions,
} from '@kubewright/rest';
import ts from 'typescript';
import { Clientset } from './clientset.js';
import { readOperations, type SpecOperation, type Target, targetOf } from './spec-operations.test-support.js';

// Every operation that the OpenAPI documents declare is called through the typed clients, over real HTTP, and what arrives is
// compared with the document. What is left out stands here, with its reason.

const openapi = new URL('../../../openapi/', import.meta.url);
const version = readFileSync(new URL('VERSION', openapi), 'utf8').trim();
const operations = readOperations(new URL(`${version}/`, openapi));

/** Operations without a method of their own. */
const leftOut: { reason: string; covers: (operation: SpecOperation) => boolean }[] = [
  {
    reason: 'legacy duplicates of list with ?watch=true, deprecated in the text of every one of them',
    covers: ({ action }) => action === 'watch' || action === 'watchlist',
  },
];

/** Query parameters without an option. */
const leftOutParameters: Record<string, string> = {
  pretty: 'indents the answer for human readers; a client parses it',
};
/** The options of a watch are declared wherever something lists; they have a meaning for a watch only. */
const leftOutWithoutWatch = new Set(['allowWatchBookmarks', 'sendInitialEvents', 'watch']);

type Called = Omit<ListOptions, 'signal' | 'timeout'>;
const none = { signal: undefined, timeout: undefined };
const write = {
  ...none,
  dryRun: ['All'],
  fieldManager: 'x',
  fieldValidation: 'Strict',
} as const satisfies Required<WriteOptions>;
const apply: Required<ApplyOptions> = { ...write, force: true };
const list: Required<Called> = {
  labelSelector: 'x',
  fieldSelector: 'x',
  limit: 7,
  continue: 'x',
  resourceVersion: '7',
  resourceVersionMatch: 'Exact',
  timeoutSeconds: 7,
  shardSelector: 'x',
};
const watch: Required<Omit<WatchOptions, 'rawErrors' | 'signal' | 'timeout'>> = {
  labelSelector: 'x',
  fieldSelector: 'x',
  resourceVersion: '7',
  resourceVersionMatch: 'Exact',
  timeoutSeconds: 7,
  shardSelector: 'x',
  allowWatchBookmarks: true,
  sendInitialEvents: true,
};
const remove: Required<Omit<DeleteOptions, 'signal' | 'timeout'>> = {
  dryRun: ['All'],
  gracePeriodSeconds: 7,
  orphanDependents: true,
  propagationPolicy: 'Orphan',
  preconditions: {},
  ignoreStoreReadErrorWithClusterBreakingPotential: true,
};
const log: Required<LogOptions> = {
  ...none,
  container: 'x',
  previous: true,
  sinceSeconds: 7,
  sinceTime: 'x',
  timestamps: true,
  tailLines: 7,
  limitBytes: 7,
  stream: 'All',
  insecureSkipTLSVerifyBackend: true,
};
const attach: Required<AttachOptions> = {
  ...none,
  method: 'GET',
  container: 'x',
  stdin: true,
  stdout: true,
  stderr: true,
  tty: true,
};
const exec: Required<ExecOptions> = { ...attach, command: ['x'] };
const forward: Required<PortForwardOptions> = { ...none, method: 'GET', ports: [7] };

/** Any resource's client: the methods are looked up by name, and that they exist in its type is checked by the compiler below. */
type AnyClient = Record<string, (...args: unknown[]) => unknown>;

interface Call {
  method: string;
  run: (client: AnyClient) => unknown;
}

const object = { metadata: { name: 'NAME' } };

/** The method calls that together make an operation, by HTTP method, action and subresource. */
function callsOf({ method, action }: SpecOperation, { subresource }: Target): Call[] {
  const call = (name: string, ...args: unknown[]): Call => ({ method: name, run: (client) => client[name]?.(...args) });
  const suffix = {
    '': '',
    status: 'Status',
    scale: 'Scale',
    ephemeralcontainers: 'EphemeralContainers',
    resize: 'Resize',
    approval: 'Approval',
  }[subresource];
  const http = `${method.slice(0, 1)}${method.slice(1).toLowerCase()}`;
  switch (`${action} ${subresource}`) {
    case 'list ':
      return [call('list', list), call('watch', watch)];
    case 'post ':
      return [call('create', object, write)];
    case 'delete ':
      return [call('delete', 'NAME', remove)];
    case 'deletecollection ':
      return [call('deleteCollection', remove, list)];
    case 'get log':
      return [call('logs', 'NAME', log), call('followLogs', 'NAME', log)];
    case 'put finalize':
      return [call('finalize', object, write)];
    case 'post eviction':
      return [call('evict', 'NAME', {}, write)];
    case 'post binding':
      return [call('bind', 'NAME', {}, write)];
    case 'post token':
      return [call('createToken', 'NAME', {}, write)];
    case 'connect exec':
      return [call('exec', 'NAME', { ...exec, method })];
    case 'connect attach':
      return [call('attach', 'NAME', { ...attach, method })];
    case 'connect portforward':
      return [call('portForward', 'NAME', { ...forward, method })];
    case 'connect proxy':
      return [call(`proxy${http}`, 'NAME', '', { params: { path: 'x' } })];
    case 'connect proxy/{path}':
      return [call(`proxy${http}`, 'NAME', 'PATH', { params: { path: 'x' } })];
  }
  if (suffix === undefined) return [];
  switch (action) {
    case 'get':
      return [call(`get${suffix}`, 'NAME')];
    case 'put':
      return [subresource === 'scale' ? call('updateScale', 'NAME', object, write) : call(`update${suffix}`, object, write)];
    case 'patch':
      return [call(`patch${suffix}`, 'NAME', PatchType.Merge, {}, write), call(`apply${suffix}`, object, apply)];
    default:
      return [];
  }
}

/** Getter and descriptor names of every resource, from the packages themselves. */
async function readPackages(): Promise<Map<string, { group: string; resource: string; namespaced: boolean }>> {
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const found = new Map<string, { group: string; resource: string; namespaced: boolean }>();
  for (const name of Object.keys(dependencies)) {
    const exports = (await import(name)) as Record<string, unknown>;
    const group = name.replace('@kubewright/', '').replace(/-(\w)/, (_, letter: string) => letter.toUpperCase());
    for (const [resource, value] of Object.entries(exports)) {
      const descriptor = value as Partial<ResourceDescriptor>;
      if (typeof descriptor !== 'object' || descriptor.resource === undefined) continue;
      const { group: apiGroup = '', version: apiVersion = '', namespaced = false } = descriptor;
      found.set(`${apiGroup || 'core'}/${apiVersion}/${descriptor.resource}`, { group, resource, namespaced });
    }
  }
  return found;
}

let clientset: Clientset;
let packages: Awaited<ReturnType<typeof readPackages>>;
const seen: { method: string; path: string; query: URLSearchParams; body: string }[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const url = new URL(request.url ?? '', 'http://server');
    seen.push({
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"metadata":{},"items":[]}');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  clientset = new Clientset({ host: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, qps: -1 });
  packages = await readPackages();
});
afterAll(async () => {
  await clientset.close();
  await new Promise((resolve) => server.close(resolve));
});

interface Planned {
  operation: SpecOperation;
  target: Target;
  calls: Call[];
  group: string;
  resource: string;
}

/** Resources that can be watched: the documents say so by a legacy `/watch/` path only. */
const watched = new Set(operations.flatMap(({ path, action }) => (action === 'watchlist' ? [path.replace('/watch/', '/')] : [])));

function plan(): Planned[] {
  return operations.flatMap((operation) => {
    const target = targetOf(operation.path);
    if (!target || leftOut.some(({ covers }) => covers(operation))) return [];
    const names = packages.get(`${target.groupVersion}/${target.resource}`);
    if (!names) throw new Error(`${operation.where}: no package has a descriptor of ${target.groupVersion} ${target.resource}`);
    const calls = callsOf(operation, target).filter(({ method }) => method !== 'watch' || watched.has(operation.path));
    if (calls.length === 0) throw new Error(`${operation.where}: no method is known for action ${operation.action}`);
    return [{ operation, target, calls, ...names }];
  });
}

describe(`every operation of Kubernetes ${version}`, () => {
  it('is there: as many operations as the documents are known to have', () => {
    const discovery = operations.filter(({ path }) => targetOf(path) === undefined);
    expect({ all: operations.length, discovery: discovery.length }).toEqual({ all: 1121, discovery: 63 });
    expect(operations.filter((operation) => leftOut.some(({ covers }) => covers(operation)))).toHaveLength(215);
  });

  it('is reached with its method, path and every query parameter', async () => {
    const problems: string[] = [];
    let reached = 0;
    for (const { operation, target, calls, group, resource } of plan()) {
      const getGroup = (clientset as unknown as AnyClient)[group] as () => AnyClient;
      const client = getGroup.call(clientset)[resource]?.(...(target.namespaced ? ['NAMESPACE'] : [])) as AnyClient;
      const queries = new Set<string>();
      for (const { method, run } of calls) {
        seen.length = 0;
        await settle(run(client));
        const [request] = seen;
        const path = operation.path.replace('{namespace}', 'NAMESPACE').replace('{name}', 'NAME').replace('{path}', 'PATH');
        if (request?.method !== operation.method || request.path !== path) {
          problems.push(`${operation.where}: ${method} sent ${String(request?.method)} ${String(request?.path)}`);
        }
        for (const name of request?.query.keys() ?? []) queries.add(name);
        // The options of a deletion travel in the body, where the server reads the same fields.
        if (operation.method === 'DELETE' && request?.body)
          for (const name of Object.keys(JSON.parse(request.body) as object)) queries.add(name);
      }
      for (const parameter of operation.parameters) {
        if (queries.has(parameter) || parameter in leftOutParameters) continue;
        if (!calls.some(({ method }) => method === 'watch') && leftOutWithoutWatch.has(parameter)) continue;
        problems.push(`${operation.where}: no call sent the query parameter ${parameter}`);
      }
      reached++;
    }
    expect(problems).toEqual([]);
    expect(reached).toBe(1121 - 63 - 215);
  }, 120_000);

  it('is reached by a raw path where it is discovery', async () => {
    const discovery = operations.filter(({ path }) => targetOf(path) === undefined);
    for (const { path, method } of discovery) {
      seen.length = 0;
      await clientset.rest.verb(method).absPath(path.replace('{logpath}', 'x')).do();
      expect(`${seen[0]?.method ?? ''} ${seen[0]?.path ?? ''}`).toBe(`${method} ${path.replace('{logpath}', 'x')}`);
    }
  });

  it('has its method in the type of its client', () => {
    const lines = plan().flatMap(({ target, calls, group, resource }) =>
      calls.map(({ method }) => `void clientset.${group}().${resource}(${target.namespaced ? "'x'" : ''}).${method};`),
    );
    const unique = [...new Set(lines)];
    expect(unique.length).toBeGreaterThan(800);
    expect(
      typeErrors(
        `import type { Clientset } from '@kubewright/clientset';\ndeclare const clientset: Clientset;\n${unique.join('\n')}\n`,
      ),
    ).toEqual([]);
    // The compiler really looks: a method that no resource has is found out.
    expect(
      typeErrors(
        `import type { Clientset } from '@kubewright/clientset';\ndeclare const c: Clientset;\nvoid c.coreV1().bindings('x').list;\n`,
      ),
    ).toHaveLength(1);
  }, 120_000);
});

async function settle(outcome: unknown): Promise<void> {
  const value = await outcome;
  if (typeof value !== 'object' || value === null) return;
  if ('doRaw' in value) await (value as Request).doRaw();
  else if (Symbol.asyncDispose in value) await (value as AsyncDisposable)[Symbol.asyncDispose]();
}

/** Compiles text as a file of this folder and tells what is wrong with it. */
function typeErrors(text: string): string[] {
  const fileName = new URL('every-operation.ts', import.meta.url).pathname;
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === fileName || fileExists.call(host, name);
  host.getSourceFile = (name, ...rest) =>
    name === fileName ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([fileName], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
