import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename } from 'node:path';
import type { Config } from './config.js';
import { copyConfig } from './config-copies.js';

/** What a user agent is made of; what is empty is called unknown. */
export interface UserAgentParts {
  /** Path of the program. */
  program: string;
  /** Its version; a pre-release is not told. */
  version: string;
  os: string;
  cpu: string;
  /** Version of this library. */
  library: string;
}

/** `<program>/<version> (<os>/<cpu>) kubewright/<version>`: what audit logs expect (client-go `rest.DefaultKubernetesUserAgent`). */
export function defaultUserAgent(parts: Partial<UserAgentParts> = {}): string {
  const own = packageVersion();
  const { program = process.argv[1] ?? 'node', version = own, os = platform(), cpu = arch(), library = own } = parts;
  const release = version.replace(/-.*$/s, '');
  return `${known(basename(program))}/${known(release)} (${known(os)}/${known(cpu)}) kubewright/${known(library)}`;
}

/**
 * A copy whose requests also name a part of the program, as `my-controller/36.0.0 (linux/x64) kubewright/36.0.0/leader-election`; a
 * user agent that the config already has is replaced (client-go `rest.AddUserAgent`).
 */
export function addUserAgent(config: Config, part: string): Config {
  return copyConfig({ ...config, userAgent: `${defaultUserAgent()}/${part}` });
}

let ownVersion: string | undefined;

/** Read, not imported: JSON modules still warn on Node 20. A bundle that left package.json behind has no version to tell. */
function packageVersion(): string {
  try {
    const text = (): string => readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    ownVersion ??= (JSON.parse(text()) as { version: string }).version;
  } catch {
    ownVersion = '';
  }
  return ownVersion;
}

/** What a header's product may be: other characters would end it. */
function known(text: string): string {
  return text.replaceAll(/[^!#$%&'*+.^_`|~0-9A-Za-z-]/g, '_') || 'unknown';
}
