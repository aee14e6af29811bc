import type { DifferentialCase } from './case.js';
import { environmentCases } from './containers.environment.js';
import { statusCases } from './containers.statuses.js';
import { mountCases, restartCases } from './containers.mounts.js';

/** Containers of pods: their variables, what they mount, when they are started again. */
export const containerCases: readonly DifferentialCase[] = [...environmentCases, ...mountCases, ...restartCases, ...statusCases];
