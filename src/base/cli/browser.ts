import type {Environment} from '../input/environment.js'

/** Whether there is somebody before a screen that a browser can show a page on: a terminal on a desktop, not CI and not SSH. */
export function onDesktop(env: Environment, platform: NodeJS.Platform = process.platform): boolean {
  if (!process.stdout.isTTY || env.CI || env.SSH_CONNECTION) return false
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Has the browser show a page. @throws the system's error where there is none */
export async function showPage(url: string): Promise<void> {
  const {default: open} = await import('open')
  const child = await open(url)
  child.on('error', () => {})
  child.unref()
}
