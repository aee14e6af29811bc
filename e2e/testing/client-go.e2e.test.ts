import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServerOptions } from '@kubewright/testing';
import { containerHandlers } from './container-handlers.js';

const module = fileURLToPath(new URL('client-go', import.meta.url));
const folder = await mkdtemp(path.join(os.tmpdir(), 'kubewright-e2e-client-go-'));
const program = path.join(folder, 'clients');
const minute = 60_000;

beforeAll(() => {
  const { status, error } = spawnSync('go', ['build', '-mod=readonly', '-o', program, '.'], {
    cwd: module,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
  });
  if (error) throw error;
  expect(status).toBe(0);
}, 10 * minute);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The lines that the program wrote. */
async function runChecks(options: TestServerOptions, contentType = ''): Promise<string[]> {
  await using server = await startTestServer(options);
  Object.assign(server.handlers, containerHandlers);
  server.handlers.log = (_, { container, tailLines }) => `${String(tailLines)} of ${container}\n`;
  const kubeconfig = path.join(folder, options.tls ? 'tls' : 'plain');
  await server.writeKubeconfig(kubeconfig);
  const env = { ...process.env, KUBECONFIG: kubeconfig, CONTENT_TYPE: contentType };
  const child = spawn(program, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let text = '';
  for await (const piece of child.stdout) text += String(piece);
  await ended;
  return text.trimEnd().split('\n');
}

describe("client-go's own clients", () => {
  it.each([{ tls: false }, { tls: true }])(
    'work with the embedded server: %j',
    async (options) => {
      const lines = await runChecks(options);
      expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
      expect(lines).toHaveLength(34);
    },
    5 * minute,
  );

  it(
    'work if they know protobuf only',
    async () => {
      const lines = await runChecks({}, 'application/vnd.kubernetes.protobuf');
      expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([]);
      expect(lines).toHaveLength(34);
    },
    5 * minute,
  );
});
