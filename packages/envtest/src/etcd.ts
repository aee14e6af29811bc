import { type Flags, toArguments } from './flags.js';

/**
 * Where etcd listens: sockets in the folder in which all programs run, named relative to it. So there is no port to collide
 * on, nobody but the folder's owner can connect, and the path never gets too long for a socket. The `:0` is no port; etcd
 * insists on seeing one.
 */
export const etcdServers = 'unix://etcd.sock:0';
const peers = 'unix://etcd-peer.sock:0';

/** The command line of an etcd with a single member that keeps its data in `<folder>/etcd` and never waits for the disk. */
export function etcdArguments(own?: Flags): string[] {
  const fixed: Flags = {
    name: 'kubewright',
    'data-dir': 'etcd',
    'listen-client-urls': etcdServers,
    'advertise-client-urls': etcdServers,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    'initial-cluster': `kubewright=${peers}`,
  };
  const defaults: Flags = { 'unsafe-no-fsync': 'true', 'log-level': 'warn' };
  return toArguments('etcd', fixed, defaults, own);
}
