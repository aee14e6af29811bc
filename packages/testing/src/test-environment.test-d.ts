// Whether a test suite can switch between servers by one line.
import { type ControlPlane, startControlPlane, type StartedControlPlane } from '@kubewright/envtest';
import type { Config } from '@kubewright/rest';
import { type Access, startTestServer, type TestEnvironment } from './index.js';

declare const real: boolean;

const either: TestEnvironment = await (real ? startControlPlane({ controllerManager: true }) : startTestServer());
await using same = await (real ? startControlPlane() : startTestServer());

for (const server of [either, same]) {
  const config: Config = server.config;
  const text: string = server.kubeconfig();
  const ada: Access = await server.user({ name: 'ada', groups: ['engineers'] });
  const access: Access = server;
  await server.writeKubeconfig('kubeconfig');
  await server.installCRDs(['config/crd', {}], { cleanUpAfterUse: true, timeout: 1 });
  await server.uninstallCRDs('config/crd', { recursive: false });
  await server.close();
  void [config, text, ada, access];
}

// Only what was started is known to have processes and a folder.
const started: StartedControlPlane = await startControlPlane({ useExistingCluster: false });
const perhaps: ControlPlane = await startControlPlane();
const pid: number = started.pid;
// @ts-expect-error a cluster that was there before has no folder
const folder: string = perhaps.folder;
// @ts-expect-error a boolean, not a variable's text
await startControlPlane({ useExistingCluster: 'true' });
// @ts-expect-error a user needs a name
await either.user({ groups: ['engineers'] });
// @ts-expect-error only the embedded server remembers requests
either.requests;
void [pid, folder];
