/**
 * Writes protobuf messages from their end to their beginning, as Go does: what stands in a message is written before its length, which
 * is known by then.
 */
export class ProtobufWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #at = this.#bytes.length;

  /** How many bytes there are. */
  get length(): number {
    return this.#bytes.length - this.#at;
  }

  /** All that was written. */
  finish(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  /** Puts bytes in front. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#at -= bytes.length;
    this.#bytes.set(bytes, this.#at);
  }

  /** Puts a field with a number in front. @param value of 64 bits, with a sign */
  number(field: number, value: bigint | number): void {
    this.#varint(value);
    this.#varint(field * 8);
  }

  /** Puts a field with a floating-point number in front. */
  double(field: number, value: number): void {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeDoubleLE(value);
    this.raw(bytes);
    this.#varint(field * 8 + 1);
  }

  /** Puts a field with bytes in front. */
  bytes(field: number, value: Uint8Array): void {
    this.raw(value);
    this.#head(field, value.length);
  }

  /** Puts a field with a text in front. */
  text(field: number, value: string): void {
    this.bytes(field, Buffer.from(value));
  }

  /** Puts a field with a message in front. @param write puts what stands in it in front, the last first */
  message(field: number, write: () => void): void {
    const before = this.length;
    write();
    this.#head(field, this.length - before);
  }

  #head(field: number, length: number): void {
    this.#varint(length);
    this.#varint(field * 8 + 2);
  }

  #varint(value: bigint | number): void {
    if (typeof value === 'number' && value >= 0 && value < 0x80) {
      this.#reserve(1);
      this.#bytes[--this.#at] = value;
      return;
    }
    const bytes: number[] = [];
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
    this.raw(Uint8Array.from(bytes));
  }

  #reserve(count: number): void {
    if (count <= this.#at) return;
    const { length } = this;
    const grown = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, length + count));
    const at = grown.length - length;
    this.#bytes.copy(grown, at, this.#at);
    this.#bytes = grown;
    this.#at = at;
  }
}
