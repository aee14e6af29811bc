import type { AnyObject } from './any-object.js';
import type {
  HasApproval,
  HasAttach,
  HasBinding,
  HasEphemeralContainers,
  HasEviction,
  HasExec,
  HasFinalize,
  HasLog,
  HasPortForward,
  HasProxy,
  HasResize,
  HasScale,
  HasStatus,
  HasSubresources,
  HasToken,
  ResourceClient,
} from './capabilities.js';

/** Everything that some resource can do. */
export type AllCapabilities<T, L> = HasApproval<T> &
  HasAttach &
  HasBinding<object> &
  HasEphemeralContainers<T> &
  HasEviction<object> &
  HasExec &
  HasFinalize<T> &
  HasLog &
  HasPortForward &
  HasProxy &
  HasResize<T> &
  HasScale<AnyObject> &
  HasStatus<T> &
  HasSubresources<AnyObject> &
  HasToken<AnyObject> &
  ResourceClient<T, L>;
