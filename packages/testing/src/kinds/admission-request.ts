import { newForbidden, type StatusError } from '@kubewright/rest';
import type { JSONObject } from '../json.js';

/** What admission decides about. */
export interface AdmissionRequest {
  operation: 'create' | 'delete' | 'update';
  group: string;
  /** Plural, as `pods`. */
  resource: string;
  /** Empty for the object itself. */
  subresource: string;
  /** Of the request; empty for resources without namespaces, and for namespaces. */
  namespace: string;
  /** Of the request, else of the object, else its generateName. */
  name: string;
  /** What is to be written: changed in place. Empty for a deletion. */
  object: JSONObject;
  /** What is there. */
  old?: JSONObject | undefined;
}

/** How the plugins are set up. */
export interface AdmissionOptions {
  /**
   * Whether the ServiceAccount plugin is on: without a controller that makes service accounts it would refuse every pod.
   *
   * @default true
   */
  serviceAccounts?: boolean;
  /** The end of a generated name: five letters and digits. */
  nameSuffix: () => string;
}

/** A 403 about what was asked for. */
export function refusal({ group, resource, name }: AdmissionRequest, why: string): StatusError {
  return newForbidden({ group, resource }, name, why);
}
