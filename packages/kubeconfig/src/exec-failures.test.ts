import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../rest/src/eventually.test-support.js';
import type { ExecPluginError } from './errors.js';
import type { TestPlugin } from './exec-plugin.test-support.js';
import { authorizations, call, client, configOf, failure, isRunning, plugin, server } from './exec-stand.test-support.js';

describe('a plugin that gives no credential is told with its name, its entry and the reason:', () => {
  const given = (output: string): string => `fs.writeSync(1, ${JSON.stringify(output)})`;
  const status = (text: string): string =>
    given(`{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":${text}}`);
  it.each([
    [
      'exits with 73',
      `fs.writeSync(1, 's3cret'); process.exit(73)`,
      /exec: executable \/.*\/plugin failed with exit code 73 \(user "u" in \/home\/me\/\.kube\/config\)$/,
    ],
    ['ends by a signal', `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1e6)`, /was ended by SIGTERM/],
    ['prints nothing', '', /is configured to use API version client\.authentication\.k8s\.io\/v1, plugin returned no apiVersion/],
    ['prints garbage', given('s3cret: "s3cret'), /decoding stdout: not valid YAML at line 1/],
    ['prints a text', given('s3cret'), /decoding stdout: must be a mapping, but is a text/],
    ['prints a list', given('["s3cret"]'), /decoding stdout: must be a mapping, but is a list/],
    ['prints a binary', `fs.writeSync(1, Buffer.from([0xff, 0, 1, 2, 0x73]))`, /decoding stdout: /],
    [
      'prints another API version',
      given('{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"s3cret"}}'),
      /is configured to use API version client\.authentication\.k8s\.io\/v1, plugin returned version "client\.authentication\.k8s\.io\/v1beta1"/,
    ],
    ['prints no API version', given('{"kind":"ExecCredential","status":{"token":"s3cret"}}'), /plugin returned no apiVersion/],
    [
      'prints another kind',
      given('{"apiVersion":"client.authentication.k8s.io/v1","kind":"s3cret","status":{"token":"s3cret"}}'),
      /decoding stdout: kind must be ExecCredential/,
    ],
    [
      'prints no status',
      given('{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential"}'),
      /exec plugin didn't return a status field/,
    ],
    ['prints a status that is a text', status('"s3cret"'), /decoding stdout: status: must be a mapping, but is a text/],
    ['prints an empty status', status('{}'), /exec plugin didn't return a token or cert\/key pair/],
    ['prints an empty token', status('{"token":""}'), /exec plugin didn't return a token or cert\/key pair/],
    ['prints a token of blanks', status('{"token":"  "}'), /didn't return a token or cert\/key pair/],
    ['prints a token that is a number', status('{"token":5}'), /decoding stdout: status: token must be a text, but is a number/],
    ['prints a token with a line break', status('{"token":"s3\\ncret"}'), /control character/],
    [
      'prints a certificate without its key',
      status('{"clientCertificateData":"s3cret"}'),
      /exec plugin returned only certificate or key, not both/,
    ],
    [
      'prints a key without its certificate',
      status('{"clientKeyData":"s3cret","token":"s3cret"}'),
      /exec plugin returned only certificate or key, not both/,
    ],
    [
      'prints a certificate that is none',
      status('{"clientCertificateData":"s3cret","clientKeyData":"s3cret"}'),
      /failed parsing client key\/certificate/,
    ],
    [
      'prints a time that is none',
      status('{"token":"s3cret","expirationTimestamp":"s3cret"}'),
      /decoding stdout: status: expirationTimestamp must be a time/,
    ],
    [
      'prints 100 MB',
      `const chunk = Buffer.alloc(1e6, 's3cret'); for (let i = 0; i < 100; i++) fs.writeSync(1, chunk)`,
      /printed more than 1 MiB/,
    ],
    [
      'prints without end',
      `const chunk = Buffer.alloc(65536, 's3cret'); process.stdout.on('error', () => {}); const more = () => process.stdout.write(chunk, more); more()`,
      /printed more than 1 MiB/,
    ],
  ])('one that %s', async (_, body, reason) => {
    const program = plugin(body);
    const error = await failure(program.kubeconfig('http://h', { exec: ', args: [s3cret], env: [{name: A, value: s3cret}]' }));
    expect(error.message).toMatch(reason);
    expect(error.message).toContain('(user "u" in /home/me/.kube/config)');
    expect((error.cause as ExecPluginError).command).toBe(program.path);
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
    await eventually(
      () => program.runs().every(({ pid }) => !isRunning(pid)),
      () => 'the plugin still runs',
    );
  });

  it.each([
    [
      'is not there',
      (program: TestPlugin) => `${program.path}-gone`,
      /exec: fork\/exec \/.*plugin-gone: no such file or directory \(user/,
    ],
    ['is a folder', (program: TestPlugin) => program.folder, /exec: fork\/exec \/.*: permission denied \(user/],
    [
      'cannot be executed',
      (program: TestPlugin) => join(program.folder, 'notes'),
      /exec: fork\/exec \/.*notes: permission denied \(user/,
    ],
    ['is no program', (program: TestPlugin) => join(program.folder, 'binary'), /exec: (?:fork\/exec|executable) \/.*binary/],
  ])('one that %s', async (_, command, reason) => {
    const program = plugin('');
    writeFileSync(join(program.folder, 'notes'), 'no program');
    writeFileSync(join(program.folder, 'binary'), Buffer.from([1, 2, 3]), { mode: 0o755 });
    const kubeconfig = program
      .kubeconfig('http://h', { exec: ', args: [s3cret]' })
      .replace(/command: "[^"]*"/u, `command: "${command(program)}"`);
    const error = await failure(kubeconfig);
    expect(error.message).toMatch(reason);
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
  });

  it('one whose argument no program can be given', async () => {
    const error = await failure(plugin('').kubeconfig('http://h', { exec: ', args: ["s3cret\\0"]' }));
    expect(error.message).toMatch(/holds a NUL character/);
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
  });

  it('takes YAML, a credential without kind, and blanks around a token', async () => {
    const started = await server();
    const yaml = plugin(
      given(
        'apiVersion: client.authentication.k8s.io/v1\nstatus:\n  token: " t1 "\n  expirationTimestamp: 2030-01-01T00:00:00+02:00\n',
      ),
    );
    await call(client(await configOf(yaml.kubeconfig(started.url))));
    expect(authorizations(started)).toEqual(['Bearer t1']);
  });
});
