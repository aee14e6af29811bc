/**
 * Gives addresses of one IPv4 range to Services: the lowest that is free, from the part of the range that the server uses for
 * those that nobody asked for (Kubernetes `pkg/registry/core/service/ipallocator`, which takes any of them).
 */
export class ServiceIPAllocator {
  /** The network's own address, which dry runs are answered with. */
  readonly network: string;
  /** The range, as `10.96.0.0/16`. */
  readonly cidr: string;
  readonly #first: number;
  readonly #size: number;
  readonly #taken = new Set<number>();
  #next: number;

  /** @param cidr as `10.96.0.0/16`. Throws an Error if it is no IPv4 range. */
  constructor(cidr: string) {
    const [address = '', length = ''] = cidr.split('/');
    const bits = Number(length);
    const first = parseIPv4(address);
    if (first === undefined || length === '' || !Number.isInteger(bits) || bits < 8 || bits > 30) {
      throw new Error(`service range ${JSON.stringify(cidr)}: not an IPv4 range as 10.96.0.0/16, with 8 to 30 bits`);
    }
    this.#size = 2 ** (32 - bits);
    this.#first = first - (first % this.#size);
    this.network = formatIPv4(this.#first);
    this.cidr = `${this.network}/${bits}`;
    this.#next = this.#offset();
    this.#taken.add(1); // Of the Service "kubernetes", whether or not it is there.
  }

  /** Takes an address that somebody asked for. @returns what is wrong; undefined if it is theirs now */
  take(ip: string): string | undefined {
    if (!this.has(ip)) return 'the provided network does not match the current range';
    const index = (parseIPv4(ip) ?? -1) - this.#first;
    if (this.#taken.has(index)) return 'provided IP is already allocated';
    this.#taken.add(index);
    return undefined;
  }

  /** Whether an address is one of those that Services can have. */
  has(ip: string): boolean {
    const index = (parseIPv4(ip) ?? -1) - this.#first;
    return index >= 1 && index < this.#size - 1;
  }

  /** Takes any address. Undefined if there is none left. */
  takeNext(): string | undefined {
    const last = this.#size - 2;
    for (let tried = 0; tried < last; tried++) {
      const index = this.#next > last ? 1 : this.#next;
      this.#next = index + 1;
      if (!this.#taken.has(index)) {
        this.#taken.add(index);
        return formatIPv4(this.#first + index);
      }
    }
    return undefined;
  }

  /** Gives an address back. One that is not in the range, or that nobody has, is ignored. */
  release(ip: string): void {
    const index = (parseIPv4(ip) ?? -1) - this.#first;
    if (index !== 1) this.#taken.delete(index);
  }

  /** Where the addresses begin that nobody asks for: the lower ones are for those who do. */
  #offset(): number {
    return this.#size < 128 ? 1 : Math.min(Math.max(16, this.#size / 16), 256);
  }
}

function parseIPv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

function formatIPv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
