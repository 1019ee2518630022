import {expect, it, vi} from 'vitest'
import {Notes} from '../../../src/base/output/notes.js'
import {testStreams} from '../../io-streams.js'

const library = vi.hoisted(() => {
  let loaded = () => {}
  const loading = new Promise<void>((resolve) => {
    loaded = resolve
  })
  return {loading, loaded, running: [] as string[]}
})

vi.mock('ora', async () => {
  await library.loading
  const start = (text: string) => {
    library.running.push(text)
    return {text, stop: () => library.running.pop()}
  }
  return {default: ({text}: {text: string}) => ({start: () => start(text)})}
})

it('shows one spinner, however long its library takes to load', async () => {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']})
  const notes = new Notes(testStreams({tty: {stderr: true}}).stderr, {
    ...{quiet: false, verbose: false, color: false},
    redact: (text) => text,
  })
  notes.progress('first')
  vi.advanceTimersByTime(300)
  notes.pause()
  notes.progress('second')
  library.loaded()
  await vi.dynamicImportSettled()
  expect(library.running).toEqual([])
  vi.advanceTimersByTime(300)
  await vi.dynamicImportSettled()
  expect(library.running).toEqual(['second'])
  notes.pause()
  expect(library.running).toEqual([])
})
