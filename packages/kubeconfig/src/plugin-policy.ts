import { basename, normalize } from 'node:path';
import { lookPath, type PathEnvironment } from './look-path.js';

/**
 * Which exec plugins may run (client-go `clientcmd/api.PluginPolicy`). A program says this; a kubeconfig file cannot. Commands of an
 * `Allowlist` are names of programs on PATH, or normalized paths.
 */
export type PluginPolicy = { type: 'AllowAll' } | { type: 'DenyAll' } | { type: 'Allowlist'; commands: readonly string[] };

/** What is wrong with a policy, in one sentence; undefined if nothing is (client-go `exec.ValidatePluginPolicy`). */
export function pluginPolicyProblem(policy: PluginPolicy): string | undefined {
  // Those who do not compile their program may have misspelt a name, and nothing else would tell.
  const { type, commands }: { type: string; commands?: readonly string[] } = policy;
  if (type === 'AllowAll' || type === 'DenyAll') {
    if (commands === undefined) return undefined;
    return `misconfigured credential plugin allowlist: plugin policy is ${JSON.stringify(type)} but allowlist is non-nil`;
  }
  if (type !== 'Allowlist') return `unknown plugin policy: ${JSON.stringify(type)}`;
  if (commands === undefined) return 'credential plugin policy set to "Allowlist", but allowlist is unspecified';
  if (commands.length === 0) {
    return 'credential plugin policy set to "Allowlist", but allowlist is empty; use "DenyAll" policy instead';
  }
  for (const [index, command] of commands.entries()) {
    if (command === '') return `misconfigured credential plugin allowlist: empty allowlist entry #${String(index + 1)}`;
    const cleaned = cleanPath(command);
    if (cleaned !== command) return `non-normalized file path: ${JSON.stringify(command)} vs ${JSON.stringify(cleaned)}`;
  }
  return undefined;
}

/**
 * Why a plugin may not run, in one sentence; undefined if it may (client-go `exec.Authenticator.checkAllowlistLocked`).
 *
 * @param command as the kubeconfig has it, normalized
 * @param path what was found under that name; undefined if nothing was
 */
export async function whyNotAllowed(
  policy: PluginPolicy,
  command: string,
  path: string | undefined,
  environment: PathEnvironment,
): Promise<string | undefined> {
  if (policy.type === 'AllowAll') return undefined;
  if (policy.type === 'DenyAll') return `plugin ${JSON.stringify(command)} not allowed: policy set to "DenyAll"`;
  const { commands } = policy;
  if (commands.includes(command)) return undefined;
  if (path === undefined) {
    return `plugin path ${JSON.stringify(command)} cannot be resolved for credential plugin allowlist check: executable file not found`;
  }
  if (commands.includes(path)) return undefined;
  for (const allowed of commands) {
    if (basename(allowed) === basename(path) && (await lookPath(allowed, environment)) === path) return undefined;
  }
  return `plugin path ${JSON.stringify(path)} is not permitted by the credential plugin allowlist`;
}

/** A path as Go's `filepath.Clean` writes it: without a separator at its end. */
function cleanPath(path: string): string {
  return normalize(path).replace(/(?<=.)[/\\]$/u, '');
}
