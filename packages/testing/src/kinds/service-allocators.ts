export type ServiceAllocators = object;
export function createServiceAllocators(): ServiceAllocators {
  return {};
}
