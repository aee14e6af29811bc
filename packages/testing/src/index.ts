export type { Access, TestEnvironment, User } from '@kubewright/envtest';
export type { TestUser } from './auth/authenticator.js';
export type { AuthorizationRule } from './auth/authorizer.js';
export type { Fault, FaultAction, FaultHandle, FaultName, LatencyFault, StatusFault } from './faults/fault.js';
export type { Faults } from './faults/faults.js';
export type { JSONObject, JSONValue } from './json.js';
export { LoadError, type ObjectToLoad } from './load-objects.js';
export type { RecordedRequest, RequestLog } from './request-log.js';
export { startTestServer, type TestServer, type TestServerOptions } from './test-server.js';
export type {
  ForwardedPort,
  HandledPod,
  ProxiedObject,
  PodHandlers,
  PodLogOptions,
  PodStreams,
  ProxiedRequest,
  ProxiedResponse,
  TerminalSize,
} from './subresources/pod-handlers.js';
