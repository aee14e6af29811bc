/**
 * When an ID token ends (OpenID Connect Core 1.0 §2, `exp`). The token is not verified: the API server does that.
 *
 * @returns calendar time in milliseconds
 * @throws {Error} if it is no token; it quotes nothing of it
 */
export function expiryOf(idToken: string): number {
  const parts = idToken.split('.');
  if (parts.length !== 3) throw new Error('the ID token is not a valid JWT');
  const { exp } = claims(parts[1] ?? '');
  if (typeof exp !== 'number') throw new Error('the ID token does not say when it ends (exp)');
  return exp * 1000;
}

function claims(encoded: string): { exp?: unknown } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    throw new Error('the ID token is not a valid JWT');
  }
}
