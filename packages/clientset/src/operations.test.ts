import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ApplyOptions,
  type AttachOptions,
  type DeleteOptions,
  type ExecOptions,
  type GetOptions,
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

/** Query parameters that a document declares and a call does not send. */
const leftOutParameters: { calls: RegExp; names: string[]; reason: string }[] = [
  { calls: /./, names: ['pretty'], reason: 'indents the answer for human readers; a client parses it' },
  {
    calls: /^proxy/,
    names: ['path'],
    reason: 'the target’s path travels in the path of the URL, where its slashes stay what they are',
  },
  {
    calls: /^list$/,
    names: ['allowWatchBookmarks', 'sendInitialEvents', 'watch'],
    reason: 'what only a watch does, which is declared as a list',
  },
  {
    calls: /^deleteCollection$/,
    names: ['sendInitialEvents'],
    reason: 'what only a watch does; every operation that selects declares it',
  },
  { calls: /^watch$/, names: ['continue', 'limit'], reason: 'a watch has no pages' },
  { calls: /^logs$/, names: ['follow'], reason: 'what followLogs does' },
  {
    calls: /^patch/,
    names: ['force'],
    reason: 'has a meaning for server-side apply only, and the server refuses it with another patch',
  },
];

/** Query parameters that a call sends and no document declares. */
const undeclaredParameters: { calls: RegExp; names: string[]; reason: string }[] = [
  { calls: /^get/, names: ['resourceVersion'], reason: 'servers read metav1.GetOptions, but leave them out of the documents' },
  {
    calls: /^(logs|followLogs)$/,
    names: ['sinceTime'],
    reason: 'servers read it, but declare no parameter that is a time',
  },
  { calls: /^proxy/, names: ['target'], reason: 'parameters of a proxied request are its target’s, and may have any name' },
];

// A call’s own options: `signal` is never sent, and `timeout`, which no document declares either, only when it is set.
const none = { signal: undefined, timeout: undefined };
type Called = Omit<ListOptions, 'signal' | 'timeout'>;
const read: Required<GetOptions> = { ...none, resourceVersion: '7' };
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
const remove: Required<Omit<DeleteOptions, 'fieldSelector' | 'labelSelector' | 'signal' | 'timeout'>> = {
  dryRun: ['All'],
  gracePeriodSeconds: 7,
  orphanDependents: true,
  propagationPolicy: 'Orphan',
  preconditions: { uid: 'x' },
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
const attach: Required<Omit<AttachOptions, 'method'>> = {
  ...none,
  container: 'x',
  stdin: true,
  stdout: true,
  stderr: true,
  tty: true,
};
const exec: Required<Omit<ExecOptions, 'method'>> = { ...attach, command: ['x', 'y'] };
const forward: Required<Omit<PortForwardOptions, 'method'>> = { ...none, ports: [7, 8] };
/** Query parameters for the target of a proxied request. */
const params = { target: 'x' };

/** Any resource's client: the methods are looked up by name, and that they exist in its type is checked by the compiler below. */
type AnyClient = Record<string, (...args: unknown[]) => unknown>;

interface Call {
  method: string;
  run: (client: AnyClient) => unknown;
  /** Query parameters that must arrive; undefined is not sent. */
  query: object;
  /** Options that must arrive as fields of the body, where a server reads what documents declare as query parameters too. */
  body?: object;
}

const object = { metadata: { name: 'NAME' } };

/** The method calls that together make an operation, by HTTP method, action and subresource. */
function callsOf({ method, action }: SpecOperation, { subresource }: Target): Call[] {
  const call = (name: string, args: unknown[], query: object, body?: object): Call => ({
    method: name,
    run: (client) => client[name]?.(...args),
    query,
    ...(body && { body }),
  });
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
      return [call('list', [list], list), call('watch', [watch], { ...watch, watch: true })];
    case 'post ':
      return [call('create', [object, write], write)];
    case 'delete ':
      return [call('delete', ['NAME', remove], {}, remove)];
    case 'deletecollection ':
      return [call('deleteCollection', [remove, list], list, remove)];
    case 'get log':
      return [call('logs', ['NAME', log], log), call('followLogs', ['NAME', log], { ...log, follow: true })];
    case 'put finalize':
      return [call('finalize', [object, write], write)];
    case 'post eviction':
      return [call('evict', ['NAME', {}, write], write)];
    case 'post binding':
      return [call('bind', ['NAME', {}, write], write)];
    case 'post token':
      return [call('createToken', ['NAME', {}, write], write)];
    case 'connect exec':
      return [call('exec', ['NAME', { ...exec, method }], exec)];
    case 'connect attach':
      return [call('attach', ['NAME', { ...attach, method }], attach)];
    case 'connect portforward':
      return [call('portForward', ['NAME', { ...forward, method }], forward)];
    case 'connect proxy':
      return [call(`proxy${http}`, ['NAME', '', { params }], params)];
    case 'connect proxy/{path}':
      return [call(`proxy${http}`, ['NAME', 'PATH', { params }], params)];
  }
  if (suffix === undefined) return [];
  switch (action) {
    case 'get':
      return [call(`get${suffix}`, ['NAME', read], read)];
    case 'put':
      return [
        subresource === 'scale'
          ? call('updateScale', ['NAME', object, write], write)
          : call(`update${suffix}`, [object, write], write),
      ];
    case 'patch':
      return [
        call(`patch${suffix}`, ['NAME', PatchType.Merge, {}, write], write),
        call(`apply${suffix}`, [object, apply], apply),
      ];
    default:
      return [];
  }
}

/** Names that a list has for a call. */
function namesFor(list: { calls: RegExp; names: string[] }[], method: string): string[] {
  return list.flatMap(({ calls, names }) => (calls.test(method) ? names : []));
}

type Scalar = boolean | number | string;

/** Options as a query string has them: every element of a list on its own. */
function inQuery(options: object): string[] {
  const entries = Object.entries(options) as [string, Scalar | readonly Scalar[] | undefined][];
  return entries.flatMap(([name, value = []]) => [value].flat().map((each) => `${name}=${String(each)}`)).sort();
}

/** What is wrong with the parameters of a request: that what was given arrives, and that documents and calls agree on names. */
function parameterProblems({ parameters }: SpecOperation, { method, query, body }: Call, request: Seen): string[] {
  const given = inQuery(query);
  const arrived = [...request.query].map(([name, value]) => `${name}=${value}`).sort();
  const sentBody: unknown = body && JSON.parse(request.body || 'null');
  const expectedBody = body && { apiVersion: 'v1', kind: 'DeleteOptions', ...body };
  const sent = new Set([...request.query.keys(), ...Object.keys(body ?? {})]);
  const missing = parameters.filter((name) => !sent.has(name) && !namesFor(leftOutParameters, method).includes(name));
  const undeclared = [...new Set(request.query.keys())].filter(
    (name) => !parameters.includes(name) && !namesFor(undeclaredParameters, method).includes(name),
  );
  return [
    ...(given.join('&') === arrived.join('&') ? [] : [`was given ${given.join('&')} and sent ${arrived.join('&')}`]),
    ...(isDeepStrictEqual(sentBody, expectedBody) ? [] : [`sent the options ${JSON.stringify(sentBody)}`]),
    ...missing.map((name) => `did not send the query parameter ${name}`),
    ...undeclared.map((name) => `sent the query parameter ${name}, which is not declared`),
  ];
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
interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
}
const seen: Seen[] = [];
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
    // Discovery is one operation for each of 36 group-versions and of 27 documents that are about no group-version: /api, /apis,
    // one for each of 22 groups, the version, and two for tokens' keys. The documents that Kubernetes publishes with its sources are
    // 28: theirs has one for /logs/ (the list of a server's log files, and one file), which a server has only if it was started
    // with the deprecated flag --enable-logs-handler.
    const discovery = operations.filter(({ path }) => targetOf(path) === undefined);
    expect({ all: operations.length, discovery: discovery.length }).toEqual({ all: 1121, discovery: 36 + 27 });
    expect(operations.filter((operation) => leftOut.some(({ covers }) => covers(operation)))).toHaveLength(215);
  });

  it('is reached with its method and path, with every query parameter, and with no other', async () => {
    const problems: string[] = [];
    let reached = 0;
    for (const { operation, target, calls, group, resource } of plan()) {
      const getGroup = (clientset as unknown as AnyClient)[group] as () => AnyClient;
      const client = getGroup.call(clientset)[resource]?.(...(target.namespaced ? ['NAMESPACE'] : [])) as AnyClient;
      const path = operation.path.replace('{namespace}', 'NAMESPACE').replace('{name}', 'NAME').replace('{path}', 'PATH');
      for (const call of calls) {
        seen.length = 0;
        await settle(call.run(client));
        const requests = seen.map((request) => `${request.method} ${request.path}`).join(', ');
        const problemsOfCall = seen.flatMap((request) => parameterProblems(operation, call, request));
        if (requests !== `${operation.method} ${path}`) problemsOfCall.unshift(`sent ${requests}`);
        problems.push(...problemsOfCall.map((problem) => `${operation.where}: ${call.method} ${problem}`));
      }
      reached++;
    }
    expect(problems).toEqual([]);
    expect(reached).toBe(1121 - 63 - 215);
  });

  it('needs every exception that is listed here', () => {
    const needed = (name: string, calls: RegExp, declared: boolean): boolean =>
      plan().some((planned) => {
        const called = planned.calls.some(({ method }) => calls.test(method));
        return called && planned.operation.parameters.includes(name) === declared;
      });
    const unneeded = (list: typeof leftOutParameters, declared: boolean): string[] =>
      list.flatMap(({ calls, names }) => names.filter((name) => !needed(name, calls, declared)));
    expect([unneeded(leftOutParameters, true), unneeded(undeclaredParameters, false)]).toEqual([[], []]);
  });

  it('is reached by a raw path where it is discovery', async () => {
    for (const { path, method } of operations.filter((operation) => targetOf(operation.path) === undefined)) {
      seen.length = 0;
      await clientset.rest.verb(method).absPath(path).do();
      expect(seen.map((request) => `${request.method} ${request.path}`)).toEqual([`${method} ${path}`]);
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
  });
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
