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

/**
 * A time in the past, counted from when a case asks. The cells of two servers are the same if it is in the middle of what they
 * round to.
 */
export function ago(seconds: number): string {
  return `{${String(seconds)} seconds ago}`;
}

/** A time in the past with microseconds. */
export function microAgo(seconds: number): string {
  return `{${String(seconds)}.0 seconds ago}`;
}

/** Puts times, of RFC 3339, where {@link ago} and {@link microAgo} left room for them. */
export function withTimes(text: string): string {
  return text.replaceAll(/\{(-?\d+)(\.0)? seconds ago\}/g, (_, seconds: string, micro?: string) => {
    const time = new Date(Date.now() - Number(seconds) * 1000).toISOString();
    return time.replace(/\.\d+Z$/, micro === undefined ? 'Z' : '.000000Z');
  });
}

export const minutes = 60;
export const hours = 3600;
export const days = 86_400;
