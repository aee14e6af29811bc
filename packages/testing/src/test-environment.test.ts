import { afterAll, beforeAll } from '@jest/globals';
import { startControlPlane } from '@kubewright/envtest';
import { describeTestEnvironment } from './test-environment.test-support.js';
import { startTestServer, type TestServer } from './test-server.js';

// The same runs against real servers in e2e/envtest.

describeTestEnvironment('the embedded server, as an environment of tests', () => startTestServer());

describeTestEnvironment('the embedded server with TLS, as an environment of tests', () => startTestServer({ tls: true }));

let cluster: TestServer | undefined;
beforeAll(async () => {
  cluster = await startTestServer({ token: 'administration' });
});
afterAll(() => cluster?.close());

describeTestEnvironment('a cluster that was there before, as an environment of tests', () =>
  startControlPlane({ useExistingCluster: true, config: cluster?.config ?? {} }),
);
