/** Base of every error of this package that is about configuration. */
export class KubeconfigError extends Error {
  override readonly name: string = 'KubeconfigError';
}

/** A file that could not be read or understood, and why. */
export interface FileFailure {
  file: string;
  /** One sentence each. They never hold a value of the file, only where it stands and what is wrong with it. */
  problems: readonly string[];
}

/** One or several kubeconfig files could not be read or understood; all of them are named. */
export class KubeconfigFileError extends KubeconfigError {
  override readonly name = 'KubeconfigFileError';
  readonly failures: readonly FileFailure[];

  constructor(failures: readonly FileFailure[], options?: ErrorOptions) {
    super(
      aggregate(failures.map(({ file, problems }) => `error loading config file "${file}": ${problems.join('; ')}`)),
      options,
    );
    this.failures = failures;
  }
}

/** Something wrong with one entry of the configuration that was selected. */
export interface ConfigurationProblem {
  /** client-go's sentence (client-go `clientcmd/validation.go`). */
  message: string;
  /** The entry, for example `user "admin"`. */
  entry?: string | undefined;
  /** The file that the entry stands in, if it comes from a file. */
  file?: string | undefined;
}

/** The selected cluster, user or context cannot be used; every problem is named, not only the first. */
export class InvalidConfigurationError extends KubeconfigError {
  override readonly name: string = 'InvalidConfigurationError';
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[], options?: ErrorOptions) {
    super(`invalid configuration: ${aggregate(problems.map(describe))}`, options);
    this.problems = problems;
  }
}

/** Nothing says which server to talk to (client-go `ErrEmptyConfig`); an in-cluster configuration may stand in. */
export class EmptyConfigurationError extends InvalidConfigurationError {
  override readonly name = 'EmptyConfigurationError';
  /** Why there is none, and what to do. */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super([{ message: `no configuration has been provided: ${reason}` }], options);
    this.reason = reason;
  }
}

/** The process does not run in a pod, as far as its environment says (client-go `ErrNotInCluster`). */
export class NotInClusterError extends KubeconfigError {
  override readonly name = 'NotInClusterError';

  constructor() {
    super(
      'unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined: ' +
        'outside of a pod load a kubeconfig instead',
    );
  }
}

/** A plugin gave no credential. The message names it, the entry of the kubeconfig and the reason, and never holds a credential. */
export class ExecPluginError extends KubeconfigError {
  override readonly name = 'ExecPluginError';
  /** The program: a path, or a name on PATH. */
  readonly command: string;

  constructor(message: string, command: string, options?: ErrorOptions) {
    super(message, options);
    this.command = command;
  }
}

/** An identity provider gave no token. The message names it, the entry of the kubeconfig and the reason, and never holds a credential. */
export class OIDCError extends KubeconfigError {
  override readonly name = 'OIDCError';
}

/** The user authenticates in a way that this version cannot. */
export class UnsupportedCredentialError extends KubeconfigError {
  override readonly name = 'UnsupportedCredentialError';
}

function describe({ message, entry, file }: ConfigurationProblem): string {
  const place = [entry, file].filter((part) => part !== undefined).join(' in ');
  return place === '' ? message : `${message} (${place})`;
}

/** Several sentences as one: alone as it is, else in brackets, each once (apimachinery `util/errors.Aggregate`). */
function aggregate(sentences: readonly string[]): string {
  const [first = '', ...others] = new Set(sentences);
  return others.length === 0 ? first : `[${[first, ...others].join(', ')}]`;
}
