import type { Info } from '@kubewright/meta-v1';
import type { Result } from '@kubewright/rest';
import { readJSON } from './read-json.js';

const fieldsOfInfo = [
  'major',
  'minor',
  'gitVersion',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'compiler',
  'platform',
] as const;
const optionalFieldsOfInfo = ['emulationMajor', 'emulationMinor', 'minCompatibilityMajor', 'minCompatibilityMinor'] as const;

/** The answer of `/version` (apimachinery `version.Info`). Throws the error of an error status, or that the answer is no version. */
export function readVersion(result: Result): Info {
  const failure = result.error();
  if (failure) throw failure;
  try {
    return readJSON(result, '/version', undefined, (fields) => {
      const info = Object.fromEntries(fieldsOfInfo.map((name) => [name, fields.text(name)])) as Record<
        (typeof fieldsOfInfo)[number],
        string
      >;
      const more = optionalFieldsOfInfo.map((name) => [name, fields.text(name)] as const).filter(([, text]) => text !== '');
      return { ...info, ...Object.fromEntries(more) };
    });
  } catch (cause) {
    throw new Error(`unable to parse the server version: ${(cause as Error).message}`, { cause });
  }
}
