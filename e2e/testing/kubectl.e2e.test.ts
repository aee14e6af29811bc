import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '@kubewright/testing';
import { eventually } from '../src/eventually.js';
import { containerHandlers } from './container-handlers.js';
import { exchangeWith } from './exchange-with.js';
import { Kubectl, masked, type Outcome } from './kubectl.js';

const namespace = `kubectl-${process.env['KUBEWRIGHT_E2E_RUN'] ?? ''}`;
/** Of custom resources. */
const group = `${namespace}.example.com`;
const folder = await mkdtemp(path.join(os.tmpdir(), 'kubewright-e2e-kubectl-'));
/** Files by the words that stand for them. */
const files = new Map(
  ['MANIFEST', 'LIST', 'MISSPELT', 'WIDGETS'].map((word) => [word, path.join(folder, `${word.toLowerCase()}.yaml`)]),
);
let server: TestServer;
let embedded: Kubectl;
let real: Kubectl;

/** Words are separated by spaces, but for those between apostrophes. */
const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? files.get(word) ?? word);

const own = (line: string): string[] => ['--namespace', namespace, ...words(line)];

/** Runs a command with the embedded server, and hands on what it did; fails unless it succeeds. */
async function succeed(line: string, options?: Parameters<Kubectl['run']>[1]): Promise<Outcome> {
  const outcome = await embedded.run(own(line), options);
  expect(outcome).toMatchObject({ code: 0 });
  return outcome;
}

/** Fails as long as a server has not what the definition brings, or does not tell of it. */
async function expectWidgets(kubectl: Kubectl): Promise<void> {
  expect(await kubectl.run(own(`get widgets.${group}`))).toMatchObject({ code: 0 });
  const { stdout } = await kubectl.run(words('get --raw /openapi/v2'));
  expect(stdout.includes(`/apis/${group}/v1/`)).toBe(true);
}

beforeAll(async () => {
  const content = async (name: string): Promise<string> =>
    (await readFile(fileURLToPath(new URL(name, import.meta.url)), 'utf8')).replaceAll('GROUP', group);
  const list = await content('list.yaml');
  const contents: Readonly<Record<string, string>> = {
    MANIFEST: await content('objects.yaml'),
    LIST: list,
    MISSPELT: list.replace('replicas:', 'replica:').replace('size: 1', 'size: one'),
    WIDGETS: await content('widgets.yaml'),
  };
  for (const [word, file] of files) await writeFile(file, contents[word] ?? '');
  server = await startTestServer();
  embedded = await Kubectl.in(path.join(folder, 'embedded'), server.kubeconfig());
  const kubeconfig = await readFile(process.env['KUBEWRIGHT_E2E_KUBECONFIG'] ?? '', 'utf8');
  real = await Kubectl.in(path.join(folder, 'real'), kubeconfig);
  for (const kubectl of [real, embedded]) {
    await kubectl.run(['create', 'namespace', namespace]);
    // No pod is let in before a controller has made the account that it runs as.
    await kubectl.run(own('wait --for=create serviceaccount/default configmap/kube-root-ca.crt --timeout=30s'));
    await kubectl.run(words('create -f WIDGETS'));
    await eventually(() => expectWidgets(kubectl));
  }
});

afterAll(async () => {
  await real.run(['delete', 'namespace', namespace, '--wait=false']);
  await real.run(words('delete -f WIDGETS --wait=false'));
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('kubectl prints with the embedded server what it prints with a real one', () => {
  // In this order: each line finds what those before it left.
  it.each([
    'apply -f MANIFEST',
    'apply -f MANIFEST --dry-run=server',
    'get pods',
    'get pods -o wide',
    'get pods,services,configmaps',
    'get deployment web -o yaml --show-managed-fields=false -o name',
    'get pod lone -o yaml',
    'get pod lone -o json --show-managed-fields',
    'get service web -o yaml',
    'get secret secret -o yaml',
    'get configmaps -o name',
    "get pods -l app=lone -o jsonpath='{.items[*].metadata.name}'",
    'get pods -l app!=lone',
    'get pods --all-namespaces --field-selector metadata.name=lone',
    'get pods -o custom-columns=NAME:.metadata.name,APP:.metadata.labels.app',
    'get configmap settings -o go-template={{.data.a}}',
    'get configmap none',
    'get none',
    'exec none -- date',
    'exec lone --container=none -- date',
    'attach none',
    'port-forward pod/none :80',
    'port-forward pod/lone :80',
    'describe pod lone',
    'describe configmap settings',
    'describe secret secret',
    'label pod lone size=small',
    'label pod lone size=large',
    'label pod lone size=large --overwrite',
    'label pod lone size-',
    'annotate pod lone note=written',
    'get pod lone --show-labels',
    `patch pod lone --patch '{"metadata":{"labels":{"patch":"strategic"}}}'`,
    `patch pod lone --type=merge --patch '{"metadata":{"labels":{"patch":"merge"}}}'`,
    `patch pod lone --type=json --patch '[{"op":"remove","path":"/metadata/labels/patch"}]'`,
    `patch pod lone --type=json --patch '[{"op":"test","path":"/metadata/name","value":"other"}]'`,
    'diff -f MANIFEST',
    'apply -f MANIFEST --server-side',
    'apply -f MANIFEST --server-side --force-conflicts',
    'apply -f MANIFEST --server-side --field-manager=other',
    'apply set-last-applied -f MANIFEST',
    'create configmap settings --from-literal=a=b',
    'create configmap made --from-literal=a=b',
    'create secret generic made --from-literal=a=b',
    'create serviceaccount builder',
    'create deployment made --image=registry.example.com/made --replicas=0',
    'create role reader --verb=get --resource=pods',
    'create rolebinding readers --role=reader --serviceaccount=default:builder',
    'create ingress made --rule=example.com/path=web:80',
    'create quota made --hard=services=100',
    'create poddisruptionbudget made --selector=app=made --min-available=1',
    'create cronjob made --image=registry.example.com/made --schedule=@yearly',
    'create token builder --duration=1h -o jsonpath={.kind}',
    'describe role reader',
    'autoscale deployment made --min=1 --max=3 --cpu=50%',
    'get horizontalpodautoscaler made -o yaml',
    'get roles,rolebindings,ingresses',
    'set image deployment/made made=registry.example.com/made:2',
    'set env deployment/made A=1',
    'get deployment made -o jsonpath={.spec.template.spec.containers}',
    'scale deployment made --replicas=1 --current-replicas=4',
    'rollout pause deployment/made',
    'expose deployment made --port=80',
    'run another --image=registry.example.com/another --labels=app=another',
    'wait pod/lone --for=condition=Ready --timeout=1s',
    `wait pod/lone --for=jsonpath='{.status.phase}'=Pending --timeout=5s`,
    'wait pod/none --for=delete --timeout=1s',
    'get events --field-selector reason=none',
    'delete configmap made',
    'delete pods --selector app=another --wait',
    'delete deployment made --wait',
    'delete deployment made',
    'delete pod lone --grace-period=0 --force',
    'diff -f LIST',
    'apply -f LIST',
    'diff -f LIST',
    'apply -f LIST',
    'apply -f LIST --server-side --force-conflicts',
    'apply -f MISSPELT',
    'apply -f MISSPELT --validate=warn',
    'get -f LIST -o name',
    'delete -f LIST',
    'explain pods.spec',
    'explain pods.spec.containers --recursive',
    'explain deployments.spec.strategy.rollingUpdate.maxSurge',
    'explain none',
    'api-resources --api-group=apps',
    'api-resources --api-group= --namespaced=false',
    'version',
    'auth can-i create pods',
    'get --raw /readyz',
  ])('kubectl %s', async (line) => {
    const expected = masked(await real.run(own(line)));
    expect(masked(await embedded.run(own(line)))).toEqual(expected);
  });
});

describe('kubectl with the embedded server', () => {
  it('edits an object through an editor', async () => {
    await succeed('create configmap edited --from-literal=word=before');
    const { stdout } = await succeed('edit configmap edited', { env: { KUBE_EDITOR: "sed -i 's/word: before/word: after/'" } });
    expect(stdout).toBe('configmap/edited edited\n');
    expect((await succeed('get configmap edited -o jsonpath={.data.word}')).stdout).toBe('after');
  });

  it('replaces an object that comes from standard input', async () => {
    await succeed('create configmap replaced --from-literal=a=1');
    const { stdout } = await succeed('get configmap replaced -o yaml');
    await succeed('replace -f -', { input: stdout.replace('a: "1"', 'a: "2"') });
    expect((await succeed('get configmap replaced -o jsonpath={.data.a}')).stdout).toBe('2');
  });

  it('watches, and prints changes as they come', async () => {
    await succeed('create configmap watched');
    const lines = await embedded.untilLines(own('get configmaps --watch -o name --field-selector metadata.name=watched'), 2, () =>
      succeed('label configmap watched changed=yes'),
    );
    expect(lines).toEqual(['configmap/watched', 'configmap/watched']);
  });

  it('waits for what another command does', async () => {
    await succeed('create configmap awaited');
    const waiting = succeed('wait configmap/awaited --for=delete --timeout=20s');
    await succeed('delete configmap awaited');
    expect((await waiting).code).toBe(0);
  });

  it('says which field whose is when managers disagree', async () => {
    const applied = (value: string): string =>
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: owned}, data: {key: ${JSON.stringify(value)}}}`;
    await succeed('apply --server-side --field-manager=one -f -', { input: applied('1') });
    const refused = await embedded.run(own('apply --server-side --field-manager=two -f -'), { input: applied('2') });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Apply failed with 1 conflict: conflict with "one": .data.key');
    await succeed('apply --server-side --field-manager=two --force-conflicts -f -', { input: applied('2') });
  });

  it('reads logs from the handler of the test', async () => {
    server.handlers.log = (pod, { container, tailLines }) =>
      `${String(tailLines)} of ${container}, ${JSON.stringify(pod['kind'])}\n`;
    await succeed('run talking --image=registry.example.com/talking');
    expect((await succeed('logs talking --tail=3')).stdout).toBe('3 of talking, "Pod"\n');
  });

  it('follows a log as it grows', async () => {
    let grow = (): void => undefined;
    const grown = new Promise<void>((resolve) => (grow = resolve));
    server.handlers.log = async function* () {
      yield 'first\n';
      await grown;
      yield 'second\n';
    };
    await succeed('run growing --image=registry.example.com/growing');
    const lines = await embedded.untilLines(own('logs growing --follow'), 2, () => {
      grow();
      return Promise.resolve();
    });
    expect(lines).toEqual(['first', 'second']);
  });

  it('cordons and drains a node', async () => {
    await embedded.run(['create', '-f', '-'], { input: '{apiVersion: v1, kind: Node, metadata: {name: worker}}' });
    await succeed('run on-worker --image=registry.example.com/worker --overrides={"spec":{"nodeName":"worker"}}');
    expect((await succeed('drain worker --force --grace-period=0 --timeout=20s')).stdout).toContain('node/worker drained');
    expect((await succeed('get pods --field-selector spec.nodeName=worker -o name')).stdout).toBe('');
    expect((await succeed('get node worker')).stdout).toMatch(/SchedulingDisabled/);
    expect((await succeed('uncordon worker')).stdout).toBe('node/worker uncordoned\n');
  });

  it('deletes a claim, and a namespace with all that is in it', async () => {
    const claim =
      '{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: NAME}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}';
    await succeed('create -f -', { input: claim.replace('NAME', 'one') });
    await succeed('delete persistentvolumeclaim one --timeout=20s');
    await embedded.run(['create', 'namespace', 'ending']);
    await embedded.run(['apply', '--namespace=ending', ...words('-f MANIFEST')]);
    await embedded.run(['create', '--namespace=ending', '-f', '-'], { input: claim.replace('NAME', 'two') });
    expect(await embedded.run(['delete', 'namespace', 'ending', '--timeout=20s'])).toMatchObject({ code: 0 });
    expect(await embedded.run(['get', 'namespace', 'ending'])).toMatchObject({ code: 1 });
  });

  it('explains and gets custom resources as soon as they are defined', async () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { plural: 'widgets', kind: 'Widget', shortNames: ['wi'] },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: { type: 'object', properties: { size: { type: 'integer', description: 'How large it is.' } } },
            },
            additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.size' }],
          },
        ],
      },
    };
    await succeed('create -f -', { input: JSON.stringify(definition) });
    await succeed('wait --for=condition=Established customresourcedefinition/widgets.example.com --timeout=20s');
    await succeed('create -f -', { input: '{apiVersion: example.com/v1, kind: Widget, metadata: {name: one}, size: 3}' });
    expect(masked(await succeed('get wi')).stdout).toBe('NAME SIZE\none 3\n');
    expect((await succeed('explain widgets.size')).stdout).toContain('How large it is.');
  });
});

describe('kubectl connects with containers, which handlers of the test are', () => {
  /** kubectl tells by a variable whether it uses WebSockets, or SPDY as old ones do. */
  const ways = ['true', 'false'].map((uses) => ({
    KUBECTL_REMOTE_COMMAND_WEBSOCKETS: uses,
    KUBECTL_PORT_FORWARD_WEBSOCKETS: uses,
  }));

  beforeAll(async () => {
    Object.assign(server.handlers, containerHandlers);
    await succeed('run connected --image=registry.example.com/connected');
    await succeed(`patch pod connected --subresource=status --type=merge --patch '{"status":{"phase":"Running"}}'`);
  });

  it.each(ways)('runs commands with input, output and exit codes: %j', async (env) => {
    const input = 'line\n'.repeat(100_000);
    expect(await embedded.run(own('exec --stdin connected -- cat'), { env, input })).toEqual({
      code: 0,
      stdout: input,
      stderr: 'cat is over',
    });
    expect(await embedded.run(own('exec connected -- exit 7'), { env })).toEqual({
      code: 7,
      stdout: '',
      stderr: 'command terminated with exit code 7\n',
    });
    const failed = await embedded.run(own('exec connected -- unknown'), { env });
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no such command') });
  });

  it.each(ways)('attaches to a container: %j', async (env) => {
    const { code, stdout } = await embedded.run(own('attach connected --stdin --quiet'), { env, input: 'hello\n' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'hello\n' });
  });

  it.each(ways)('forwards ports: %j', async (env) => {
    const words = ['hello', 'x'.repeat(1_000_000)];
    const lines = await embedded.untilLines(
      own('port-forward pod/connected :80 --address=127.0.0.1'),
      3,
      async (line) => {
        const port = Number(/127\.0\.0\.1:(\d+) -> 80/.exec(line)?.[1]);
        expect(await Promise.all(words.map((word) => exchangeWith(port, word)))).toEqual(words);
      },
      env,
    );
    expect(lines.slice(1)).toEqual(words.map(() => expect.stringMatching(/^Handling connection for \d+$/)));
  });

  it('copies files by the tar of the container', async () => {
    const local = path.join(folder, 'local.txt');
    await writeFile(local, 'content of a file\n');
    const archives: Buffer[] = [];
    server.handlers.exec = async (_pod, { command, stdin, stdout }) => {
      if (command.includes('-xmf')) for await (const bytes of stdin) archives.push(Buffer.from(bytes));
      else await stdout(Buffer.concat(archives));
      return 0;
    };
    await succeed(`cp ${local} connected:local.txt`);
    await succeed(`cp connected:local.txt ${path.join(folder, 'copy.txt')}`);
    expect(await readFile(path.join(folder, 'copy.txt'), 'utf8')).toBe('content of a file\n');
    Object.assign(server.handlers, containerHandlers);
  });

  it('is told which handler is missing', async () => {
    delete server.handlers.exec;
    const { code, stderr } = await embedded.run(own('exec connected -- cat'));
    expect(code).toBe(1);
    expect(stderr).toContain('set handlers.exec of the test server');
  });
});

describe('kubectl with users and TLS', () => {
  it('is told who it is, and what it may not do', async () => {
    await using secure = await startTestServer({
      tls: true,
      rules: [{ users: ['jane'], verbs: ['get', 'list'], resources: ['pods'] }],
    });
    const access = await secure.user({ name: 'jane', groups: ['testers'] });
    const jane = await Kubectl.in(path.join(folder, 'jane'), access.kubeconfig());
    const admin = await Kubectl.in(path.join(folder, 'admin'), secure.kubeconfig());
    expect((await jane.run(words('auth whoami -o jsonpath={.status.userInfo.username}'))).stdout).toBe('jane');
    expect((await jane.run(words('auth can-i list pods'))).stdout).toBe('yes\n');
    expect((await jane.run(words('auth can-i delete pods'))).stdout).toBe('no\n');
    expect(await jane.run(words('get pods'))).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No resources found in default namespace.\n',
    });
    expect(await jane.run(words('get secrets'))).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Error from server (Forbidden): secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "default"\n',
    });
    expect((await admin.run(words('auth can-i delete secrets'))).stdout).toBe('yes\n');
    expect((await admin.run(words('auth can-i list secrets --as jane'))).stdout).toBe('no\n');
  });

  it('proves who it is by a token', async () => {
    await using guarded = await startTestServer({ tls: true, token: 'secret-of-the-test' });
    const admin = await Kubectl.in(path.join(folder, 'token'), guarded.kubeconfig());
    expect((await admin.run(words('create configmap made'))).stdout).toBe('configmap/made created\n');
    const wrong = guarded.kubeconfig().replaceAll('secret-of-the-test', 'wrong');
    const refused = await (await Kubectl.in(path.join(folder, 'wrong'), wrong)).run(words('get configmaps'));
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('You must be logged in to the server') });
  });
});
