import { request } from 'node:https';
import type { CertificateAndKey } from './certificates.js';

export interface Question {
  port: number;
  /** Absolute path, such as `/readyz`. */
  path: string;
  /** Certificate of the only authority to trust, PEM. A foreign server on the port is not believed. */
  authority: string;
  credentials: CertificateAndKey;
  /** Milliseconds for the answer. */
  patience: number;
  signal: AbortSignal;
}

/**
 * Sends one GET to the API server of 127.0.0.1, on a connection of its own.
 * @returns undefined if it answers 200, else what it answered or why there was no answer; never rejects.
 */
export function whyNotOk({ port, path, authority, credentials, patience, signal }: Question): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path, ca: authority, cert: credentials.certificate, key: credentials.key };
    const call = request({ ...options, agent: false, signal, timeout: patience }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const answer = Buffer.concat(chunks).toString();
        resolve(response.statusCode === 200 ? undefined : `${path} answered ${response.statusCode}${failures(answer)}`);
      });
    });
    call.once('timeout', () => call.destroy(new Error(`no answer within ${Math.round(patience)} ms`)));
    // After the answer there is nobody to tell; before it this is the answer.
    call.on('error', (error) => resolve(`${path}: ${error.message}`));
    // A server that ends within its answer says neither end nor error.
    call.once('close', () => resolve(`${path}: the connection closed before the answer was complete`));
    call.end();
  });
}

/** Of a health endpoint's list of checks the ones that failed, such as `[-]poststarthook/rbac/bootstrap-roles failed`. */
function failures(answer: string): string {
  const failed = answer.split('\n').filter((line) => line.startsWith('[-]'));
  return failed.length === 0 ? '' : `: ${failed.join(', ')}`;
}
