import { isNoMatch, type RESTMapper } from '@kubewright/discovery';
import type { Clock, ResourceNames } from '@kubewright/rest';
import type { DynamicClient } from './dynamic-client.js';
import type { DynamicObject } from './dynamic-object.js';
import { condition } from './wait-condition.js';
import { waitFor } from './wait-for.js';

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
  object: DynamicObject;
  /** Whether discovery may be older than it. */
  changed: boolean;
  /** Settled or not, the one wait for it. */
  served?: Promise<void>;
}

interface Waiting {
  signal: AbortSignal | undefined;
  /** Milliseconds for each definition. */
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
  add(object: DynamicObject, changed: boolean): void {
    if (object.kind !== definitions.kind || !object.apiVersion?.startsWith(`${definitions.group}/`)) return;
    const { group, names } = (object['spec'] ?? {}) as { group?: string; names?: { kind?: string } };
    const name = object.metadata?.name ?? '';
    this.#definitions.set(`${group ?? ''}/${names?.kind ?? ''}`, { name, object, changed });
  }

  /**
   * Waits until the server serves a kind, if one of the definitions is its own. Rejects with a `WaitTimeoutError` if that is not
   * established in time, and with an Error if its resource is not served in time.
   */
  async serve(group: string, version: string, kind: string): Promise<void> {
    const definition = this.#definitions.get(`${group}/${kind}`);
    if (!definition) return;
    await (definition.served ??= this.#serve(definition, { group, version, kind }));
  }

  async #serve({ name, object, changed }: Definition, wanted: { group: string; version: string; kind: string }): Promise<void> {
    const { signal, timeout, clock } = this.#waiting;
    const began = clock.now();
    if (!isEstablished(object))
      await waitFor(this.#dynamic.resource(definitions), name, isEstablished, { signal, timeout, clock });
    if (changed) reset(this.#dynamic.mapper);
    for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
      try {
        await this.#dynamic.mapper.restMapping(wanted, [wanted.version], { signal });
        return;
      } catch (error) {
        if (!isNoMatch(error)) throw error;
        if (clock.now() - began + pause > timeout) throw notServed(name, wanted, timeout, error);
      }
      await clock.sleep(pause, signal);
      reset(this.#dynamic.mapper);
    }
  }
}

/** As the condition, but a timeout tells all conditions: maybe the names are taken. */
const isEstablished = Object.assign((object: DynamicObject | undefined) => established(object), {
  waitingFor: established.waitingFor,
});

/** Mappers that cannot forget find new resources when they look again. */
function reset(mapper: RESTMapper & { reset?: () => void }): void {
  mapper.reset?.();
}

function notServed(name: string, wanted: { group: string; version: string; kind: string }, timeout: number, cause: Error): Error {
  const { group, version, kind } = wanted;
  return new Error(
    `the server does not serve ${group}/${version} ${kind} within ${String(timeout)} ms of its CustomResourceDefinition "${name}"; ` +
      'does that have this version, and is it served?',
    { cause },
  );
}
