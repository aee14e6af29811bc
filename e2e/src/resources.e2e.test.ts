import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clientset } from '@kubewright/clientset';
import { isNotFound, type ResourceClient, type ResourceDescriptor } from '@kubewright/rest';
import { adminConfig, kubernetesVersion } from './cluster.js';

// Every resource of every generated package is asked for on a real server with its default gates.

/** Served only behind a gate or an API that is closed by default. */
const closed = [
  'admissionregistration.k8s.io/v1alpha1/mutatingadmissionpolicies',
  'admissionregistration.k8s.io/v1alpha1/mutatingadmissionpolicybindings',
  'admissionregistration.k8s.io/v1beta1/mutatingadmissionpolicies',
  'admissionregistration.k8s.io/v1beta1/mutatingadmissionpolicybindings',
  'certificates.k8s.io/v1alpha1/clustertrustbundles',
  'certificates.k8s.io/v1beta1/clustertrustbundles',
  'certificates.k8s.io/v1beta1/podcertificaterequests',
  'coordination.k8s.io/v1alpha2/leasecandidates',
  'coordination.k8s.io/v1beta1/leasecandidates',
  'internal.apiserver.k8s.io/v1alpha1/storageversions',
  'networking.k8s.io/v1beta1/ipaddresses',
  'networking.k8s.io/v1beta1/servicecidrs',
  'resource.k8s.io/v1alpha3/devicetaintrules',
  'resource.k8s.io/v1alpha3/resourcepoolstatusrequests',
  'resource.k8s.io/v1beta1/deviceclasses',
  'resource.k8s.io/v1beta1/resourceclaims',
  'resource.k8s.io/v1beta1/resourceclaimtemplates',
  'resource.k8s.io/v1beta1/resourceslices',
  'resource.k8s.io/v1beta2/deviceclasses',
  'resource.k8s.io/v1beta2/devicetaintrules',
  'resource.k8s.io/v1beta2/resourceclaims',
  'resource.k8s.io/v1beta2/resourceclaimtemplates',
  'resource.k8s.io/v1beta2/resourceslices',
  'scheduling.k8s.io/v1alpha2/podgroups',
  'scheduling.k8s.io/v1alpha2/workloads',
  'storage.k8s.io/v1beta1/volumeattributesclasses',
  'storagemigration.k8s.io/v1beta1/storageversionmigrations',
];

/** What a server of this minor does not serve by default. */
const notServed: Record<string, string[]> = {
  '1.36': closed,
  // Opened by default in 1.36.
  '1.35': [
    'admissionregistration.k8s.io/v1/mutatingadmissionpolicies',
    'admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings',
    ...closed,
  ],
};

/** Kept nowhere, so there is nothing to list. */
const onlyCreated = [
  'authentication.k8s.io/v1/selfsubjectreviews',
  'authentication.k8s.io/v1/tokenreviews',
  'authorization.k8s.io/v1/localsubjectaccessreviews',
  'authorization.k8s.io/v1/selfsubjectaccessreviews',
  'authorization.k8s.io/v1/selfsubjectrulesreviews',
  'authorization.k8s.io/v1/subjectaccessreviews',
  'v1/bindings',
];

async function descriptors(): Promise<ResourceDescriptor[]> {
  const packageJSON = new URL('../../packages/clientset/package.json', import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(packageJSON, 'utf8')) as { dependencies: Record<string, string> };
  const found: ResourceDescriptor[] = [];
  for (const name of Object.keys(dependencies)) {
    const exports = (await import(name)) as Record<string, unknown>;
    for (const value of Object.values(exports))
      if (typeof value === 'object' && value !== null && 'resource' in value) found.push(value as ResourceDescriptor);
  }
  return found;
}

const nameOf = ({ group, version, resource }: ResourceDescriptor): string =>
  `${group === '' ? '' : `${group}/`}${version}/${resource}`;

let clientset: Clientset;
beforeAll(() => {
  clientset = new Clientset({ ...adminConfig(), qps: -1, warningHandler: () => undefined });
});
afterAll(() => clientset.close());

describe('every resource', () => {
  it('answers a list, apart from those on the lists above', async () => {
    const missing: string[] = [];
    let answered = 0;
    for (const descriptor of await descriptors()) {
      const name = nameOf(descriptor);
      if (onlyCreated.includes(name)) continue;
      const client = clientset.rest.resource(
        descriptor as ResourceDescriptor<object, { items: object[] }, ResourceClient<object, { items: object[] }>>,
      );
      try {
        const list = await client.list();
        expect([name, list.kind]).toEqual([name, `${descriptor.kind}List`]);
        answered++;
      } catch (error) {
        if (!isNotFound(error)) throw error;
        missing.push(name);
      }
    }
    const [, minor] = /^v?(\d+\.\d+)/.exec(kubernetesVersion()) ?? [];
    expect(missing.sort()).toEqual(notServed[minor ?? '']);
    expect(answered + missing.length + onlyCreated.length).toBe(95);
  });
});
