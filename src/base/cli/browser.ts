import type {IOStreams} from '../input/io-streams.js'

/** Whether a browser can show the user a page: on a terminal of a desktop, not in CI and not over SSH. */
export function onDesktop({env, stdout}: IOStreams, platform: NodeJS.Platform = process.platform): boolean {
  if (!stdout.isTTY || env.CI || env.SSH_CONNECTION) return false
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Opens a page in the browser. @throws the system's error when there is no browser */
export async function showPage(url: string): Promise<void> {
  const {default: open} = await import('open')
  const child = await open(url)
  child.on('error', () => {})
  child.unref()
}
