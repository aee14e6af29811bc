import type { ListMeta, ObjectMeta } from '@kubewright/meta-v1';

/** Any object of an API server, as JSON has it: no field is lost or renamed (client-go `unstructured.Unstructured`). */
export interface DynamicObject {
  /** @example `'apps/v1'` */
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
  [field: string]: unknown;
}

/** A list of any objects (client-go `unstructured.UnstructuredList`). */
export interface DynamicList {
  apiVersion?: string;
  kind?: string;
  metadata?: ListMeta;
  items: DynamicObject[];
}
