import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ControlPlane, type StartedControlPlane, startControlPlane } from '@kubewright/envtest';
import { RESTClient } from '@kubewright/rest';
import { definition, describeTestEnvironment } from '../../packages/testing/src/test-environment.test-support.js';
import { groupRuns } from './processes.js';
import { assets } from './programs.js';

// What the embedded server does in the unit tests of packages/testing.

describeTestEnvironment('a control plane, as an environment of tests', () => startControlPlane({ assets }));

describeTestEnvironment('a control plane with a controller manager, as an environment of tests', () =>
  startControlPlane({ assets, controllerManager: true }),
);

describe('a control plane that was there before', () => {
  let there: StartedControlPlane;

  beforeAll(async () => {
    there = await startControlPlane({ useExistingCluster: false, assets });
  });
  afterAll(() => there.stop());

  describeTestEnvironment('as an environment of tests', () =>
    startControlPlane({ useExistingCluster: true, config: there.config }),
  );

  /** Does something with the variables that make it the existing cluster. */
  async function withVariables<T>(act: () => Promise<T>): Promise<T> {
    const { KUBECONFIG, USE_EXISTING_CLUSTER } = process.env;
    const kubeconfig = `${there.folder}/existing.kubeconfig`;
    await there.writeKubeconfig(kubeconfig);
    Object.assign(process.env, { KUBECONFIG: kubeconfig, USE_EXISTING_CLUSTER: 'True' });
    try {
      return await act();
    } finally {
      for (const [name, value] of Object.entries({ KUBECONFIG, USE_EXISTING_CLUSTER })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  }

  it('is taken when USE_EXISTING_CLUSTER says so, and stays when it is stopped, but for what is cleaned up', async () => {
    const environment: ControlPlane = await withVariables(() => startControlPlane({ assets: '/nowhere' }));

    expect([environment.config.host, environment.folder, environment.pid]).toEqual([there.config.host, undefined, undefined]);

    await environment.installCRDs([definition('kept')]);
    await environment.installCRDs([definition('cleaned')], { cleanUpAfterUse: true });
    await environment.stop();

    await using client = new RESTClient(there.config);
    const status = async (plural: string) =>
      (await client.get().absPath(`/apis/environment.example.com/v1/${plural}`).do()).statusCode;
    expect([groupRuns(there.pid), await status('kept'), await status('cleaned')]).toEqual([true, 200, 404]);
  });

  it('is an error that says what to do when it does not answer', async () => {
    const lost = await startControlPlane({ useExistingCluster: false, assets });
    await lost.stop();

    await expect(startControlPlane({ useExistingCluster: true, config: lost.config })).rejects.toThrow(
      /^Using the existing cluster \(USE_EXISTING_CLUSTER\): [^]*ECONNREFUSED[^]*What to do: .*unset USE_EXISTING_CLUSTER/,
    );
  });
});
