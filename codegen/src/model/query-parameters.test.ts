import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { ts } from 'ts-morph';
import { queryParameters, type QueryVerb } from './query-parameters.js';

/** Parameters that no option is for: what `rest` sets itself or leaves to raw requests, and what a better one replaces. */
const withoutOption: Partial<Record<string, string>> = {
  follow: 'followLogs is a method of its own',
  orphanDependents: 'replaced by propagationPolicy',
  path: 'an argument of the proxy methods',
  pretty: 'for people, who can ask for it on a raw path',
  watch: 'watch is a method of its own',
};

const interfaces: Readonly<Record<QueryVerb, readonly string[]>> = {
  attach: ['AttachOptions'],
  create: ['WriteOptions'],
  delete: ['DeleteOptions', 'DeleteBody'],
  deletecollection: ['DeleteOptions', 'DeleteBody', 'ListOptions', 'WatchOptions'],
  exec: ['ExecOptions', 'AttachOptions'],
  get: ['GetOptions'],
  list: ['ListOptions', 'WatchOptions'],
  log: ['LogOptions'],
  patch: ['WriteOptions', 'ApplyOptions'],
  portforward: ['PortForwardOptions'],
  proxy: ['ProxyOptions'],
  update: ['WriteOptions'],
};

/** Fields of metav1.DeleteOptions, which DeleteOptions of rest extends. */
const deleteBody = [
  'gracePeriodSeconds',
  'ignoreStoreReadErrorWithClusterBreakingPotential',
  'orphanDependents',
  'preconditions',
];

it('lists only parameters that have an option in rest, or a reason to have none', async () => {
  const text = await readFile(new URL('../../../packages/rest/src/options.ts', import.meta.url), 'utf8');
  const { statements } = ts.createSourceFile('options.ts', text, ts.ScriptTarget.ES2022, true);
  const members = new Map(
    statements
      .filter(ts.isInterfaceDeclaration)
      .map(({ name, members: found }) => [name.text, found.map((member) => member.name?.getText())]),
  );
  members.set('DeleteBody', deleteBody);
  for (const [verb, names] of Object.entries(interfaces) as [QueryVerb, readonly string[]][]) {
    const known = new Set(names.flatMap((name) => members.get(name) ?? []));
    const { always, sometimes } = queryParameters[verb];
    const missing = [...always, ...sometimes].filter((name) => !known.has(name) && withoutOption[name] === undefined);
    expect([verb, missing]).toEqual([verb, []]);
  }
});
