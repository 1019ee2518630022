/** Whether version `a` is newer than `b`; versions that are not three numbers are newer than nothing. */
export function isNewer(a: string, b: string): boolean {
  const [mine, other] = [a, b].map((version) => version.split('.').map(Number))
  const index = mine?.findIndex((part, place) => part !== other?.[place]) ?? -1
  return index >= 0 && (mine?.[index] ?? 0) > (other?.[index] ?? 0)
}
