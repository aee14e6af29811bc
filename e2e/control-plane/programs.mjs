// @ts-check
// Which programs make a control plane, and how is each linked?

/** @typedef {{ name: string, package: string }} Program name of the file, and the Go package that it is built from */

/** @type {readonly Program[]} */
export const programs = [
  { name: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  { name: 'kube-apiserver', package: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  { name: 'kube-controller-manager', package: 'k8s.io/kubernetes/cmd/kube-controller-manager' },
  { name: 'kubectl', package: 'k8s.io/kubernetes/cmd/kubectl' },
];

/**
 * The linker's flags: no symbol table, and the version, without which the programs call themselves v0.0.0-master. The commit
 * is not known to a Go module.
 *
 * @param {string} version such as 1.36.3
 */
export function linkerFlags(version) {
  const [major, minor] = version.split('.');
  const values = Object.entries({
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitCommit: '',
    gitTreeState: 'clean',
  });
  const places = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  return ['-s', '-w', ...places.flatMap((place) => values.map(([name, value]) => `-X ${place}.${name}=${value}`))].join(' ');
}
