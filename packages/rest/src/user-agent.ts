import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename } from 'node:path';

/** `<program>/<version> (<os>/<arch>) kubewright/<version>`: what audit logs expect (client-go `rest.DefaultKubernetesUserAgent`). */
export function defaultUserAgent(program = process.argv[1]): string {
  const version = packageVersion();
  return `${asToken(program ? basename(program) : 'node')}/${version} (${platform()}/${arch()}) kubewright/${version}`;
}

/** Read, not imported: JSON modules still warn on Node 20. A bundle that left package.json behind has no version to tell. */
function packageVersion(): string {
  try {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    return version;
  } catch {
    return 'unknown';
  }
}

function asToken(name: string): string {
  return name.replaceAll(/[^!#$%&'*+.^_`|~0-9A-Za-z-]/g, '_');
}
