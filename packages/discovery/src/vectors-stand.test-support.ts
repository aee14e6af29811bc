import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RESTClient } from '@kubewright/rest';
import { startTestServer, type TestServer } from '../../rest/src/test-server.test-support.js';
import { DeferredRESTMapper } from './deferred-rest-mapper.js';
import type { CachedDiscovery, Discovery } from './discovery.js';
import { DiscoveryClient } from './discovery-client.js';
import { discoveryConfig } from './discovery-config.js';
import { DiskCachedDiscovery } from './disk-cached-discovery.js';
import { MemoryCachedDiscovery } from './memory-cached-discovery.js';
import { ShortcutExpander } from './shortcut-expander.js';
import { type Case, documentOf, type Served } from './vectors-file.test-support.js';

const missing: Served = { status: 404, type: 'text/plain', text: '404 page not found\n' };

/** A client beside its server, as a case wants them. */
export class Stand implements AsyncDisposable {
  readonly discovery: Discovery;
  /** Undefined for a client without a cache. */
  readonly cached: CachedDiscovery | undefined;
  readonly mapper: DeferredRESTMapper | undefined;
  readonly expander: ShortcutExpander | undefined;
  /** Of the cache on disk. */
  readonly folder: string;
  readonly #server: TestServer;
  readonly #client: RESTClient;
  #warnings: string[] = [];
  #requestsSeen = 0;

  private constructor({ client, legacy, noPeers, base = '' }: Case, server: TestServer, folder: string) {
    this.folder = folder;
    this.#server = server;
    this.#client = new RESTClient(discoveryConfig({ host: server.url + base, qps: -1, proxy: false }));
    const live = new DiscoveryClient(this.#client, { legacy, noPeers });
    if (client === 'live') {
      this.discovery = live;
      return;
    }
    const memory = new MemoryCachedDiscovery(live);
    this.cached = client === 'memory' ? memory : new DiskCachedDiscovery(memory, { directory: folder, ttl: 60 * 60 * 1000 });
    this.discovery = this.cached;
    this.mapper = new DeferredRESTMapper(this.cached);
    this.expander = new ShortcutExpander(this.mapper, this.cached, (warning) => this.#warnings.push(warning));
  }

  static async start(input: Case): Promise<Stand> {
    const { base = '' } = input;
    const due = new Map(Object.entries(input.serve).map(([path, digests]) => [base + path, digests.map(documentOf)]));
    const server = await startTestServer(({ url }, response) => {
      const answers = due.get(url.split('?', 1).join('')) ?? [];
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? missing;
      const { status = 200, type = 'application/json', text = '', body } = answer;
      response.writeHead(status, { 'content-type': type }).end(body === undefined ? text : JSON.stringify(body));
    });
    return new Stand(input, server, await mkdtemp(path.join(os.tmpdir(), 'discovery-')));
  }

  /** Requests since the last time, sorted, and what groups were asked for as. */
  takeRequests(): { requests: string[]; accept: string[] } {
    const requests = this.#server.requests.slice(this.#requestsSeen);
    this.#requestsSeen += requests.length;
    const ofGroups = requests.filter(({ url }) => /\/apis?(?:\?|$)/.test(url));
    return {
      requests: requests.map(({ url }) => url).sort(),
      accept: [...new Set(ofGroups.map(({ headers }) => headers.accept ?? ''))].sort(),
    };
  }

  takeWarnings(): string[] {
    const warnings = this.#warnings;
    this.#warnings = [];
    return warnings;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
    await this.#server[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true });
  }
}
