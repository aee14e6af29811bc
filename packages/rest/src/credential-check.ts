import { clientCertificate } from './client-certificate.js';
import type { Credential } from './credential-source.js';
import { isUnfitForHeader } from './header-value.js';

/**
 * Checks what a credential source has given (client-go `exec.Authenticator.refreshCredsLocked`). The result is a copy, with the token
 * trimmed.
 *
 * @throws {Error} that says what is wrong with it, without any of it
 */
export function checkCredential(given: Credential): Credential {
  const { token: untrimmed, certData, keyData, expiresAt } = fieldsOf(given);
  const token = untrimmed?.trim();
  if (!token && !certData && !keyData) throw new Error("the credential source didn't return a token or cert/key pair");
  if (Boolean(certData) !== Boolean(keyData)) throw new Error('the credential source returned only certificate or key, not both');
  if (expiresAt !== undefined && Number.isNaN(expiresAt.getTime()))
    throw new Error('the credential source returned an expiresAt that is no valid date');
  if (isUnfitForHeader(token ?? ''))
    throw new Error('the credential source returned a token with a control character in it: a header cannot carry it');
  return {
    ...(token && { token }),
    ...(certData && keyData && checkPair(certData, keyData)),
    ...(expiresAt && { expiresAt: new Date(expiresAt) }),
  };
}

/** Sources may be written in JavaScript. */
function fieldsOf(given: unknown): Credential {
  if (typeof given !== 'object' || given === null)
    throw new TypeError(
      `the credential source returned no credential, but ${given === null ? 'null' : `a value of type ${typeof given}`}`,
    );
  const { token, certData, keyData, expiresAt } = given as Record<keyof Credential, unknown>;
  if (expiresAt !== undefined && !(expiresAt instanceof Date))
    throw new TypeError('the credential source returned an expiresAt that is no Date');
  return {
    token: asText('token', token),
    certData: asText('certData', certData),
    keyData: asText('keyData', keyData),
    expiresAt,
  };
}

function asText(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new TypeError(`the credential source returned a ${name} that is no string`);
}

function checkPair(certData: string, keyData: string): Credential {
  try {
    const { cert, key } = clientCertificate(certData, keyData);
    return { certData: cert, keyData: key };
  } catch (cause) {
    throw new Error(`failed parsing client key/certificate: ${(cause as Error).message}`, { cause });
  }
}
