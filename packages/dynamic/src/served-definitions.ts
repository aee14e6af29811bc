import { isNoMatch, type RESTMapper } from '@kubewright/discovery';
import { abortable, type Clock, type ResourceNames } from '@kubewright/rest';
import type { DynamicClient } from './dynamic-client.js';
import type { DynamicObject } from './dynamic-object.js';
import type { StoredDynamicObject } from './dynamic-resource.js';
import { condition } from './wait-condition.js';
import { waitFrom } from './wait-for.js';

const definitions: ResourceNames = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
};
/** Milliseconds between looks at discovery. */
const [firstPause, longestPause] = [100, 2000];
const established = condition('Established');

interface Definition {
  name: string;
  object: StoredDynamicObject;
  /** Whether discovery may be older than it. */
  changed: boolean;
  /** When all waiting for it ends, by the clock; set when that begins. */
  deadline?: number;
  /** Settled or not, the one wait until it is established. */
  established?: Promise<void>;
  /** Versions that the server serves, as far as somebody asked. */
  readonly served: Set<string>;
}

interface Wanted {
  group: string;
  version: string;
  kind: string;
}

interface Waiting {
  signal: AbortSignal | undefined;
  /** Milliseconds for each definition, all waiting for it together; 0 is no limit, and a negative one is over at once. */
  timeout: number;
  clock: Clock;
}

/** CustomResourceDefinitions that were just applied, and when the server begins to serve what they define. */
export class ServedDefinitions {
  readonly #dynamic: DynamicClient;
  readonly #waiting: Waiting;
  /** By `group/kind` of what they define. */
  readonly #definitions = new Map<string, Definition>();

  constructor(dynamic: DynamicClient, waiting: Waiting) {
    this.#dynamic = dynamic;
    this.#waiting = waiting;
  }

  /** Remembers an object if it is a definition, as the server answered it. */
  add(object: StoredDynamicObject, changed: boolean): void {
    if (object.kind !== definitions.kind || !object.apiVersion.startsWith(`${definitions.group}/`)) return;
    const { group, names } = (object['spec'] ?? {}) as { group?: string; names?: { kind?: string } };
    const name = object.metadata.name;
    this.#definitions.set(`${group ?? ''}/${names?.kind ?? ''}`, { name, object, changed, served: new Set() });
  }

  /**
   * Waits until the server serves a kind in a version, if one of the definitions is its own. Rejects with a `WaitTimeoutError` if that
   * is not established in time, with an Error if its resource is not served in time, and with what goes wrong in discovery, which is
   * asked again for the next document.
   */
  async serve(group: string, version: string, kind: string): Promise<void> {
    const definition = this.#definitions.get(`${group}/${kind}`);
    if (!definition || definition.served.has(version)) return;
    const { clock, timeout } = this.#waiting;
    definition.deadline ??= deadlineOf(timeout, clock);
    await (definition.established ??= this.#establish(definition));
    await this.#serveVersion(definition, definition.deadline, { group, version, kind });
    definition.served.add(version);
  }

  async #establish({ name, object, changed }: Definition): Promise<void> {
    const { signal, timeout, clock } = this.#waiting;
    if (!isEstablished(object)) {
      const seen = { read: true, kind: definitions.kind, object, error: undefined };
      await waitFrom(seen, this.#dynamic.resource(definitions), name, isEstablished, { signal, timeout, clock });
    }
    if (changed) reset(this.#dynamic.mapper);
  }

  /** Looks at least once, unless the time was over at once: what a mapper knows already needs none. */
  async #serveVersion({ name }: Definition, deadline: number, wanted: Wanted): Promise<void> {
    const { signal, timeout, clock } = this.#waiting;
    for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
      try {
        await this.#look(wanted, deadline);
        return;
      } catch (error) {
        if (error !== tooLate && !isNoMatch(error)) throw error;
        if (error === tooLate || clock.now() + pause > deadline) throw notServed(name, wanted, timeout, error as Error);
      }
      await clock.sleep(pause, signal);
      reset(this.#dynamic.mapper);
    }
  }

  async #look(wanted: Wanted, deadline: number): Promise<void> {
    const { signal, clock } = this.#waiting;
    if (deadline === -Infinity) throw tooLate;
    if (deadline === Infinity) {
      await this.#dynamic.mapper.restMapping(wanted, [wanted.version], { signal });
      return;
    }
    const timer = new AbortController();
    const end = new AbortController();
    const stop = (reason: unknown): void => end.abort(reason);
    abortable(clock.sleep(deadline - clock.now(), timer.signal), signal).then(() => stop(tooLate), stop);
    try {
      await this.#dynamic.mapper.restMapping(wanted, [wanted.version], { signal: end.signal });
    } finally {
      timer.abort();
    }
  }
}

function deadlineOf(timeout: number, clock: Clock): number {
  if (timeout === 0) return Infinity;
  return timeout < 0 ? -Infinity : clock.now() + timeout;
}

/** What ends a look at discovery when there is no time left. */
const tooLate = new Error('discovery did not answer in time');

/** As the condition, but a timeout tells all conditions: maybe the names are taken. */
const isEstablished = Object.assign((object: DynamicObject | undefined) => established(object), {
  waitingFor: established.waitingFor,
});

/** Mappers that cannot forget find new resources when they look again. */
function reset(mapper: RESTMapper & { reset?: () => void }): void {
  mapper.reset?.();
}

function notServed(name: string, wanted: Wanted, timeout: number, cause: Error): Error {
  const { group, version, kind } = wanted;
  return new Error(
    `the server does not serve ${group}/${version} ${kind} within ${String(timeout)} ms of its CustomResourceDefinition "${name}"; ` +
      'does that have this version, and is it served?',
    { cause },
  );
}
