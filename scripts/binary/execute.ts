import {spawn} from 'node:child_process'
import {text} from 'node:stream/consumers'

/** Runs a program to its end. @returns its stdout @throws Error with all that it said when it fails */
export async function execute(file: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const shell = process.platform === 'win32' && file === 'npm'
  const child = spawn(file, args, {env, shell, stdio: ['ignore', 'pipe', 'pipe']})
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
  return stdout
}
