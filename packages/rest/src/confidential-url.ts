/** Resources whose objects are, or hold, credentials: secrets, service account tokens, and the tokens that a review is about. */
const confidential = /\/(?:secrets|tokenreviews|serviceaccounts\/[^/]+\/token)(?:\/|$)/i;

/**
 * Whether what is sent to this URL and answered by it may hold credentials. A namespace or an object that is called like one of
 * these resources counts too: better one body too few is printed than one too many.
 */
export function isConfidential({ pathname }: URL): boolean {
  const decoded = pathname.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return confidential.test(decoded.replaceAll(/\/+/g, '/'));
}
