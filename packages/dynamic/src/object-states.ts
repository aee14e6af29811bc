import type { ObjectMeta } from '@kubewright/meta-v1';
import {
  type Clock,
  formatFieldSelector,
  type Gets,
  type ListOptions,
  type Scope,
  type Stored,
  suggestsClientDelay,
  type Watches,
} from '@kubewright/rest';
import { mayPass } from './may-pass.js';

/** What {@link waitFor} needs of a client, typed or dynamic: it lists and watches, and `get` says that a name is one object. */
export interface WaitableClient<T, S extends Scope = 'Namespaced'> extends Gets<T, S>, Watches<T, S> {
  /** Reads the objects that `options` select. */
  list(options?: ListOptions): Promise<{ kind?: string; metadata?: { resourceVersion?: string }; items: Stored<T, S>[] }>;
}

/** What is known so far. */
export interface Seen<O> {
  /** Whether anything was read. */
  read: boolean;
  /** The object's kind. */
  kind: string | undefined;
  /** Undefined if it does not exist. */
  object: O | undefined;
  /** What the last try failed with, if it failed. */
  error: unknown;
}

/** Whose states are wanted, and where it is written what was seen. */
export interface ObjectStatesInput<T, S extends Scope> {
  client: WaitableClient<T, S>;
  name: string;
  signal: AbortSignal;
  clock: Clock;
  seen: Seen<Stored<T, S>>;
}

/** Milliseconds before the second try, at most between two, and that a watch with no event must last (client-go `tools/cache` `Reflector`). */
const firstWait = 800;
const longestWait = 30_000;
const shortestWatch = 1000;

/** The server ends a watch after 5 to 10 minutes, in seconds (client-go `tools/cache` `Reflector`). */
const watchSeconds = 300;

/**
 * The object as it is, and after each change as it then is, undefined while it does not exist; without end. An object that was deleted
 * and created anew is undefined in between, seen or not. Rejects as `waitFor` says. Whoever stops reading closes the watch.
 */
export async function* objectStates<T, S extends Scope>({
  client,
  name,
  signal,
  clock,
  seen,
}: ObjectStatesInput<T, S>): AsyncGenerator<Stored<T, S> | undefined, never, undefined> {
  const fieldSelector = formatFieldSelector({ 'metadata.name': name });
  let version: string | undefined;
  let failures = 0;
  for (;;) {
    let delay = 0;
    let from: string | undefined;
    try {
      if (!version) {
        const list = await client.list({ fieldSelector, signal });
        const named = list.items.filter((item) => metadataOf(item).name === name);
        if (new Set(named.map((item) => metadataOf(item).namespace)).size > 1) throw severalNamespaces(name);
        const object = named[0];
        const before = seen.object;
        Object.assign(seen, { read: true, kind: list.kind?.replace(/List$/, '') || undefined, error: undefined });
        yield* become(object, before && object && metadataOf(before).uid !== metadataOf(object).uid);
        // Aggregated servers may have none.
        version = list.metadata?.resourceVersion;
      }
      from = version;
      const began = clock.now();
      const timeoutSeconds = watchSeconds + Math.floor(clock.random() * watchSeconds);
      const watch = await client.watch({
        fieldSelector,
        resourceVersion: version,
        allowWatchBookmarks: true,
        timeoutSeconds,
        signal,
      });
      seen.error = undefined;
      for await (const { type, object } of watch) {
        version = metadataOf(object).resourceVersion;
        // A server may not know field selectors.
        if (type !== 'BOOKMARK' && metadataOf(object).name === name) yield* become(type === 'DELETED' ? undefined : object);
      }
      signal.throwIfAborted();
      if (hasMovedOn(from, version)) failures = 0;
      if (hasMovedOn(from, version) || clock.now() - began >= shortestWatch) continue;
    } catch (error) {
      signal.throwIfAborted();
      if (hasMovedOn(from, version)) failures = 0;
      if (!seen.read || !mayPass(error)) throw error;
      seen.error = error;
      version = undefined;
      delay = (suggestsClientDelay(error) ?? 0) * 1000;
    }
    const wait = Math.min(firstWait * 2 ** failures++, longestWait) * (1 + clock.random());
    await clock.sleep(Math.max(wait, delay), signal);
  }

  function* become(object: Stored<T, S> | undefined, isAnother = false): Generator<Stored<T, S> | undefined> {
    if (object && seen.object && metadataOf(object).namespace !== metadataOf(seen.object).namespace) {
      throw severalNamespaces(name);
    }
    if (isAnother) {
      seen.object = undefined;
      yield undefined;
    }
    seen.object = object;
    yield object;
  }
}

/** Whether a watch has brought something: one that repeats itself must not be begun again in a hurry. */
function hasMovedOn(from: string | undefined, to: string | undefined): boolean {
  return Boolean(to) && to !== from;
}

function severalNamespaces(name: string): Error {
  return new Error(`cannot wait for "${name}": objects of several namespaces have this name; use a client of one namespace`);
}

/** Its metadata; empty if it has none. */
export function metadataOf(object: unknown): ObjectMeta {
  return (object as { metadata?: ObjectMeta | null } | null)?.metadata ?? {};
}
