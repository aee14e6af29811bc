import { coreTableObjects } from './table.core-objects.js';
import { otherTableObjects } from './table.other-objects.js';
import { podTableObjects } from './table.pod-objects.js';
import type { TableObject } from './table.object.js';
import { workloadTableObjects } from './table.workload-objects.js';

/** Objects in the states that the columns of their kinds tell apart. */
export const groupedTableObjects: readonly TableObject[] = [
  ...podTableObjects,
  ...workloadTableObjects,
  ...coreTableObjects,
  ...otherTableObjects,
];
