import { describe, jest } from '@jest/globals';
import { holdsToContract } from './contract.ts';
import { saysInCondition } from './contract-conditions.ts';
import { touchCacheSees } from './contract-touch.ts';
import { loneServer, realStage } from './real-stage.ts';

jest.setTimeout(40_000);

describe('real servers in two Regions', () => holdsToContract(realStage));
describe('a real server in a bad condition', () => saysInCondition(loneServer));
describe('what TouchCache sees of real servers', () => touchCacheSees(realStage));
