/** How an object comes into a state of which its row tells. */
export interface TableObject {
  /** What is special about it. */
  readonly name: string;
  /** Of its collection. */
  readonly path: string;
  readonly object: {
    readonly metadata: { readonly name: string; readonly [field: string]: unknown };
    readonly [field: string]: unknown;
  };
  /** A merge patch of the object, after its creation. */
  readonly spec?: object;
  /** Its status, put there by a merge patch. */
  readonly status?: object;
  /** Where to. @default `status` */
  readonly subresource?: string;
  /** Whether that is answered by no table. */
  readonly isStatusNoTable?: boolean;
  /** Whether what surrounds the row differs between servers: who asked, or what controllers do meanwhile. */
  readonly isRecordedOnly?: boolean;
  /** Whether it is deleted at last; a finalizer keeps it. */
  readonly isDeleted?: boolean;
}

const start = Math.floor(Date.now() / 1000);

/** A time in the past, without fractions. The cells of two servers are the same if it is in the middle of what they round to. */
export function ago(seconds: number): string {
  return new Date((start - seconds) * 1000).toISOString().replace('.000', '');
}

/** A time in the past with microseconds. */
export function microAgo(seconds: number): string {
  return ago(seconds).replace('Z', '.000000Z');
}

export const minutes = 60;
export const hours = 3600;
export const days = 86_400;
