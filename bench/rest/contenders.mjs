// @ts-check
// Who is compared? Each is set up as its own documentation says is fastest.

import http from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {{ secure: string, plain: string, ca: string, cert: string, key: string }} Target
 * @typedef {object} Contender
 * @property {(() => Promise<unknown>) | undefined} [get] reads and parses a small object
 * @property {(() => Promise<{ items: unknown[] }>) | undefined} [list] reads and parses a large list
 * @property {(() => Promise<number>) | undefined} [watch] reads and parses events to the end, and counts them
 * @property {() => unknown} close
 */

const object = '/api/v1/namespaces/bench/pods/web-5b6c8f9d7c-000001';
const collection = '/api/v1/namespaces/bench/pods';

/** @type {Readonly<Record<string, (target: Target) => Promise<Contender>>>} */
export const contenders = {
  'got, stream': async ({ secure, ca, cert, key }) => {
    const { got } = await import('got');
    const agent = { https: new HttpsAgent({ keepAlive: true, maxSockets: 50, ca, cert, key }) };
    const client = got.extend({ agent, retry: { limit: 0 }, followRedirect: false, throwHttpErrors: false, decompress: false });
    return {
      get: async () => {
        const chunks = [];
        for await (const chunk of client.stream(secure + object)) chunks.push(chunk);
        return JSON.parse(Buffer.concat(chunks).toString());
      },
      close: () => {
        agent.https.destroy();
      },
    };
  },
  'got, promise': async ({ secure, ca, cert, key }) => {
    const { got } = await import('got');
    const agent = { https: new HttpsAgent({ keepAlive: true, maxSockets: 50, ca, cert, key }) };
    const client = got.extend({
      agent,
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: false,
      responseType: 'json',
      resolveBodyOnly: true,
    });
    return {
      get: () => client(secure + object),
      close: () => {
        agent.https.destroy();
      },
    };
  },
  undici: async ({ secure, ca, cert, key }) => {
    const { Pool } = await undiciBelow();
    const pool = new Pool(secure, { connect: { ca, cert, key }, connections: 50, pipelining: 1 });
    /** @param {string} path */
    const json = async (path) => JSON.parse(await (await pool.request({ method: 'GET', path })).body.text());
    return { get: () => json(object), list: () => json(collection), close: () => pool.destroy() };
  },
  'node:http, lines': ({ plain }) =>
    Promise.resolve({
      watch: () =>
        new Promise((resolve, reject) => {
          let count = 0;
          const request = http.get(`${plain}${collection}?watch=true`, (response) => {
            let rest = '';
            response.setEncoding('utf8');
            response.on('data', (/** @type {string} */ chunk) => {
              rest += chunk;
              let start = 0;
              for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
                JSON.parse(rest.slice(start, end));
                count++;
                start = end + 1;
              }
              rest = rest.slice(start);
            });
            response.on('end', () => resolve(count));
          });
          request.on('error', reject);
        }),
      close: () => undefined,
    }),
  rest: (target) => ours(target, undefined),
  'rest-undici': async (target) => {
    const { undiciTransport } = await import('@kubewright/rest-undici');
    return ours(target, undiciTransport);
  },
};

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
 * @param {Target} target
 * @param {import('@kubewright/rest').TransportFactory | undefined} transportFactory
 * @returns {Promise<Contender>}
 */
async function ours({ secure, plain, ca, cert, key }, transportFactory) {
  const [{ RESTClient }, { CoreV1Client }] = await Promise.all([import('@kubewright/rest'), import('@kubewright/core-v1')]);
  const client = new RESTClient({
    host: secure,
    tls: { caData: ca, certData: cert, keyData: key },
    qps: -1,
    transportFactory,
    proxy: false,
  });
  const watching = new RESTClient({ host: plain, qps: -1, transportFactory, proxy: false });
  const pods = new CoreV1Client(client).pods('bench');
  return {
    get: () => pods.get('web-5b6c8f9d7c-000001'),
    list: () => pods.list(),
    watch: async () => {
      let count = 0;
      const watch = await new CoreV1Client(watching).pods('bench').watch();
      for await (const event of watch) if (event.type === 'MODIFIED') count++;
      return count;
    },
    close: async () => {
      await Promise.all([client.close(), watching.close()]);
    },
  };
}
