/** What every object may have; the rest is the caller's type. */
export interface AnyObject {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: { name?: string | undefined; managedFields?: unknown } | undefined;
}
