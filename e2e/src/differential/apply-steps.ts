import type { DifferentialStep } from './case.js';

/** Where the objects of a case are. */
export const configMaps = '/api/v1/namespaces/{ns}/configmaps';
export const podTemplates = '/api/v1/namespaces/{ns}/podtemplates';
export const services = '/api/v1/namespaces/{ns}/services';

/** Somebody applies a configuration. @param query further parameters, as `&force=true` */
export function applied(path: string, manager: string, body: object, query = ''): DifferentialStep {
  const contentType = 'application/apply-patch+yaml';
  return { method: 'PATCH', path: `${path}?fieldManager=${manager}${query}`, contentType, body };
}

/** Somebody creates an object. */
export function created(path: string, body: object): DifferentialStep {
  return { method: 'POST', path, body };
}

/** Somebody replaces an object. */
export function replaced(path: string, body: object): DifferentialStep {
  return { method: 'PUT', path, body };
}

/** Somebody reads an object. */
export function read(path: string): DifferentialStep {
  return { method: 'GET', path };
}
