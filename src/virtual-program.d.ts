/** What the build puts into the bundle: see `scripts/build.ts`. */
declare module 'virtual:program' {
  /** `.oclif.manifest.json`, as text. */
  export const MANIFEST: string
  /** What oclif needs of `package.json`, as text. */
  export const PACKAGE: string
  /** Every command by its id; its code is evaluated when it is asked for. */
  export const COMMANDS: Record<string, () => Promise<{default: unknown}>>
}
