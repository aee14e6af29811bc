import type { Config } from '@kubewright/rest';

/** Milliseconds; so odd that it can be told from other timeouts. */
const timeout = 32_000;
const burst = 300;

/**
 * A config for discovery: no group-version, and, where the config does not say otherwise, 32 s for each request and 300 requests at
 * once (client-go `discovery.NewDiscoveryClientForConfig`).
 */
export function discoveryConfig(config: Config): Config {
  return {
    ...config,
    apiPath: undefined,
    groupVersion: undefined,
    timeout: config.timeout || timeout,
    burst: config.burst || burst,
  };
}
