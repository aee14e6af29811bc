// @ts-check
// Writes what client-go does in the cases of this folder's Go program, or checks that it is what was written.
//
//   npm run vectors                 writes e2e/vectors/vectors
//   npm run vectors -- --check      changes nothing; fails, and shows the difference, if it would

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const module = path.dirname(fileURLToPath(import.meta.url));
const written = path.join(module, 'vectors');

/**
 * Runs the Go program. Some texts are those of Go's own libraries, so it is always the Go that go.mod names: another one fetches it.
 *
 * @param {string} folder that the vectors go to
 */
function makeVectors(folder) {
  const version = /^go (\S+)$/m.exec(readFileSync(path.join(module, 'go.mod'), 'utf8'))?.[1] ?? '';
  const { status, error } = spawnSync('go', ['run', '-mod=readonly', '.', folder], {
    cwd: module,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOTOOLCHAIN: `go${version}` },
  });
  if (error) throw new Error(`cannot run Go, which makes the vectors: ${error.message}; install Go ${version} or newer`);
  if (status !== 0) throw new Error(`the program that makes the vectors failed with exit code ${String(status)}`);
}

/** Whether client-go does what the committed vectors say; shows what differs. */
function checkVectors() {
  const fresh = mkdtempSync(path.join(os.tmpdir(), 'vectors-'));
  try {
    makeVectors(fresh);
    const { status, error } = spawnSync('git', ['diff', '--no-index', '--no-color', '--unified=0', '--', written, fresh], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (error) throw error;
    return status === 0;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const [argument, ...further] = process.argv.slice(2);
try {
  if (further.length > 0 || (argument !== undefined && argument !== '--check'))
    throw new Error('usage: npm run vectors [-- --check]');
  if (argument === undefined) {
    rmSync(written, { recursive: true, force: true });
    makeVectors(written);
  } else if (checkVectors()) console.error('the vectors are what client-go does');
  else
    throw new Error(
      'the vectors are not what client-go does: run `npm run vectors`, and read the difference before you commit it',
    );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
