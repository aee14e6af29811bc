import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** What finding a program depends on. */
export interface PathEnvironment {
  env: Readonly<Record<string, string | undefined>>;
  /** @default process.platform */
  platform?: string | undefined;
}

/**
 * The file that a command names: a path as it is, a bare name as PATH has it; undefined if there is no such program. A relative entry of
 * PATH finds nothing: what lies in the working directory must not pass for a program (Go `os/exec.LookPath`).
 */
export async function lookPath(
  command: string,
  { env, platform = process.platform }: PathEnvironment,
): Promise<string | undefined> {
  const endings = platform === 'win32' ? ['', ...(env['PATHEXT'] || '.COM;.EXE').split(';')] : [''];
  const isPath = command.includes('/') || (platform === 'win32' && /[\\:]/u.test(command));
  const path = env['PATH'] ?? (platform === 'win32' ? env['Path'] : undefined) ?? '';
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates = isPath ? [command] : folders.map((folder) => join(folder, command));
  for (const candidate of candidates.flatMap((name) => endings.map((ending) => name + ending))) {
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
