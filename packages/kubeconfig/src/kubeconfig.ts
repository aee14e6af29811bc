/**
 * What one or several kubeconfig files say, merged (client-go `clientcmd/api.Config`).
 *
 * Names are keys of maps in the order of the files. An empty text, `null` and a missing field are all the same: absent.
 * It holds credentials, but what `loadKubeconfig` and `parseKubeconfig` give shows none when it is printed by `console.log`,
 * `util.inspect` or `JSON.stringify`, nor does a spread copy of it or of its users and clusters.
 */
export interface Kubeconfig {
  /** Name of the context to use when none is asked for. */
  currentContext?: string | undefined;
  /** File that `currentContext` comes from. */
  currentContextOrigin?: string | undefined;
  clusters: ReadonlyMap<string, Cluster>;
  users: ReadonlyMap<string, AuthInfo>;
  contexts: ReadonlyMap<string, Context>;
  extensions: ReadonlyMap<string, unknown>;
  /** What `JSON.stringify` shows, without credentials. */
  toJSON?: (() => unknown) | undefined;
}

interface Entry {
  /** File that the entry comes from; none if it was parsed from a text. Its relative paths count from this file's directory. */
  locationOfOrigin?: string | undefined;
  /** Data of other programs, as JSON values. What is loaded always has it. @default none */
  extensions?: ReadonlyMap<string, unknown> | undefined;
  /** What `JSON.stringify` shows, without credentials. */
  toJSON?: (() => unknown) | undefined;
}

/** How to reach a cluster, and how to trust it (client-go `clientcmd/api.Cluster`). */
export interface Cluster extends Entry {
  /** URL, `host:port` or host. */
  server?: string | undefined;
  tlsServerName?: string | undefined;
  insecureSkipTLSVerify?: boolean | undefined;
  /** Path of PEM certificates. */
  certificateAuthority?: string | undefined;
  /** PEM certificates, no longer in base64. */
  certificateAuthorityData?: string | undefined;
  /** URL of a proxy: http, https or socks5. */
  proxyURL?: string | undefined;
  disableCompression?: boolean | undefined;
}

/** How to prove who we are (client-go `clientcmd/api.AuthInfo`; a kubeconfig file says `user`). */
export interface AuthInfo extends Entry {
  /** Path of a PEM certificate. */
  clientCertificate?: string | undefined;
  /** PEM certificate, no longer in base64. */
  clientCertificateData?: string | undefined;
  /** Path of a PEM key. */
  clientKey?: string | undefined;
  /** PEM key, no longer in base64. */
  clientKeyData?: string | undefined;
  /** Bearer token. */
  token?: string | undefined;
  /** Path of a file that holds a bearer token. */
  tokenFile?: string | undefined;
  /** User to act as (`as`). */
  impersonate?: string | undefined;
  /** `as-uid` */
  impersonateUID?: string | undefined;
  /** `as-groups` */
  impersonateGroups?: readonly string[] | undefined;
  /** `as-user-extra` */
  impersonateUserExtra?: Readonly<Record<string, readonly string[]>> | undefined;
  username?: string | undefined;
  password?: string | undefined;
  authProvider?: AuthProviderConfig | undefined;
  exec?: ExecConfig | undefined;
}

/** A pair of cluster and user under a name (client-go `clientcmd/api.Context`). */
export interface Context extends Entry {
  /** Name of a cluster. */
  cluster?: string | undefined;
  /** Name of a user. */
  user?: string | undefined;
  /** Namespace of requests that name none. */
  namespace?: string | undefined;
}

/** A legacy credential provider (client-go `clientcmd/api.AuthProviderConfig`). */
export interface AuthProviderConfig {
  name?: string | undefined;
  config: Readonly<Record<string, string>>;
  /** What `JSON.stringify` shows, without credentials. */
  toJSON?: (() => unknown) | undefined;
}

/** A program that prints a credential (client-go `clientcmd/api.ExecConfig`). */
export interface ExecConfig {
  /** Name of a program on PATH, or a path. */
  command?: string | undefined;
  args: readonly string[];
  /** Variables to add to the environment of the program. */
  env: readonly { name?: string | undefined; value?: string | undefined }[];
  apiVersion?: string | undefined;
  /** What to tell a user who does not have the program. */
  installHint?: string | undefined;
  provideClusterInfo?: boolean | undefined;
  /** `Never`, `IfAvailable` or `Always`; the files decide whether it is one of them, see validation. */
  interactiveMode?: string | undefined;
  /** What `JSON.stringify` shows, without credentials. */
  toJSON?: (() => unknown) | undefined;
}
