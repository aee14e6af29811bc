import { timeToDate, type Credential } from '@kubewright/rest';
import { FieldReader } from './field-reader.js';

/**
 * The credential that a plugin has printed as an `ExecCredential`: JSON, or YAML (client-go `exec.Authenticator.refreshCredsLocked`).
 *
 * @param apiVersion that the plugin is configured to use
 * @throws {Error} that says what is wrong with the output, and quotes nothing of it but the API version, at most 100 characters
 */
export async function parseExecCredential(output: string, apiVersion: string): Promise<Credential> {
  const problems: string[] = [];
  const printed = new FieldReader(await parse(output), '', problems);
  const printedVersion = printed.string('apiVersion');
  const kind = printed.string('kind') ?? 'ExecCredential';
  const status = printed.mapping('status');
  const token = status?.string('token');
  const certData = status?.string('clientCertificateData');
  const keyData = status?.string('clientKeyData');
  const expiresAt = parseDate(status?.string('expirationTimestamp'), problems);
  if (problems.length > 0) throw new Error(`decoding stdout: ${problems.join('; ')}`);

  if (printedVersion !== apiVersion) {
    const returned = printedVersion === undefined ? 'no apiVersion' : `version ${JSON.stringify(printedVersion.slice(0, 100))}`;
    throw new Error(`exec plugin is configured to use API version ${apiVersion}, plugin returned ${returned}`);
  }
  if (kind !== 'ExecCredential') throw new Error('decoding stdout: kind must be ExecCredential, but is another one');
  if (status === undefined) throw new Error("exec plugin didn't return a status field");
  if (token === undefined && certData === undefined && keyData === undefined) {
    throw new Error("exec plugin didn't return a token or cert/key pair");
  }
  if ((certData === undefined) !== (keyData === undefined)) {
    throw new Error('exec plugin returned only certificate or key, not both');
  }
  return { token, certData, keyData, expiresAt };
}

/** JSON.parse quotes what it does not understand, parseYAML does not. */
async function parse(output: string): Promise<unknown> {
  try {
    return JSON.parse(output) as unknown;
  } catch {
    const { parseYAML } = await import('@kubewright/yaml');
    try {
      return parseYAML(output);
    } catch (error) {
      throw new Error(`decoding stdout: ${error instanceof SyntaxError ? error.message : 'neither JSON nor YAML'}`);
    }
  }
}

function parseDate(text: string | undefined, problems: string[]): Date | undefined {
  if (text === undefined) return undefined;
  try {
    return timeToDate(text);
  } catch {
    problems.push('status: expirationTimestamp must be a time as in RFC 3339, such as 2026-07-01T10:20:30Z');
    return undefined;
  }
}
