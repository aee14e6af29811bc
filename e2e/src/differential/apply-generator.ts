import { applied, configMaps, podTemplates, services } from './apply-steps.js';
import type { DifferentialCase, DifferentialStep } from './case.js';

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes configurations of objects. */
class Generator {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = random(seed);
  }

  chance(percent: number): boolean {
    return this.#next() * 100 < percent;
  }

  pick<T>(...of: readonly [T, ...T[]]): T {
    return of[Math.floor(this.#next() * of.length)] ?? of[0];
  }

  /** A part of a list, in any order. */
  some<T>(...of: readonly T[]): T[] {
    return of
      .map((value) => ({ value, order: this.#next(), taken: this.chance(60) }))
      .filter(({ taken }) => taken)
      .sort((left, right) => left.order - right.order)
      .map(({ value }) => value);
  }

  maybe<T>(name: string, value: () => T): Record<string, T> {
    return this.chance(50) ? { [name]: value() } : {};
  }

  texts(...names: readonly string[]): Record<string, string> {
    return Object.fromEntries(this.some(...names).map((name) => [name, this.pick('1', '2')]));
  }

  metadata(name: string): object {
    return {
      name,
      ...this.maybe('labels', () => this.texts('a', 'b')),
      ...this.maybe('annotations', () => this.texts('x.io/a', 'b')),
    };
  }

  container(name: string): object {
    return {
      name,
      image: this.pick('x:1', 'x:2'),
      ...this.maybe('command', () => this.some('a', 'b')),
      ...this.maybe('env', () => this.some('A', 'B', 'C').map((key) => ({ name: key, value: this.pick('1', '2') }))),
      ...this.maybe('ports', () =>
        this.some('TCP', 'UDP').flatMap((protocol) =>
          this.some(80, 443).map((containerPort) => ({ containerPort, protocol, ...this.maybe('hostIP', () => '127.0.0.1') })),
        ),
      ),
      ...this.maybe('resources', () => ({ limits: this.texts('cpu', 'memory') })),
    };
  }

  podTemplate(): object {
    const spec = {
      containers: this.some('a', 'b', 'c').map((name) => this.container(name)),
      ...this.maybe('tolerations', () => [{ key: this.pick('a', 'b'), operator: 'Exists' }]),
      ...this.maybe('nodeSelector', () => this.texts('x', 'y')),
      ...this.maybe('securityContext', () => this.pick({}, { runAsUser: 1 })),
    };
    return { apiVersion: 'v1', kind: 'PodTemplate', metadata: this.metadata('web'), template: { spec } };
  }

  service(): object {
    const ports = this.some('TCP', 'UDP').flatMap((protocol) =>
      this.some(80, 81).map((port) => ({
        name: `${protocol.toLowerCase()}-${String(port)}`,
        port,
        protocol,
        ...this.maybe('targetPort', () => this.pick<number | string>(8080, 'web')),
      })),
    );
    const spec = { clusterIP: 'None', ports, selector: { a: this.pick('1', '1', '2') } };
    return { apiVersion: 'v1', kind: 'Service', metadata: this.metadata('front'), spec };
  }

  configMap(): object {
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: this.metadata('settings'), data: this.texts('a', 'b', 'c', 'd') };
  }
}

function generatedCase(seed: number): DifferentialCase {
  const generator = new Generator(seed);
  const kinds = [
    (): readonly [string, object] => [`${podTemplates}/web`, generator.podTemplate()],
    (): readonly [string, object] => [`${services}/front`, generator.service()],
    (): readonly [string, object] => [`${configMaps}/settings`, generator.configMap()],
  ] as const;
  const make = kinds[seed % kinds.length] ?? kinds[0];
  const steps = Array.from({ length: 5 }, (): DifferentialStep => {
    const [path, body] = make();
    return applied(path, generator.pick('ann', 'bob', 'kubectl'), body, generator.chance(50) ? '&force=true' : '');
  });
  return { name: `generated applies ${String(seed)}`, steps };
}

/** Random applies of three managers to one object, the same ones every time. */
export const generatedApplyCases: DifferentialCase[] = Array.from({ length: 30 }, (_, seed) => generatedCase(seed));
