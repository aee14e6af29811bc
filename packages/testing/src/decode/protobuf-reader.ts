/** Bytes that are no protobuf message. */
export class MalformedProtobufError extends Error {
  override readonly name = 'MalformedProtobufError';
}

/** What a field holds: the bits of a number, or bytes. */
export type ProtobufValue = Uint8Array | bigint;

/** A field as it stands in a message. */
export interface ProtobufField {
  readonly number: number;
  readonly value: ProtobufValue;
}

/**
 * The fields of a message, in the order of the bytes. A number is as its bits say without a sign.
 *
 * @throws {MalformedProtobufError} where the bytes end too early, or are no field
 */
export function* protobufFields(message: Uint8Array): Generator<ProtobufField> {
  const reader = new ProtobufReader(message);
  while (!reader.isAtEnd) {
    const tag = Number(reader.varint());
    const number = Math.floor(tag / 8);
    if (number === 0) throw new MalformedProtobufError('illegal tag 0');
    yield { number, value: reader.value(tag % 8) };
  }
}

/** Numbers of variable length that stand one behind the other. @throws {MalformedProtobufError} */
export function packedNumbers(bytes: Uint8Array): bigint[] {
  const reader = new ProtobufReader(bytes);
  const numbers: bigint[] = [];
  while (!reader.isAtEnd) numbers.push(reader.varint());
  return numbers;
}

const longestVarint = 10;

class ProtobufReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  varint(): bigint {
    let bits = 0n;
    for (let i = 0; i < longestVarint; i++) {
      const byte = this.#take(1)[0] as number;
      bits |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return BigInt.asUintN(64, bits);
    }
    throw new MalformedProtobufError('integer overflow');
  }

  /** @param wireType how it is written: 0 is a number, 1 eight bytes, 2 bytes with their length before them, 5 four bytes */
  value(wireType: number): ProtobufValue {
    switch (wireType) {
      case 0:
        return this.varint();
      case 1:
        return this.#fixed(8);
      case 2:
        return this.#take(Number(this.varint()));
      case 5:
        return this.#fixed(4);
      default:
        throw new MalformedProtobufError(`illegal wireType ${String(wireType)}`);
    }
  }

  #fixed(length: number): bigint {
    return this.#take(length).reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new MalformedProtobufError('unexpected EOF');
    return this.#bytes.subarray(this.#at, (this.#at += length));
  }
}
