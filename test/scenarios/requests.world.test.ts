import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  approvalToken,
  automatic,
  datastore,
  east,
  emptyWorld,
  look,
  loseEast,
  published,
  reconcile,
  run,
  settle,
  stop,
  watch,
  west,
} from '../support/world.ts';
