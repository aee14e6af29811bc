import type { Config } from '@kubewright/rest';
import type { InstallOptions } from './install-crds.js';

/** Somebody who may talk to the control plane, in the two forms in which programs want it. */
export interface Access {
  /** Holds the client certificate and its key, but prints without them; without the client-side limits that would slow tests down. */
  readonly config: Config;
  /** Path of a kubeconfig with mode 0600, for kubectl and other programs. Gone after `stop`. */
  readonly kubeconfig: string;
}

/** Who a client certificate says its holder is. */
export interface User {
  /** Not empty; may be any user name that Kubernetes allows, such as `system:serviceaccount:default:builder`. */
  name: string;
  /** Beside these the server adds `system:authenticated`. @default none */
  groups?: readonly string[];
}

/** A running etcd and kube-apiserver (and kube-controller-manager). Ends with this process at the latest, unless `detach` was called. */
export interface ControlPlane extends AsyncDisposable {
  /** Access of a member of `system:masters`, to whom everything is allowed. */
  readonly config: Config;
  /** Path of a kubeconfig for the same, with mode 0600. Gone after `stop`. */
  readonly kubeconfig: string;
  /** The one folder that exists because of this control plane, with the programs' logs. Gone after `stop`. */
  readonly folder: string;
  /** The process that runs etcd and the others; its command line names the folder. */
  readonly pid: number;

  /**
   * Lets another user in, by a client certificate. The user may do nothing until RBAC objects allow it.
   * @throws {TypeError} if the name is empty.
   */
  user(user: User): Promise<Access>;

  /**
   * Creates CustomResourceDefinitions, or updates those that there are, and resolves when what they define is served.
   * Rejects with an `Error` that names a definition which the server refuses or does not establish in time, and with the signal's reason.
   *
   * @param definitions objects, and paths of YAML or JSON files or of folders with such (`.yaml`, `.yml`, `.json`); what is no
   * CustomResourceDefinition in them is left out
   */
  installCRDs(definitions: string | readonly (object | string)[], options?: InstallOptions): Promise<void>;

  /**
   * Stops everything and removes the folder: first the controller manager, then the API server, then etcd, each by SIGTERM
   * and after ten seconds (or `KUBEBUILDER_CONTROLPLANE_STOP_TIMEOUT`) by SIGKILL. Can be called again.
   */
  stop(): Promise<void>;

  /** `stop`, by the name that the server of `@kubewright/testing` has for it. */
  close(): Promise<void>;

  /** Lets the control plane outlive this process. From then on SIGTERM to `pid` stops it and removes its folder. */
  detach(): Promise<void>;
}
