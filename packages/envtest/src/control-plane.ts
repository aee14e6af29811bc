import type { TestEnvironment } from './test-environment.js';

/**
 * A running etcd and kube-apiserver (and kube-controller-manager), which ends with this process at the latest unless `detach` was
 * called; or a cluster that was there before, which stays.
 *
 * Its `config` and kubeconfig are those of a member of `system:masters`, to whom everything is allowed; in a cluster that was there
 * before, those of whom its kubeconfig names. The users of `user` have client certificates, and may do nothing until RBAC objects
 * allow it; in a cluster that was there before they are impersonated.
 */
export interface ControlPlane extends TestEnvironment {
  /** The one folder that exists because of this control plane, with the programs' logs. Gone after `stop`. None if the cluster was there before. */
  readonly folder: string | undefined;
  /** The process that runs etcd and the others; its command line names the folder. None if the cluster was there before. */
  readonly pid: number | undefined;

  /**
   * Stops everything and removes the folder: first the controller manager, then the API server, then etcd, each by SIGTERM
   * and after ten seconds (or `KUBEBUILDER_CONTROLPLANE_STOP_TIMEOUT`) by SIGKILL. A cluster that was there before stays as it is,
   * but for definitions that were installed with `cleanUpAfterUse`. Can be called again.
   */
  stop(): Promise<void>;

  /** `stop`, by the name that all environments of tests have for it. */
  close(): Promise<void>;

  /** Lets the control plane outlive this process, as a cluster does that was there before. From then on SIGTERM to `pid` stops it and removes its folder. */
  detach(): Promise<void>;
}

/** A control plane that is not a cluster which was there before. */
export interface StartedControlPlane extends ControlPlane {
  readonly folder: string;
  readonly pid: number;
}
