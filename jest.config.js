/** Run through `npm test`, which also builds what is generated and sets the flag that Jest needs for ES modules. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Two workers: an embedded database takes about 0.5 GB, and the smallest machine this is tested on has two cores.
  maxWorkers: 2,
  testTimeout: 60_000,
};
