import {availableParallelism} from 'node:os'
import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/setup.ts',
    pool: 'forks',
    /** Many tests wait for a process of their own. */
    maxWorkers: Math.max(4, availableParallelism()),
    /** Ends what hangs; no test asserts how long something takes. */
    testTimeout: 120_000,
    hookTimeout: 120_000,
    restoreMocks: true,
  },
})
