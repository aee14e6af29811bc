import { afterEach, expect, it } from '@jest/globals';
import { ask, servers } from '../ask.test-support.js';
import { openWatch } from '../open-watch.test-support.js';

const { start, closeAll } = servers();
afterEach(closeAll);

const namespace = '/api/v1/namespaces/default';

// What kube-apiserver 1.36.3 does.
it.each<[string, Record<string, string>]>([
  [`${namespace}?pretty=true`, {}],
  [`${namespace}?pretty=1`, { 'User-Agent': 'test' }],
  [namespace, { 'User-Agent': 'curl/8.5.0' }],
  [namespace, { Accept: 'application/json;pretty=1' }],
  [`${namespace}s/none?pretty=true`, {}],
  ['/apis?pretty=true', {}],
  ['/version', {}],
  [namespace, { Accept: 'application/xml' }],
])('JSON has line breaks for people: %s, %j', async (path, headers) => {
  const server = await start();
  const { text, json } = await ask(server, 'GET', path, { headers });
  expect(text).toBe(JSON.stringify(json, null, 2));
});

it.each<[string, Record<string, string>]>([
  [namespace, {}],
  [`${namespace}?pretty=false`, { 'User-Agent': 'curl/8.5.0' }],
  [`${namespace}?pretty=yes`, {}],
  [namespace, { Accept: 'application/json;pretty=true' }],
])('JSON has none for others: %s, %j', async (path, headers) => {
  const server = await start();
  const { text, json } = await ask(server, 'GET', path, { headers });
  expect(text.trimEnd()).toBe(JSON.stringify(json));
});

it('JSON of a watch has none, whoever asks', async () => {
  const server = await start();
  const open = await openWatch(server, `${namespace.replace('/default', '')}?watch=true&pretty=true`);
  await open.came(1);
  open.close();
  expect(open.text().split('\n')[0]).toMatch(/^\{"type":"ADDED",.*\}$/);
});
