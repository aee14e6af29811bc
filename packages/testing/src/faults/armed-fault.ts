import type { RequestAttributes } from '../http/request-attributes.js';
import type { Fault, FaultHandle } from './fault.js';

/** A fault, with what it remembers. */
export class ArmedFault implements FaultHandle {
  readonly fault: Fault;
  readonly #random: () => number;
  readonly #remove: (fault: ArmedFault) => void;
  #seen = 0;
  #hits = 0;

  constructor(fault: Fault, random: () => number, remove: (fault: ArmedFault) => void) {
    this.fault = fault;
    this.#random = random;
    this.#remove = remove;
  }

  get hits(): number {
    return this.#hits;
  }

  remove(): void {
    this.#remove(this);
  }

  /** Whether it is going to happen to a request, which counts as one that it was for. */
  isFor(attributes: RequestAttributes, query: URLSearchParams): boolean {
    const { verb, resource, group, namespace, name, subresource, probability = 1, after, action } = this.fault;
    const wanted = { verb, resource, group, namespace, name, subresource };
    for (const key of ['verb', 'resource', 'group', 'namespace', 'name', 'subresource'] as const)
      if (wanted[key] !== undefined && wanted[key] !== attributes[key]) return false;
    if (action === 'expired-continue' && (attributes.verb !== 'list' || !query.get('continue'))) return false;
    if (this.#seen++ < (after?.requests ?? 0) || this.#isUsedUp()) return false;
    return probability >= 1 || this.#random() < probability;
  }

  /** Lets it happen, if it has not happened often enough. */
  strike(): boolean {
    if (this.#isUsedUp()) return false;
    this.#hits++;
    return true;
  }

  #isUsedUp(): boolean {
    return this.#hits >= (this.fault.times ?? Infinity);
  }
}
