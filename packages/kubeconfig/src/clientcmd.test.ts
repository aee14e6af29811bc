// Replays e2e/vectors/vectors/kubeconfigs: what client-go (tools/clientcmd, deferred loading, no prompts) did with each set-up.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '@kubewright/rest';
import { differenceRows } from '../../../scripts/difference-rows.mjs';
import { differences, everywhere } from './clientcmd-differences.test-support.js';
import { ourFiles, theirFiles } from './clientcmd-file-errors.test-support.js';
import { EmptyConfigurationError, InvalidConfigurationError, KubeconfigError, KubeconfigFileError } from './errors.js';
import { ExecCredentials } from './exec-credentials.js';
import { loadContext, type LoadConfigOptions } from './load-config.js';
import { OIDCCredentials } from './oidc-credentials.js';

type Content = string | { base64: string };

interface Vector {
  id: string;
  in: {
    files?: Record<string, Content>;
    env?: Record<string, string>;
    path?: string;
    context?: string;
    serviceAccount?: Record<string, string>;
    /** The set-up's directory was the working directory. */
    relative?: boolean;
    overrides?: LoadConfigOptions['overrides'];
  };
  did: { config?: Record<string, unknown>; error?: string; namespace?: string };
}

const folder = new URL('../../../e2e/vectors/', import.meta.url);
const vectors = readdirSync(new URL('vectors/kubeconfigs/', folder)).flatMap(
  (file) => JSON.parse(readFileSync(new URL(`vectors/kubeconfigs/${file}`, folder), 'utf8')) as Vector[],
);
const authority = readFileSync(new URL('authority.pem', folder), 'utf8');
const empty = 'no configuration has been provided, try setting KUBERNETES_MASTER environment variable';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kubewright-clientcmd-'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('loadContext does what client-go does, but for what differs on purpose:', () => {
  it('differs only where it can', () => {
    const ids = new Set(vectors.map(({ id }) => id));
    expect(Object.keys(differences).filter((id) => !ids.has(`kubeconfigs/${id}`))).toEqual([]);
  });

  it('differs for a reason that stands in the document', () => {
    const rows = differenceRows();
    const named = [...Object.values(differences).map(({ what }) => what), ...Object.values(everywhere)];
    expect(named.filter((what) => !rows.has(what))).toEqual([]);
  });

  it.each(Object.entries(differences))('differs at all: %s', (id, { instead }) => {
    const did = vectors.find((vector) => vector.id === `kubeconfigs/${id}`)?.did;
    expect({ ...did, ...instead }).not.toEqual(did);
  });

  it.each(vectors.map((vector, index) => ({ ...vector, index })))('$id', async (vector) => {
    const directory = join(root, String(vector.index));
    const options = setUp(directory, vector.in);
    const outcome = await loadContext(options).then(
      (context) => ({ config: comparable(context.config), namespace: context.namespace }),
      (error: unknown) => error,
    );
    const expected = { ...vector.did, ...differences[vector.id.replace('kubeconfigs/', '')]?.instead };
    const inPlace = (text: string): string => text.replaceAll('$DIR', directory).replaceAll('$SA', join(directory, 'sa'));

    if (expected.error === undefined) {
      const config = JSON.parse(inPlace(JSON.stringify(expected.config))) as Record<string, unknown>;
      // A token that comes from a file is trimmed at once; client-go does so only when it reads the file again.
      if ('bearerTokenFile' in config && 'bearerToken' in config) config['bearerToken'] = String(config['bearerToken']).trim();
      expect(outcome).toEqual({ config, namespace: expected.namespace });
      return;
    }
    expect(outcome).toBeInstanceOf(KubeconfigError);
    const { message } = outcome as KubeconfigError;
    expect(message).not.toMatch(/secret|inline|from-file|hidden/);
    if (outcome instanceof EmptyConfigurationError) {
      expect(expected.error).toBe(`invalid configuration: ${empty}`);
    } else if (outcome instanceof InvalidConfigurationError) {
      const sentences = outcome.problems.map((problem) => problem.message);
      const text = sentences.length === 1 ? sentences.join() : `[${sentences.join(', ')}]`;
      expect(`invalid configuration: ${text}`).toBe(inPlace(expected.error));
    } else if (outcome instanceof KubeconfigFileError) {
      const found = ourFiles(outcome.failures);
      const wanted = theirFiles(inPlace(expected.error));
      expect(found).toEqual(wanted.map(({ file, meanings }) => ({ file, meanings: expect.arrayContaining([...meanings]) })));
    } else {
      expect(message).toContain(expected.error);
    }
  });
});

function setUp(directory: string, given: Vector['in']): LoadConfigOptions {
  const { files = {}, env = {}, path, context, overrides, relative: isRelative, serviceAccount = {} } = given;
  const inPlace = (text: string): string =>
    isRelative ? join(relative('.', directory), text) : text.replaceAll('$DIR', directory);
  const write = (file: string, content: Content): void => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'));
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  for (const [file, content] of Object.entries(serviceAccount)) write(join('sa', file), content.replace('@CA@', authority));
  return {
    env: {
      HOME: join(directory, 'home'),
      ...Object.fromEntries(Object.entries(env).map(([key, value]) => [key, inPlace(value)])),
    },
    serviceAccountDirectory: join(directory, 'sa'),
    onWarning: () => undefined,
    path: path && inPlace(path),
    context,
    overrides,
  };
}

/** A configuration as the vectors write it: flat, and without what only we set or do. */
function comparable({ qps, burst, tls, impersonate, credentials, toJSON, ...config }: Config): Record<string, unknown> {
  expect({ qps, burst }).toEqual({ qps: 50, burst: 300 });
  const { userName, uid, groups, extra } = impersonate ?? {};
  const flat = {
    ...config,
    ...tls,
    toJSON: undefined,
    timeout: config.timeout || undefined,
    impersonateUser: userName,
    impersonateUID: uid,
    impersonateGroups: groups,
    impersonateExtra: extra,
    exec: credentials instanceof ExecCredentials ? described(credentials) : undefined,
    authProvider: credentials instanceof OIDCCredentials ? 'oidc' : undefined,
  };
  return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== undefined));
}

/** A plugin as it is shown, without what Go leaves out. */
function described(credentials: ExecCredentials): unknown {
  return JSON.parse(JSON.stringify(credentials), (_, value: unknown) => value || undefined);
}
