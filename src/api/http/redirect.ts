/** The other origin that a redirect leads to; undefined for any other answer, and for one that leads nowhere. */
export function addressOf(status: number, location: string | undefined, base: string): URL | undefined {
  if (status < 300 || status >= 400 || !location || !URL.canParse(location, base)) return undefined
  const target = new URL(location, base)
  return /^https?:$/.test(target.protocol) && target.origin !== new URL(base).origin ? target : undefined
}

/** Whether a redirect stays at the origin, so that keys may go along. */
export function staysOnOrigin({url, headers}: {url: string; headers: {location?: string | undefined}}): boolean {
  const location = headers.location ?? ''
  return URL.canParse(location, url) && new URL(location, url).origin === new URL(url).origin
}

/** The message for a redirect that was not followed; undefined for any other answer. */
export function redirectMessage(status: number, location: string | undefined, base: string): string | undefined {
  if (status < 300 || status >= 400) return undefined
  const target = addressOf(status, location, base)
  if (target) return `it redirects to ${target.origin}`
  return location === undefined
    ? 'that is neither an answer nor an address to go on to'
    : 'it redirects, but not to an address that can be followed'
}
