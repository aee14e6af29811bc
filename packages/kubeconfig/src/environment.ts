/** What loading reads of the process's surroundings; all of it can be replaced, so that nothing depends on the machine. */
export interface Environment {
  /**
   * Environment variables: KUBECONFIG, HOME (on Windows also HOMEDRIVE, HOMEPATH, USERPROFILE), KUBERNETES_SERVICE_HOST,
   * KUBERNETES_SERVICE_PORT, POD_NAMESPACE.
   * @default process.env
   */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * Directory of a pod's service account: `token`, `ca.crt`, `namespace`.
   * @default '/var/run/secrets/kubernetes.io/serviceaccount'
   */
  serviceAccountDirectory?: string | undefined;
  /**
   * What to do with a sentence about something that was left out, but is no error.
   * @default process.emitWarning
   */
  onWarning?: ((warning: string) => void) | undefined;
  /** Ends loading early, also while a file does not answer. */
  signal?: AbortSignal | undefined;
}

export function variable(environment: Environment, name: string): string {
  return (environment.env ?? process.env)[name] ?? '';
}

export function warn(environment: Environment, warning: string): void {
  if (environment.onWarning === undefined) process.emitWarning(warning, 'KubeconfigWarning');
  else environment.onWarning(warning);
}
