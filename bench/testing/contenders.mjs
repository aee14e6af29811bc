// @ts-check
// Who asks the embedded server? Bare undici, and our own client over both of its transports.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { configMap } from './objects.mjs';

/**
 * @typedef {object} Contender
 * @property {(name: string) => Promise<unknown>} create creates a ConfigMap and reads the answer
 * @property {(name: string) => Promise<unknown>} get reads a ConfigMap
 * @property {(onEvent: () => void) => Promise<void>} watch resolves when a watch of all ConfigMaps of the namespace is open, and tells of each event
 * @property {() => unknown} close
 */

const path = '/api/v1/namespaces/default/configmaps';
const headers = { 'content-type': 'application/json' };

/**
 * @param {string} name
 * @param {string} url
 * @param {number} connections for requests, beside those of watches
 * @returns {Promise<Contender>}
 */
export async function contender(name, url, connections) {
  switch (name) {
    case 'undici':
      return bare(url, connections);
    case 'rest':
      return ours(url, undefined);
    case 'rest-undici':
      return ours(url, (await import('@kubewright/rest-undici')).undiciTransport);
    default:
      throw new Error(`no contender ${name}`);
  }
}

/**
 * @param {string} url
 * @param {number} connections
 * @returns {Promise<Contender>}
 */
async function bare(url, connections) {
  const { Pool } = await undiciBelow();
  const pool = new Pool(url, { connections, pipelining: 1 });
  const watching = new Pool(url, { bodyTimeout: 0 });
  /**
   * @param {number} expected
   * @param {{ statusCode: number, body: { text: () => Promise<string> } }} response
   */
  const object = async (expected, { statusCode, body }) => {
    const text = await body.text();
    if (statusCode !== expected) throw new Error(`answered ${String(statusCode)}: ${text}`);
    return JSON.parse(text);
  };
  return {
    create: async (name) =>
      object(201, await pool.request({ method: 'POST', path, headers, body: JSON.stringify(configMap(name)) })),
    get: async (name) => object(200, await pool.request({ method: 'GET', path: `${path}/${name}` })),
    watch: async (onEvent) => {
      const { statusCode, body } = await watching.request({ method: 'GET', path: `${path}?watch=true` });
      if (statusCode !== 200) throw new Error(`answered ${String(statusCode)}: ${await body.text()}`);
      body.on('data', (/** @type {Buffer} */ chunk) => {
        for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) onEvent();
      });
      body.on('error', () => undefined); // The end of the measurement breaks it.
    },
    close: () => Promise.all([pool.destroy(), watching.destroy()]),
  };
}

/** Behind each event; inside of one it is escaped. */
const newline = 0x0a;

/**
 * The undici that rest-undici is built on: what this folder would find is a tool's, of another major version.
 *
 * @returns {Promise<typeof import('undici')>}
 */
function undiciBelow() {
  const { resolve } = createRequire(new URL('../../packages/rest-undici/package.json', import.meta.url));
  return import(pathToFileURL(resolve('undici')).href);
}

/**
 * The typed client of a group, as its users call it.
 *
 * @param {string} host
 * @param {import('@kubewright/rest').TransportFactory | undefined} transportFactory
 * @returns {Promise<Contender>}
 */
async function ours(host, transportFactory) {
  const [{ RESTClient }, { CoreV1Client }] = await Promise.all([import('@kubewright/rest'), import('@kubewright/core-v1')]);
  const client = new RESTClient({ host, qps: -1, transportFactory, proxy: false });
  const configMaps = new CoreV1Client(client).configMaps('default');
  const ended = new AbortController();
  return {
    create: (name) => configMaps.create(configMap(name)),
    get: (name) => configMaps.get(name),
    watch: async (onEvent) => {
      const watch = await configMaps.watch({ signal: ended.signal });
      void (async () => {
        for await (const { type } of watch) if (type === 'ADDED') onEvent();
      })().catch(() => undefined); // The end of the measurement breaks it.
    },
    close: async () => {
      ended.abort();
      await client.close();
    },
  };
}
