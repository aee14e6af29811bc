import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
// Certificates come from the package that makes them for whole control planes.
import { CertificateAuthority } from '../../envtest/src/certificates.js';
import { eventually } from '../../rest/src/eventually.test-support.js';
import { sendJSON, startTestServer } from '../../rest/src/test-server.test-support.js';
import type { ClientConfigOptions } from './client-config.js';
import {
  authorizations,
  call,
  client,
  clock,
  configOf,
  failure,
  isRunning,
  opened,
  plugin,
  server,
  unauthorized,
} from './exec-stand.test-support.js';
import { loadConfig } from './load-config.js';

describe('an exec plugin', () => {
  it('runs once for fifty first calls of two clients whose kubeconfigs were loaded one after the other', async () => {
    const program = plugin(`setTimeout(() => give({ token: 's3cret' }), 100)`);
    const { url, ...started } = await server();
    const file = join(program.folder, 'config');
    writeFileSync(file, program.kubeconfig(url));
    const options = { path: file, env: process.env, onWarning: () => undefined };
    const clients = [client(await loadConfig(options)), client(await loadConfig(options))];
    await Promise.all(Array.from({ length: 50 }, (_, index) => call(clients[index % 2]!)));
    expect(program.runs()).toHaveLength(1);
    expect(new Set(authorizations({ url, ...started }))).toEqual(new Set(['Bearer s3cret']));
  });

  it('runs again for a config that differs in one argument, and in what it is told of the cluster', async () => {
    const program = plugin(`give({ token: 't' })`);
    const { url } = await server();
    const kubeconfigs = [
      program.kubeconfig(url),
      program.kubeconfig(url, { exec: ', args: [other]' }),
      program.kubeconfig(url, { exec: ', env: [{name: A, value: b}]' }),
      program.kubeconfig(url, { exec: ', args: [told], provideClusterInfo: true' }),
      program.kubeconfig(url, { exec: ', args: [told], provideClusterInfo: true', cluster: ', disable-compression: true' }),
      program.kubeconfig(url, { cluster: ', disable-compression: true' }),
      program.kubeconfig(url),
    ];
    for (const kubeconfig of kubeconfigs) await call(client(await configOf(kubeconfig)));
    expect(program.runs().map(({ args }) => args)).toEqual([[], ['other'], [], ['told'], ['told']]);
  });

  it('is told the API version, and gets the arguments and the environment of its config', async () => {
    const program = plugin(`give({ token: 't' })`);
    const { url } = await server();
    const exec = `, args: [get, "a b; $HOME"], env: [{name: HOST, value: mine}, {name: KUBERNETES_EXEC_INFO, value: other}, {name: NOTHING}]`;
    const env = { ...process.env, HOST: 'theirs', OTHER: 'kept' };
    await call(client(await configOf(program.kubeconfig(url, { exec }), { env })));
    const [run] = program.runs();
    expect(run?.args).toEqual(['get', 'a b; $HOME']);
    expect(run?.env).toMatchObject({ HOST: 'mine', OTHER: 'kept', NOTHING: '' });
    expect(run?.info).toEqual({
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1',
      spec: { interactive: false },
    });
  });

  it('is told all of the cluster if it asks to know, in v1beta1 as well', async () => {
    const program = plugin(`give({ token: 't' })`);
    const authority = await CertificateAuthority.create('test');
    writeFileSync(join(program.folder, 'ca.crt'), authority.certificate);
    const cluster =
      `, certificate-authority: "${program.folder}/ca.crt", tls-server-name: name, disable-compression: true, ` +
      'extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: [a, 1], on: null}}, {name: other, extension: x}]';
    const kubeconfig = program
      .kubeconfig('https://127.0.0.1:1', { cluster, exec: ', provideClusterInfo: true' })
      .replace('io/v1,', 'io/v1beta1,')
      .replace('interactiveMode: Never, ', '');
    await expect(call(client(await configOf(kubeconfig)))).rejects.toThrow('ECONNREFUSED');
    expect(program.runs()[0]?.info).toEqual({
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      spec: {
        interactive: false,
        cluster: {
          server: 'https://127.0.0.1:1',
          'tls-server-name': 'name',
          'disable-compression': true,
          'certificate-authority-data': Buffer.from(authority.certificate).toString('base64'),
          config: { audience: ['a', 1], true: null },
        },
      },
    });
  });

  it('is found beside its kubeconfig, and by its name on PATH', async () => {
    const program = plugin(`give({ token: 't' + run })`);
    const started = await server();
    const relative = program.kubeconfig(started.url).replace(program.path, './plugin');
    await call(client(await configOf(program.kubeconfig(started.url).replace(program.path, `${program.folder}/x/../plugin`))));
    writeFileSync(join(program.folder, 'config'), relative);
    await call(client(await loadConfig({ path: join(program.folder, 'config'), onWarning: () => undefined })));
    const env = { ...process.env, PATH: `${program.folder}:${process.env['PATH'] ?? ''}` };
    await call(client(await configOf(program.kubeconfig(started.url).replace(program.path, 'plugin'), { env })));
    expect(program.runs()).toHaveLength(3);
  });

  it('is not looked for in the working directory', async () => {
    const program = plugin(`give({ token: 't' })`);
    const before = process.cwd();
    process.chdir(program.folder);
    try {
      const kubeconfig = program.kubeconfig('http://h').replace(program.path, 'plugin');
      const { message } = await failure(kubeconfig, { env: { PATH: `.::${join(program.folder, 'none')}` } });
      expect(message).toContain('exec: executable plugin not found (user "u" in /home/me/.kube/config)');
    } finally {
      process.chdir(before);
    }
  });

  it('runs again before its credential ends, and not earlier', async () => {
    const program = plugin(
      `give({ token: 't' + run, expirationTimestamp: new Date(Date.parse('2026-07-01T10:00:00Z') + run * 3600e3).toISOString() })`,
    );
    const started = await server();
    const rest = client(await configOf(program.kubeconfig(started.url)));
    await call(rest);
    await clock.advance(3580e3);
    await call(rest);
    await clock.advance(15e3);
    await call(rest);
    expect(authorizations(started)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('runs again for each request as long as it gives credentials that have ended', async () => {
    const program = plugin(`give({ token: 't' + run, expirationTimestamp: '2020-01-01T00:00:00Z' })`);
    const started = await server();
    const rest = client(await configOf(program.kubeconfig(started.url)));
    await call(rest);
    await call(rest);
    expect(authorizations(started)).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('runs again once when the server refuses its token', async () => {
    const program = plugin(`give({ token: 't' + run })`);
    const started = await server((authorization) => authorization !== 'Bearer t1');
    const rest = client(await configOf(program.kubeconfig(started.url)));
    await Promise.all([call(rest), call(rest), call(rest)]);
    await call(rest);
    expect(program.runs()).toHaveLength(2);
    expect(authorizations(started).filter((sent) => sent === 'Bearer t2')).toHaveLength(4);
  });

  it('changes the client certificate, on new connections', async () => {
    const authority = await CertificateAuthority.create('test');
    const serving = await authority.issueServer('server', ['127.0.0.1']);
    const program = plugin(`give(JSON.parse(fs.readFileSync(__dirname + '/' + run + '.json')))`);
    for (const [index, name] of ['first', 'second'].entries()) {
      const { certificate, key } = await authority.issueClient(name);
      const status = { clientCertificateData: certificate, clientKeyData: key, token: name };
      writeFileSync(join(program.folder, `${String(index + 1)}.json`), JSON.stringify(status));
    }
    const seen: [string, number][] = [];
    const started = await startTestServer(
      ({ connection }, response, socket) => {
        const { CN } = (socket as typeof socket & Pick<TLSSocket, 'getPeerCertificate'>).getPeerCertificate().subject;
        seen.push([String(CN), connection]);
        if (seen.length === 3) sendJSON(response, unauthorized, 401);
        else sendJSON(response, {});
      },
      (listener) =>
        createSecureServer(
          { key: serving.key, cert: serving.certificate, ca: authority.certificate, requestCert: true, rejectUnauthorized: true },
          listener,
        ),
    );
    opened.push(started);
    const ca = Buffer.from(authority.certificate).toString('base64');
    const rest = client(await configOf(program.kubeconfig(started.url, { cluster: `, certificate-authority-data: ${ca}` })));
    for (let i = 0; i < 4; i++) await call(rest);
    expect(seen).toEqual([
      ['first', 0],
      ['first', 0],
      ['first', 0],
      ['second', 1],
      ['second', 1],
    ]);
    await eventually(
      () => started.connections() === 1,
      () => `${String(started.connections())} connections are open`,
    );
  });

  it.each([
    ['a token', 'token: t, '],
    ['user name and password', 'username: me, password: s3cret, '],
  ])('does not run beside %s', async (_, user) => {
    const program = plugin(`give({ token: 'plugin' })`);
    const started = await server();
    await call(client(await configOf(program.kubeconfig(started.url, { user }))));
    expect(program.runs()).toEqual([]);
    expect(authorizations(started)).not.toEqual(['Bearer plugin']);
  });

  it('does not run before the first request', async () => {
    const program = plugin(`give({ token: 't' })`);
    client(await configOf(program.kubeconfig('https://c')));
    expect(program.runs()).toEqual([]);
  });

  it.each(['client.authentication.k8s.io/v1alpha1', 'client.authentication.k8s.io/v2', 'example.com/v1'])(
    'is refused with API version %s',
    async (version) => {
      const kubeconfig = plugin('').kubeconfig('https://c').replace('client.authentication.k8s.io/v1', version);
      await expect(configOf(kubeconfig)).rejects.toThrow(`exec plugin: invalid apiVersion ${JSON.stringify(version)}`);
    },
  );

  it('is refused if the authorities of the cluster, which it is told, cannot be read', async () => {
    const program = plugin('');
    const cluster = ', certificate-authority: /dev/zero';
    const kubeconfig = program.kubeconfig('https://c', { cluster, exec: ', provideClusterInfo: true' });
    await expect(configOf(kubeconfig)).rejects.toThrow(
      'failed to load CA bundle for execProvider: open /dev/zero: it is larger than 16 MiB',
    );
    // Nobody reads them for a plugin that is not told.
    await configOf(program.kubeconfig('https://c', { cluster }));
  });

  it('is killed when the caller stops waiting, and runs anew for the next', async () => {
    const program = plugin(`if (run === 1) setInterval(() => {}, 1e6); else give({ token: 't' })`);
    const { url } = await server();
    const rest = client(await configOf(program.kubeconfig(url)));
    const controller = new AbortController();
    const result = call(rest, controller.signal);
    await eventually(
      () => program.runs().length === 1,
      () => 'the plugin does not run',
    );
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    await eventually(
      () => !isRunning(program.runs()[0]!.pid),
      () => 'the plugin still runs',
    );
    await call(rest);
  });

  it('does not hold the caller when a program that it has started keeps its output open', async () => {
    const program = plugin(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60e3)'], { stdio: ['ignore', 'inherit', 'ignore'] });
       fs.writeFileSync(__dirname + '/child', String(child.pid));
       setInterval(() => {}, 1e6);`,
    );
    const rest = client(await configOf(program.kubeconfig('https://c')));
    const controller = new AbortController();
    const result = call(rest, controller.signal);
    await eventually(
      () => existsSync(join(program.folder, 'child')),
      () => 'the plugin has started no program',
    );
    controller.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    process.kill(Number(readFileSync(join(program.folder, 'child'), 'utf8')));
  });

  it('names every user that it runs for', async () => {
    const program = plugin(`process.exit(7)`);
    const kubeconfig = program.kubeconfig('http://h');
    await configOf(kubeconfig.replace('user: u}', 'user: v}').replace('name: u', 'name: v'));
    expect((await failure(kubeconfig)).message).toContain(
      `exec: executable ${program.path} failed with exit code 7 (user "v" in /home/me/.kube/config, user "u" in /home/me/.kube/config)`,
    );
  });

  it('shows its install hint at most ten times an hour', async () => {
    const kubeconfig = plugin('').kubeconfig('http://h', { exec: ', installHint: "get it \\e[1mhere"' });
    const rest = client(await configOf(kubeconfig.replace(/command: "[^"]*"/u, 'command: no-such-plugin')));
    const messages: string[] = [];
    for (let i = 0; i < 12; i++) await call(rest).catch((error: unknown) => messages.push((error as Error).message));
    expect(messages[0]).toMatch(
      /^GET http:\/\/h\/x: getting credentials: exec: executable no-such-plugin not found \(user "u" in .*\)\n\n.*\n\nget it U\+001B\[1mhere$/u,
    );
    expect(messages.map((message) => message.includes('get it'))).toEqual([...Array<boolean>(10).fill(true), false, false]);
  });

  it('never shows up in what is printed of a configuration', async () => {
    const program = plugin('');
    const config = await configOf(program.kubeconfig('https://c', { exec: ', args: [s3cret], env: [{name: A, value: s3cret}]' }));
    expect(
      inspect(config, { depth: null, showHidden: true }) + JSON.stringify(config) + JSON.stringify(config.credentials),
    ).not.toContain('s3cret');
    expect(JSON.stringify(config.credentials)).toContain(program.path);
  });

  it('is told by its policy whether it may run', async () => {
    const program = plugin(`give({ token: 't' })`, 'allowed');
    const { url } = await server();
    const byPath = program.kubeconfig(url);
    const byName = byPath.replace(program.path, 'allowed');
    const env = { ...process.env, PATH: `${program.folder}:${process.env['PATH'] ?? ''}` };
    const allow = (...commands: string[]): ClientConfigOptions => ({ env, pluginPolicy: { type: 'Allowlist', commands } });
    for (const [kubeconfig, options] of [
      [byPath, allow(program.path)],
      [byPath, allow('other', 'allowed')],
      [byName, allow('allowed')],
      [byName, allow(program.path)],
      [byName, { env, pluginPolicy: { type: 'AllowAll' } }],
    ] as const) {
      await call(client(await configOf(kubeconfig, options)));
    }
    expect(program.runs()).toHaveLength(5);
    const refused = `plugin path ${JSON.stringify(program.path)} is not permitted by the credential plugin allowlist (user "u"`;
    expect((await failure(byPath, allow('/bin/allowed'))).message).toContain(refused);
    expect((await failure(byName, allow('other'))).message).toContain(refused);
    expect((await failure(byName.replace('allowed', 'gone'), allow('other'))).message).toContain(
      'plugin path "gone" cannot be resolved',
    );
    expect((await failure(byPath, { pluginPolicy: { type: 'DenyAll' } })).message).toContain(
      'not allowed: policy set to "DenyAll"',
    );
    expect(program.runs()).toHaveLength(5);
  });

  it('is not taken for an allowed one because a link to it has the name', async () => {
    const program = plugin(`give({ token: 't' })`, 'evil');
    symlinkSync(program.path, join(program.folder, 'allowed'));
    const kubeconfig = program.kubeconfig('http://h').replace(program.path, join(program.folder, 'allowed'));
    const { message } = await failure(kubeconfig, {
      env: { PATH: '/usr/bin' },
      pluginPolicy: { type: 'Allowlist', commands: ['allowed'] },
    });
    expect(message).toContain('is not permitted');
    expect(program.runs()).toEqual([]);
  });
});
