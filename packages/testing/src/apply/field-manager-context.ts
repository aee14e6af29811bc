import type { Schema } from '../schema.js';
export interface FieldManagerContext {
  schema: Schema;
  apiVersion: string;
  manager: string;
  subresource: string;
  now: string;
  resetFields?: readonly (readonly string[])[] | undefined;
}
