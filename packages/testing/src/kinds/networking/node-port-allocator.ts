const first = 30_000;
const last = 32_767;
/** Up to here ports are for those who ask for one (Kubernetes `pkg/registry/core/service/portallocator`). */
const reserved = 86;

/** Gives ports of nodes to Services: the lowest that is free above those for who asks for one. */
export class NodePortAllocator {
  readonly #taken = new Set<number>();
  #next = first + reserved;

  /** Takes a port that somebody asked for. @returns what is wrong; undefined if it is theirs now */
  take(port: number): string | undefined {
    if (port < first || port > last) {
      return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
    }
    if (this.#taken.has(port)) return 'provided port is already allocated';
    this.#taken.add(port);
    return undefined;
  }

  /** Takes any port. Undefined if there is none left. */
  takeNext(): number | undefined {
    for (let tried = first; tried <= last; tried++) {
      const port = this.#next > last ? first : this.#next;
      this.#next = port + 1;
      if (!this.#taken.has(port)) {
        this.#taken.add(port);
        return port;
      }
    }
    return undefined;
  }

  /** Whether somebody has a port. */
  has(port: number): boolean {
    return this.#taken.has(port);
  }

  /** Gives a port back. One that nobody has is ignored. */
  release(port: number): void {
    this.#taken.delete(port);
  }
}
