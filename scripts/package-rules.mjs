// @ts-check
// Who may depend on whom? The table of the architecture, as data.

/**
 * @typedef {object} PackageRule
 * @property {readonly string[]} values packages that it may import
 * @property {readonly string[]} types packages of which it may import types only
 * @property {readonly string[]} [libraries] packages of others that it may depend on; any if this is left out
 */

/** Stands for every generated package. */
export const generated = 'packages/apis/*';

/**
 * Rules by folder; the longest folder that holds a file decides. What is not listed here may import nothing of ours.
 *
 * @type {Readonly<Record<string, PackageRule>>}
 */
export const packageRules = {
  'packages/apis/meta-v1': { values: [], types: [], libraries: [] },
  [generated]: { values: [], types: ['@kubewright/rest', generated], libraries: [] },
  'packages/rest': { values: [], types: ['@kubewright/meta-v1'], libraries: ['got', 'p-throttle', 'socks'] },
  'packages/rest-undici': { values: ['@kubewright/rest'], types: [] },
  'packages/yaml': { values: [], types: [], libraries: ['yaml'] },
  'packages/kubeconfig': { values: ['@kubewright/rest', '@kubewright/yaml'], types: [] },
  'packages/discovery': { values: ['@kubewright/rest'], types: ['@kubewright/meta-v1'] },
  'packages/clientset': { values: ['@kubewright/rest', generated], types: [] },
  'packages/dynamic': {
    values: ['@kubewright/rest', '@kubewright/discovery', '@kubewright/yaml'],
    types: ['@kubewright/meta-v1'],
  },
  'packages/informers': { values: ['@kubewright/rest'], types: ['@kubewright/clientset', '@kubewright/meta-v1'] },
  'packages/controllers': {
    values: ['@kubewright/rest', '@kubewright/informers'],
    types: ['@kubewright/coordination-v1', '@kubewright/core-v1', '@kubewright/events-v1', '@kubewright/meta-v1'],
  },
  'packages/streams': { values: ['@kubewright/rest'], types: [] },
  // Certificates come from the package that makes them for whole control planes.
  'packages/testing': {
    values: ['@kubewright/envtest', '@kubewright/rest', '@kubewright/yaml'],
    types: ['@kubewright/meta-v1'],
    libraries: ['re2js', 'ws'],
  },
  // USE_EXISTING_CLUSTER means the cluster of the caller's kubeconfig: whoever starts programs does not load what reads it.
  'packages/envtest': { values: ['@kubewright/kubeconfig', '@kubewright/rest', '@kubewright/yaml'], types: [] },
  // A broken generation must not stop the generator from being built: only fetching, a project of its own, uses our client.
  codegen: { values: [], types: [] },
  'codegen/src/fetch': { values: ['@kubewright/kubeconfig', '@kubewright/rest'], types: [] },
};
