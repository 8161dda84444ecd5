import { describe } from '@jest/globals';
import { holdsToContract } from './contract.ts';
import { saysInCondition } from './contract-conditions.ts';
import { touchCacheSees } from './contract-touch.ts';
import { loneModel, modelStage } from './model-stage.ts';

describe('the model of the caches', () => holdsToContract(modelStage));
describe('a server of the model in a bad condition', () => saysInCondition(loneModel));
describe('what TouchCache sees of the model', () => touchCacheSees(modelStage));
