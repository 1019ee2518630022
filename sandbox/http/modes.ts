/** What a server runs as: server version 3, or server version 4 in one of its write modes. */
export type Mode = '3' | '4-legacy' | '4-dual' | '4-events-only'

/** All modes, the oldest first. */
export const MODES: readonly Mode[] = ['3', '4-legacy', '4-dual', '4-events-only']

/** The version that the recorded server of a mode had. */
export function versionOf(mode: Mode): string {
  return mode === '3' ? '3.225.4' : '4.16.0'
}

/** What the routes of server version 3 say where only events are written. */
export const goneText =
  'This endpoint is not available on deployments running in Langfuse v4 events_only mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4'

/** Whether a version is at or above another, such as 4.35. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}
