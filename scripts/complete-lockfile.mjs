// @ts-check
// Completes package-lock.json, so that `npm ci` accepts it on every platform and with every registry.
//
// A registry may list only the binaries of some platforms. `npm install` then writes a lock without the others, and
// `npm ci` refuses that lock because packages ask for them as optional dependencies. This adds what is missing.
//
//   node scripts/complete-lockfile.mjs           writes the lock
//   node scripts/complete-lockfile.mjs --check   fails if the lock is incomplete or names a host

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {{ version?: string, resolved?: string, link?: boolean, dev?: boolean, devOptional?: boolean, optional?: boolean, optionalDependencies?: Record<string, string>, os?: string[], cpu?: string[], libc?: string[] }} LockEntry */
/** @typedef {{ packages: Record<string, LockEntry> }} Lock */

const lockFile = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const platform =
  /-(?<os>aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(?<cpu>arm|arm64|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)(?:-(?<abi>\w+))?$/;

/**
 * Returns the lock with an entry for each optional dependency that has none.
 *
 * @param {Lock} lock
 * @returns {{ lock: Lock, added: string[] }}
 */
export function completeLock(lock) {
  /** @type {Record<string, LockEntry>} */
  const added = {};
  for (const [location, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isFound(lock, location, name)) added[`node_modules/${name}`] = missingEntry(name, version, entry);
    }
  }
  const entries = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { lock: { ...lock, packages: Object.fromEntries(entries) }, added: Object.keys(added).sort() };
}

/**
 * Lists what makes a lock depend on one registry.
 *
 * @param {Lock} lock
 * @returns {string[]} places of the lock that name a host
 */
export function hostsIn(lock) {
  return Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved !== undefined && !entry.link)
    .map(([location, entry]) => `${location}: ${String(entry.resolved)}`);
}

/**
 * Looks for a package as Node does: beside the one that asks for it, then further out.
 *
 * @param {Lock} lock
 * @param {string} location
 * @param {string} name
 */
function isFound(lock, location, name) {
  for (let folder = location; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (lock.packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/**
 * @param {string} name
 * @param {string} version
 * @param {LockEntry} parent
 * @returns {LockEntry}
 */
function missingEntry(name, version, parent) {
  const { os, cpu, abi } = platform.exec(name)?.groups ?? {};
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(
      `completing package-lock.json: cannot tell version and platform of the optional dependency ${name}@${version}; ` +
        'teach scripts/complete-lockfile.mjs its form',
    );
  }
  const libc = os !== 'linux' || abi === undefined ? undefined : abi.startsWith('musl') ? 'musl' : 'glibc';
  return {
    version,
    cpu: [cpu],
    ...(parent.dev ? { dev: true } : {}),
    ...(parent.devOptional ? { devOptional: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    os: [os],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(lockFile, 'utf8');
  const current = /** @type {Lock} */ (JSON.parse(text));
  const hosts = hostsIn(current);
  if (hosts.length > 0) {
    console.error(
      `package-lock.json names hosts; keep omit-lockfile-registry-resolved in .npmrc and run \`npm run lock\`:\n${hosts.join('\n')}`,
    );
    process.exitCode = 1;
  }
  const { lock, added } = completeLock(current);
  const completed = `${JSON.stringify(lock, null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    if (completed !== text) writeFileSync(lockFile, completed);
    console.log(`package-lock.json: ${String(added.length)} entries added`);
  } else if (completed !== text) {
    console.error(`package-lock.json is not complete or not sorted; run \`npm run lock\`. Missing:\n${added.join('\n')}`);
    process.exitCode = 1;
  }
}
