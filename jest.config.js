/** Jest runs our ES modules as they are; swc only strips the types. */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.sandbox'],
};

/** `unit` needs no server and no synthesised template; `world` runs the sandbox, real servers and `cdk synth`. */
export default {
  // The machines that run this are shared: a slow test is not a wrong one.
  testTimeout: 300_000,
  testSequencer: '<rootDir>/test/slowest-first.js',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.world\\.test\\.ts$'],
    },
    {
      ...common,
      displayName: 'world',
      testMatch: ['<rootDir>/test/**/*.world.test.ts'],
      globalSetup: '<rootDir>/test/scenarios/fresh-assembly.ts',
    },
  ],
};
