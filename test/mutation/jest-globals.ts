/** What tests import as `@jest/globals`, outside Jest: the same parts that Jest itself is made of. */
export { expect } from 'expect';
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus';
