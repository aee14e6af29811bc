import path from 'node:path';
import type { APIGroupList, APIResourceList, Info } from '@kubewright/meta-v1';
import { type Clock, systemClock } from '@kubewright/rest';
import { allGroupsAndResources } from './all-resources.js';
import { readGroupList } from './api-groups.js';
import { readResourceList } from './api-resources.js';
import { readCacheFile, writeCacheFile } from './cache-file.js';
import type { CachedDiscovery, DiscoveryOptions, GroupsAndResources } from './discovery.js';
import { Fields } from './fields.js';
import { freshFor } from './fresh-for.js';
import type { OpenAPIV3 } from './openapi-v3.js';
import { namespacedResources, preferredResources } from './preferred-resources.js';
import { SingleFlight } from './single-flight.js';

/** Where a {@link DiskCachedDiscovery} keeps its files, and for how long. */
export interface DiskCacheOptions {
  /** Folder for one server, such as `discoveryCacheDirectory` names. Made if it is missing. */
  directory: string;
  /** Milliseconds that a file may be used for. @default six hours, as kubectl */
  ttl?: number | undefined;
  /** Tells how old files are, by `date`, and what was asked for, by `now`. @default the system's */
  clock?: Clock | undefined;
}

/** What is kept in one file. */
interface Document<T> {
  /** Path below the cache's folder. */
  file: string;
  kind: string;
  read: (fields: Fields) => T;
  ask: (options: DiscoveryOptions) => Promise<T>;
  /** Whether there is nothing in it worth keeping. */
  isEmpty: (value: T) => boolean;
}

const sixHours = 6 * 60 * 60 * 1000;

/** What a group-version must look like for a file to be named after it: the name comes from a server. */
const fileName = /^[a-zA-Z0-9][-a-zA-Z0-9.]*(?:\/[a-zA-Z0-9][-a-zA-Z0-9.]*)?$/;

/**
 * Keeps groups and resources in files, in the layout of kubectl, which can use the same folder (client-go
 * `disk.CachedDiscoveryClient`): `servergroups.json` and `<group>/<version>/serverresources.json`.
 *
 * A file that cannot be read, or that holds something else, counts as missing; one that cannot be written is not written.
 */
export class DiskCachedDiscovery implements CachedDiscovery {
  readonly #delegate: CachedDiscovery;
  readonly #directory: string;
  readonly #ttl: number;
  readonly #clock: Clock;
  readonly #flights = new Map<string, SingleFlight<unknown>>();
  /** Files that were written since the last invalidation. */
  readonly #ours = new Set<string>();
  /** The end of the last write of each file: they are written one after the other. */
  readonly #writing = new Map<string, Promise<void>>();
  #invalidated = false;
  /** Whether all files that were used are ours. */
  #onlyOurs = true;
  /** When the delegate was first asked since the last invalidation, by the clock's `now`. */
  #askedAt: number | undefined;
  /** Counts invalidations. */
  #generation = 0;

  /** @param delegate a `MemoryCachedDiscovery`: it gets groups and resources together, while the files are asked for one by one */
  constructor(delegate: CachedDiscovery, { directory, ttl = sixHours, clock = systemClock }: DiskCacheOptions) {
    this.#delegate = delegate;
    this.#directory = directory;
    this.#ttl = ttl;
    this.#clock = clock;
  }

  /** Whether only files were used that this object wrote itself, and the server was asked in the last ten seconds. */
  fresh(): boolean {
    return this.#onlyOurs && (this.#askedAt === undefined || this.#clock.now() - this.#askedAt < freshFor);
  }

  invalidate(): void {
    this.#generation++;
    this.#invalidated = true;
    this.#onlyOurs = true;
    this.#ours.clear();
    this.#flights.clear();
    this.#askedAt = undefined;
    this.#delegate.invalidate();
  }

  async serverGroups({ signal }: DiscoveryOptions = {}): Promise<APIGroupList> {
    return this.#get(
      {
        file: 'servergroups.json',
        kind: 'APIGroupList',
        read: readGroupList,
        ask: (options) => this.#delegate.serverGroups(options),
        isEmpty: ({ groups }) => groups.length === 0,
      },
      signal,
    );
  }

  async serverResourcesForGroupVersion(groupVersion: string, { signal }: DiscoveryOptions = {}): Promise<APIResourceList> {
    const ask = (options: DiscoveryOptions): Promise<APIResourceList> =>
      this.#delegate.serverResourcesForGroupVersion(groupVersion, options);
    if (!fileName.test(groupVersion)) return ask({ signal });
    return this.#get(
      {
        file: `${groupVersion}/serverresources.json`,
        kind: 'APIResourceList',
        read: (fields) => readResourceList(fields, groupVersion),
        ask,
        isEmpty: ({ resources }) => resources.length === 0,
      },
      signal,
    );
  }

  async serverGroupsAndResources(options: DiscoveryOptions = {}): Promise<GroupsAndResources> {
    return allGroupsAndResources(this, options);
  }

  async serverPreferredResources(options: DiscoveryOptions = {}): Promise<APIResourceList[]> {
    return preferredResources(this, options);
  }

  async serverPreferredNamespacedResources(options: DiscoveryOptions = {}): Promise<APIResourceList[]> {
    return namespacedResources(this.serverPreferredResources(options));
  }

  async serverVersion(options: DiscoveryOptions = {}): Promise<Info> {
    return this.#delegate.serverVersion(options);
  }

  openAPIV3(): OpenAPIV3 {
    return this.#delegate.openAPIV3();
  }

  async #get<T extends object>(document: Document<T>, signal: AbortSignal | undefined): Promise<T> {
    let flight = this.#flights.get(document.file) as SingleFlight<T> | undefined;
    if (!flight) this.#flights.set(document.file, (flight = new SingleFlight()));
    return flight.run((working) => this.#readOrAsk(document, working), signal);
  }

  async #readOrAsk<T extends object>(document: Document<T>, signal: AbortSignal): Promise<T> {
    const file = path.join(this.#directory, document.file);
    const kept = await this.#read(file, document, signal);
    if (kept) return kept;
    this.#forgetWhatIsOld();
    const generation = this.#generation;
    this.#askedAt ??= this.#clock.now();
    const value = await document.ask({ signal });
    if (document.isEmpty(value)) return value;
    await this.#write(file, `${JSON.stringify({ kind: document.kind, apiVersion: 'v1', ...value })}\n`, generation);
    return value;
  }

  /** What was asked for before an invalidation must not take the place of what was asked for after it. */
  async #write(file: string, text: string, generation: number): Promise<void> {
    const before = this.#writing.get(file) ?? Promise.resolve();
    const writing = before.then(async () => {
      if (generation !== this.#generation) return;
      const written = await writeCacheFile(file, text);
      if (written && generation === this.#generation) this.#ours.add(file);
    });
    this.#writing.set(file, writing);
    await writing;
  }

  async #read<T>(file: string, { kind, read }: Document<T>, signal: AbortSignal): Promise<T | undefined> {
    if (this.#invalidated && !this.#ours.has(file)) return undefined;
    const text = await readCacheFile(file, this.#clock.date().getTime() - this.#ttl, signal);
    if (text === undefined) return undefined;
    try {
      const fields = new Fields(JSON.parse(text));
      if (fields.text('kind') !== kind || fields.text('apiVersion') !== 'v1') return undefined;
      const value = read(fields);
      this.#onlyOurs &&= this.#ours.has(file);
      return value;
    } catch {
      return undefined; // Half a file, or somebody else's: as if there was none.
    }
  }

  /** What the delegate remembers must not outlive its files. */
  #forgetWhatIsOld(): void {
    if (this.#askedAt !== undefined && this.#clock.now() - this.#askedAt >= this.#ttl) this.invalidate();
  }
}
