import { statusSchema } from '../model/packages.js';
import type { Description } from '../read/description.js';

/** Makes POSTs that are declared to answer the schema `declared` answer a Status. Returns how many there were. */
export function repairAnswers(description: Description, declared: string, paths: readonly string[]): number {
  const wrong = description.groupVersions
    .flatMap(({ operations }) => operations)
    .filter(({ path, method, answer }) => {
      return method === 'post' && paths.includes(path) && answer.form === 'reference' && answer.to.schema === declared;
    });
  for (const operation of wrong) {
    operation.answer = { form: 'reference', to: { schema: statusSchema, file: operation.file, pointer: operation.pointer } };
  }
  return wrong.length;
}
