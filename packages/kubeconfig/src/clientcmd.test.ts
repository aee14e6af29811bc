// What client-go v0.36.3 (tools/clientcmd, deferred loading, no prompts) was seen to do with each set-up of clientcmd-vectors.json.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '@kubewright/rest';
import { EmptyConfigurationError, InvalidConfigurationError, KubeconfigError, KubeconfigFileError } from './errors.js';
import { loadContext, type LoadConfigOptions } from './load-config.js';

type Content = string | { base64: string };

interface Vector {
  name: string;
  files: Record<string, Content>;
  env?: Record<string, string>;
  path?: string;
  context?: string;
  serviceAccount?: Record<string, string>;
  /** The set-up's directory was the working directory. */
  relative?: boolean;
  observed: { config?: Record<string, unknown>; error?: string; namespace?: string };
}

const vectors = JSON.parse(readFileSync(new URL('./clientcmd-vectors.json', import.meta.url), 'utf8')) as Vector[];
const EMPTY = 'no configuration has been provided, try setting KUBERNETES_MASTER environment variable';
const AUTHORITY = readFileSync(new URL('./test-authority.pem', import.meta.url), 'utf8');

/**
 * Where we differ on purpose, and what we do instead. Besides, a token that comes from a file is trimmed at once, as client-go does only
 * when it reads the file again.
 */
const DIFFERENCES: Record<string, { why: string; config?: Record<string, unknown>; error?: string }> = {
  'a server on http with a token': {
    why: 'credentials, trust and server name are kept whatever the scheme',
    config: { host: 'http://127.0.0.1:8001', bearerToken: 'secret-1', insecure: true, serverName: 'name' },
  },
  'a server without scheme with CA and token': {
    why: 'credentials, trust and server name are kept whatever the scheme',
    config: { host: 'h:6443', bearerToken: 'secret-1', caData: 'x' },
  },
  'a missing token file': {
    why: 'the same error, with the user named',
    error:
      'invalid configuration: unable to read tokenFile $DIR/home/.kube/missing for u due to open $DIR/home/.kube/missing: no such file or directory',
  },
  'proxy-url chewbacca@example.com': {
    why: 'what may be a password is masked',
    error:
      'invalid configuration: invalid \'proxy-url\' "<masked>@example.com" for cluster "c": unsupported scheme "", must be http, https, or socks5',
  },
  'server https://h/a b without credentials': {
    why: 'the path is encoded where the URL is built',
    config: { host: 'https://h/a b' },
  },
  'server https://h/a#b without credentials': { why: 'a fragment is not part of a path', config: { host: 'https://h/a' } },
  'exec v1': { why: 'plugins are refused, not skipped', error: 'takes its credential from exec' },
  'exec v1beta1 without interactiveMode': { why: 'plugins are refused, not skipped', error: 'takes its credential from exec' },
  'auth-provider': { why: 'plugins are refused, not skipped', error: 'takes its credential from auth-provider "oidc"' },
};

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kubewright-clientcmd-'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('loadContext does what client-go does with', () => {
  it.each(vectors.map((vector, index) => ({ ...vector, index })))('$name', async (vector) => {
    const directory = join(root, String(vector.index));
    const options = setUp(directory, vector);
    const outcome = await loadContext(options).then(
      (context) => ({ config: comparable(context.config), namespace: context.namespace }),
      (error: unknown) => error,
    );
    const expected = { ...vector.observed, ...DIFFERENCES[vector.name] };
    const inPlace = (text: string): string => text.replaceAll('$DIR', directory).replaceAll('$SA', join(directory, 'sa'));

    if (expected.error === undefined) {
      const config = JSON.parse(inPlace(JSON.stringify(expected.config))) as Record<string, unknown>;
      if ('bearerTokenFile' in config) config['bearerToken'] = String(config['bearerToken']).trim();
      expect(outcome).toEqual({ config, namespace: vector.observed.namespace });
      return;
    }
    expect(outcome).toBeInstanceOf(KubeconfigError);
    const { message } = outcome as KubeconfigError;
    expect(message).not.toMatch(/secret|inline|from-file|hidden/);
    if (outcome instanceof EmptyConfigurationError) {
      expect(expected.error).toBe(`invalid configuration: ${EMPTY}`);
    } else if (outcome instanceof InvalidConfigurationError) {
      const sentences = outcome.problems.map((problem) => problem.message);
      const text = sentences.length === 1 ? sentences.join() : `[${sentences.join(', ')}]`;
      expect(`invalid configuration: ${text}`).toBe(inPlace(expected.error));
    } else if (outcome instanceof KubeconfigFileError) {
      const named = [...inPlace(expected.error).matchAll(/error loading config file "([^"]+)"|^stat (\S+):/g)];
      expect(outcome.failures.map(({ file }) => file)).toEqual(named.map(([, file, missing]) => file ?? missing));
    } else {
      expect(message).toContain(expected.error);
    }
  });
});

function setUp(
  directory: string,
  { files, env = {}, path, context, relative: isRelative, serviceAccount = {} }: Vector,
): LoadConfigOptions {
  const inPlace = (text: string): string =>
    isRelative ? join(relative('.', directory), text) : text.replaceAll('$DIR', directory);
  const write = (file: string, content: Content): void => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'));
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  for (const [file, content] of Object.entries(serviceAccount)) write(join('sa', file), content.replace('@CA@', AUTHORITY));
  return {
    env: {
      HOME: join(directory, 'home'),
      ...Object.fromEntries(Object.entries(env).map(([key, value]) => [key, inPlace(value)])),
    },
    serviceAccountDirectory: join(directory, 'sa'),
    onWarning: () => undefined,
    path: path && inPlace(path),
    context,
  };
}

/** A configuration as the vectors write it: flat, and without what only we set or do. */
function comparable({ qps, burst, tls, impersonate, toJSON, ...config }: Config): Record<string, unknown> {
  expect({ qps, burst }).toEqual({ qps: 50, burst: 300 });
  const { userName, uid, groups, extra } = impersonate ?? {};
  const flat = {
    ...config,
    ...tls,
    toJSON: undefined,
    impersonateUser: userName,
    impersonateUID: uid,
    impersonateGroups: groups,
    impersonateExtra: extra,
  };
  return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== undefined));
}
