import type { Kubeconfig } from './kubeconfig.js';
import { readFields } from './kubeconfig-fields.js';
import { decodeText } from './text-encoding.js';

/** What one kubeconfig says, and what is wrong with it: nothing of `kubeconfig` may be used if there are any problems. */
export interface KubeconfigReading {
  kubeconfig: Kubeconfig;
  problems: readonly string[];
}

/** Reads one kubeconfig, whatever is wrong with it. What reads YAML is loaded for the first one that is no JSON. */
export async function readKubeconfig(content: string | Uint8Array, origin?: string): Promise<KubeconfigReading> {
  return readKubeconfigBy(isJSON(content) ? parseJSON : (await import('@kubewright/yaml')).parseYAML, content, origin);
}

/** As {@link readKubeconfig}, at once, with what reads the text; it throws a SyntaxError that quotes nothing of it. */
export function readKubeconfigBy(
  parse: (text: string) => unknown,
  content: string | Uint8Array,
  origin?: string,
): KubeconfigReading {
  const problems: string[] = [];
  let value: unknown;
  try {
    value = parse(textOf(content));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problems.push(error.message);
  }
  return { kubeconfig: readFields(value, origin, problems), problems };
}

function textOf(content: string | Uint8Array): string {
  return decodeText(typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

/** JSON reads as YAML does: of a repeated key the last counts. */
const parseJSON = (text: string): unknown => JSON.parse(text);

function isJSON(content: string | Uint8Array): boolean {
  try {
    parseJSON(textOf(content));
    return true;
  } catch {
    return false;
  }
}
