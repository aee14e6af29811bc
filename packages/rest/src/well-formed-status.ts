/**
 * Whether a `Status` of the server's has the types that clients rely on; what is null or missing is fine. Go could not decode
 * another one, and would take it for no `Status` (apimachinery `metav1.Status`).
 */
export function isWellFormedStatus(status: object): boolean {
  const { message, reason, code, details, metadata } = status as Fields;
  return (
    isText(message) && isText(reason) && isInteger(code) && isRecord(metadata) && isRecord(details) && areDetails(details ?? {})
  );
}

type Fields = Readonly<Record<string, unknown>>;

function areDetails({ causes, retryAfterSeconds }: Fields): boolean {
  return (
    isInteger(retryAfterSeconds) && (causes === undefined || causes === null || (Array.isArray(causes) && causes.every(isRecord)))
  );
}

function isText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function isInteger(value: unknown): boolean {
  return value === undefined || value === null || Number.isInteger(value);
}

function isRecord(value: unknown): value is Fields | null | undefined {
  return value === undefined || (typeof value === 'object' && !Array.isArray(value));
}
