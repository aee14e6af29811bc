/** What proves who we are, as an exec plugin or an identity provider gives it: a token, a client certificate, or both. */
export interface Credential {
  /** Bearer token. */
  readonly token?: string | undefined;
  /** PEM client certificate; only together with `keyData`. */
  readonly certData?: string | undefined;
  /** PEM client key; only together with `certData`. */
  readonly keyData?: string | undefined;
  /**
   * When it stops being valid: it is replaced ten seconds earlier, or with a tenth of its life left if that is less. Without it, it is
   * used until the server answers 401.
   */
  readonly expiresAt?: Date | undefined;
}

/**
 * Gives credentials that end (client-go `exec.Authenticator`). All clients whose config holds the same object share one
 * credential, and never ask for two at the same time.
 */
export interface CredentialSource {
  /**
   * Gets a new credential. Rejects if there is none to get, with a message that holds no credential. The signal aborts when nobody waits
   * for it any more.
   */
  refresh(signal: AbortSignal): Promise<Credential>;
}
